#pragma once

#include <string>

namespace gongkai::app {

// Now (ISO 8601, UTC), or the moment that SOURCE_DATE_EPOCH fixes (reproducible-builds.org), so that two
// runs over the same files can give the same bytes.
std::string timestamp();

}  // namespace gongkai::app
