#include "base/diagnostic.h"

namespace gongkai {

const char* name_of(Severity severity) {
  switch (severity) {
    case Severity::Info: return "info";
    case Severity::Warning: return "warning";
    case Severity::Error: return "error";
  }
  return "error";
}

}  // namespace gongkai
