// Names of classification items, made comparable.
#pragma once

#include <string>
#include <string_view>

namespace gongkai::normalize {

// Folded, without brackets (资本性支出（基本建设 lacks one in some programs' tables) and without 支出
// at its end: 其他对个人和家庭的补助支出 is 其他对个人和家庭的补助.
std::string comparable_name(std::string_view name);

}  // namespace gongkai::normalize
