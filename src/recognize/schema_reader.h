// Reads a schema file, table by table; every complaint names the file, the line and the column.
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/pattern.h"
#include "recognize/schema.h"

namespace gongkai::recognize {

using Words = std::vector<std::string_view>;

// A schema file. Throws SchemaError.
inline toml::table parse_toml(std::string_view file, std::string_view text) {
  try {
    return toml::parse(text, file);
  } catch (const toml::parse_error& error) {
    throw SchemaError(fmt::format("schemas/{}:{}:{}: {}", file, error.source().begin.line,
                                  error.source().begin.column, error.description()));
  }
}

class SchemaReader {
 public:
  SchemaReader(std::string_view file, const toml::table& table) : file_(file), table_(table) {}

  [[noreturn]] void fail(const toml::source_region& at, const std::string& what) const {
    throw SchemaError(fmt::format("schemas/{}:{}:{}: {}", file_, at.begin.line, at.begin.column, what));
  }

  [[noreturn]] void fail(std::string_view key, const std::string& what) const {
    const toml::node* node = table_.get(key);
    fail(node == nullptr ? table_.source() : node->source(), what);
  }

  // The value of a key, "" where it is absent.
  std::string text(std::string_view key) const {
    const toml::node* node = table_.get(key);
    if (node == nullptr) return "";
    if (!node->is_string()) fail(node->source(), fmt::format("{} must be a string", key));
    return std::string(node->as_string()->get());
  }

  // As text, one of the words.
  std::string word(std::string_view key, const Words& words) const {
    const std::string value = text(key);
    if (!value.empty() && std::find(words.begin(), words.end(), value) == words.end()) {
      fail(key, fmt::format("\"{}\" is no {}; known: {}", value, key, fmt::join(words, ", ")));
    }
    return value;
  }

  bool flag(std::string_view key) const {
    const toml::node* node = table_.get(key);
    if (node == nullptr) return false;
    if (!node->is_boolean()) fail(node->source(), fmt::format("{} must be true or false", key));
    return node->as_boolean()->get();
  }

  int integer(std::string_view key) const {
    const toml::node* node = table_.get(key);
    if (node == nullptr) return 0;
    if (!node->is_integer()) fail(node->source(), fmt::format("{} must be a whole number", key));
    return static_cast<int>(node->as_integer()->get());
  }

  std::vector<std::string> texts(std::string_view key) const {
    std::vector<std::string> values;
    const toml::node* node = table_.get(key);
    if (node == nullptr) return values;
    if (!node->is_array()) fail(node->source(), fmt::format("{} must be a list of strings", key));
    for (const toml::node& item : *node->as_array()) {
      if (!item.is_string()) fail(item.source(), fmt::format("{} must be a list of strings", key));
      values.emplace_back(item.as_string()->get());
    }
    return values;
  }

  std::shared_ptr<RE2> pattern(std::string_view key) const {
    const std::string value = text(key);
    if (value.empty()) fail(table_.source(), fmt::format("{} is missing", key));
    return compiled(value, key);
  }

  std::vector<std::shared_ptr<RE2>> patterns(std::string_view key) const {
    std::vector<std::shared_ptr<RE2>> result;
    for (const std::string& value : texts(key)) result.push_back(compiled(value, key));
    return result;
  }

  void allow_only(std::initializer_list<std::string_view> keys) const {
    for (const auto& [key, node] : table_) {
      if (std::find(keys.begin(), keys.end(), key.str()) == keys.end()) {
        fail(node.source(), fmt::format("unknown key \"{}\"", key.str()));
      }
    }
  }

  // Calls `visit` with a reader of each [[key]] table.
  template <typename Visit>
  void for_each(std::string_view key, Visit visit) const {
    const toml::node* node = table_.get(key);
    if (node == nullptr) return;
    if (!node->is_array_of_tables()) {
      fail(node->source(), fmt::format("{} must be written as [[{}]]", key, key));
    }
    for (const toml::node& item : *node->as_array()) visit(SchemaReader(file_, *item.as_table()));
  }

  // Calls `visit` with a reader of the [key] table, if there is one.
  template <typename Visit>
  void with(std::string_view key, Visit visit) const {
    const toml::node* node = table_.get(key);
    if (node == nullptr) return;
    if (!node->is_table()) fail(node->source(), fmt::format("{} must be written as [{}]", key, key));
    visit(SchemaReader(file_, *node->as_table()));
  }

 private:
  std::shared_ptr<RE2> compiled(const std::string& pattern, std::string_view key) const {
    auto result = compile_pattern(pattern);
    if (!result->ok()) fail(key, fmt::format("\"{}\": {}", pattern, result->error()));
    return result;
  }

  std::string_view file_;
  const toml::table& table_;
};

}  // namespace gongkai::recognize
