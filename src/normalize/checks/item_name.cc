#include "normalize/checks/item_name.h"

#include "base/text.h"

namespace gongkai::normalize {

std::string comparable_name(std::string_view name) {
  constexpr std::string_view kSuffix = "支出";
  std::string comparable = fold(name);
  std::erase_if(comparable, [](char c) { return c == '(' || c == ')'; });
  if (comparable.ends_with(kSuffix)) comparable.resize(comparable.size() - kSuffix.size());
  return comparable;
}

}  // namespace gongkai::normalize
