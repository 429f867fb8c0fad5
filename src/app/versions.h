// What --version says.
#pragma once

#include <string>

namespace gongkai::app {

// The program's version in the first line, then those of the dataset's schema and of the libraries that
// figures depend on: "SQLite 3.40.1".
std::string versions();

}  // namespace gongkai::app
