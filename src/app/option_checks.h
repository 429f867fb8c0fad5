// What may follow an option on the command line. Where something else does, each check says what stands
// there and what may: CLI11's own checks say so in the words of its types.
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gongkai::app {

// `hint`: what makes such a file, or "".
CLI::Validator existing_file(const std::string& hint = "");
CLI::Validator existing_folder();
CLI::Validator existing_file_or_folder();

// From 1 to `most`.
inline constexpr int64_t kMost = 1'000'000'000;
CLI::Validator whole_number(int64_t most = kMost);

// GB/T 2260: a province, city or county, as 14, 1405, 140581 or 140500.
CLI::Validator region_code();

template <typename Value>
using Choices = std::vector<std::pair<std::string_view, Value>>;

// An option that takes one of some words. Its type is the words, "csv|xlsx|dta": help shows them, and
// shells complete them.
template <typename Value>
CLI::Option* add_choice(CLI::App& app, const std::string& name, Value& value,
                        const Choices<Value>& choices, const std::string& description) {
  std::vector<std::string_view> words;
  for (const auto& [word, meaning] : choices) words.push_back(word);
  return app
      .add_option_function<std::string>(
          name,
          [&value, choices, words, name](const std::string& text) {
            const auto found =
                std::find_if(choices.begin(), choices.end(),
                             [&](const auto& choice) { return choice.first == text; });
            if (found == choices.end()) {
              throw CLI::ValidationError(
                  name, fmt::format("\"{}\" is none of {}", text, fmt::join(words, ", ")));
            }
            value = found->second;
          },
          description)
      ->type_name(fmt::format("{}", fmt::join(words, "|")));
}

// What is wrong with a command line, and where to look: what CLI11 says of it, with the command's name.
std::string usage_error(const CLI::App* app, const CLI::Error& error);

}  // namespace gongkai::app
