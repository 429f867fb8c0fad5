// Any text is an amount, a blank or unreadable; an amount says exactly what its digits say.
//
// Input: a line with the unit of money, then the text of the cell.
#include <fmt/format.h>

#include <string_view>

#include "fuzz_target.h"
#include "normalize/amount.h"

using namespace gongkai;
using namespace gongkai::normalize;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const size_t line_end = std::min(input.find('\n'), input.size());
  const std::string_view unit = input.substr(0, line_end);
  const std::string_view text = input.substr(std::min(line_end + 1, input.size()));
  const AmountReading reading = parse_amount(text, unit);
  if (const auto* money = std::get_if<Money>(&reading)) {
    must(money->quantum >= 1 && money->fen % money->quantum == 0, "an amount is a multiple of its quantum");
    const bool negative = money->fen < 0;
    const int64_t fen = negative ? -money->fen : money->fen;
    const std::string printed = fmt::format("{}{}.{:02}", negative ? "-" : "", fen / 100, fen % 100);
    const AmountReading again = parse_amount(printed, "元");
    must(std::holds_alternative<Money>(again) && std::get<Money>(again).fen == money->fen,
         "an amount printed in 元 is read as the same amount");
  }
  if (const auto* unreadable = std::get_if<Unreadable>(&reading)) {
    must(!unreadable->reason.empty(), "what is unreadable has a reason");
  }
  return 0;
}
