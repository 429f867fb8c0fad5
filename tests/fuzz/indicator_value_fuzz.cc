// Any bytes are the cells of an indicator: read without breaking an invariant.
//
// Input: a line each with the name, the operator column and the unit column; then the value.
#include <algorithm>
#include <string>
#include <string_view>

#include "../normalize/indicator_value_invariants.h"
#include "fuzz_target.h"

using namespace gongkai;
using namespace gongkai::normalize;

namespace {

std::string_view take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(line.size() + 1, text.size()));
  return line;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  IndicatorText text;
  text.name = take_line(input);
  text.op_column = take_line(input);
  text.unit_column = take_line(input);
  text.value = input;
  text.fiscal_year = 2026;
  const std::string tokens = broken_by_tokens(text.value, text.fiscal_year);
  must(tokens.empty(), tokens.c_str());
  const std::string value = broken_by_value(text, parse_indicator_value(text));
  must(value.empty(), value.c_str());
  split_indicator(text);
  return 0;
}
