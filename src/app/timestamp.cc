#include "app/timestamp.h"

#include <fmt/chrono.h>

#include <cstdlib>
#include <ctime>

namespace gongkai::app {

std::string timestamp() {
  const char* fixed = std::getenv("SOURCE_DATE_EPOCH");
  const std::time_t now = fixed != nullptr ? std::atoll(fixed) : std::time(nullptr);
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

}  // namespace gongkai::app
