// What was skipped, repaired or not understood in one document. Stages return diagnostics; they
// never print. A diagnostic says what, where and what to try; its code is listed in docs/.
#pragma once

#include <string>
#include <vector>

namespace gongkai {

enum class Severity { Info, Warning, Error };

struct Diagnostic {
  Severity severity = Severity::Warning;
  int page = 0;          // 1-based; 0: the document as a whole
  std::string code;      // "amount.unreadable", "page.needs_ocr" …
  std::string message;   // one sentence, English with the document's own terms

  bool operator==(const Diagnostic&) const = default;
};

using Diagnostics = std::vector<Diagnostic>;

const char* name_of(Severity severity);  // "info", "warning", "error"

}  // namespace gongkai
