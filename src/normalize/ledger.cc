#include "normalize/ledger.h"

namespace gongkai::normalize {

const char* name_of(CheckStatus status) {
  switch (status) {
    case CheckStatus::Pass: return "pass";
    case CheckStatus::Fail: return "fail";
    case CheckStatus::Skipped: return "skipped";
  }
  return "skipped";
}

}  // namespace gongkai::normalize
