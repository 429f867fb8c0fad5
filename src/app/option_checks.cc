#include "app/option_checks.h"

#include <charconv>
#include <cstdint>
#include <filesystem>

namespace gongkai::app {
namespace {

namespace fs = std::filesystem;

// A check that help does not describe: an option's type name does.
template <typename Check>
CLI::Validator check_that(Check check) {
  return CLI::Validator([check](std::string& text) { return check(text); }, "");
}

bool exists(const std::string& file) {
  std::error_code ignored;  // what can't be looked at fails where it is opened, and says why
  return fs::status(file, ignored).type() != fs::file_type::not_found;
}

bool is_folder(const std::string& file) {
  std::error_code ignored;
  return fs::is_directory(file, ignored);
}

// The command that was meant, as far as it could be told.
const CLI::App* innermost(const CLI::App* app) {
  const auto parsed = app->get_subcommands();
  return parsed.empty() ? app : innermost(parsed.front());
}

std::string name_of(const CLI::App* app) {
  return app->get_parent() == nullptr ? app->get_name()
                                      : name_of(app->get_parent()) + " " + app->get_name();
}

std::string complaint_about(const CLI::App* root, const CLI::App* command,
                            const CLI::Error& error) {
  const std::vector<std::string> rest = root->remaining(/*recurse=*/true);
  if (command->get_require_subcommand_min() > 0 && command->get_subcommands().empty()) {
    return rest.empty() ? "no command is given" : fmt::format("\"{}\" is no command", rest.front());
  }
  if (dynamic_cast<const CLI::ExtrasError*>(&error) == nullptr || rest.empty()) return error.what();
  return rest.front().starts_with('-')
             ? fmt::format("there is no option {}", rest.front())
             : fmt::format("\"{}\" is one argument too many", rest.front());
}

}  // namespace

CLI::Validator existing_file(const std::string& hint) {
  return check_that([hint](const std::string& text) -> std::string {
    if (!exists(text))
      return fmt::format("there is no file {}{}{}", text, hint.empty() ? "" : "; ", hint);
    return is_folder(text) ? fmt::format("{} is a folder; name a file", text) : "";
  });
}

CLI::Validator existing_folder() {
  return check_that([](const std::string& text) -> std::string {
    if (!exists(text)) return fmt::format("there is no folder {}", text);
    return is_folder(text) ? "" : fmt::format("{} is a file; name a folder", text);
  });
}

CLI::Validator existing_file_or_folder() {
  return check_that([](const std::string& text) {
    return exists(text) ? "" : fmt::format("there is no file or folder {}", text);
  });
}

CLI::Validator whole_number(int64_t most) {
  return check_that([most](const std::string& text) {
    int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_number = error == std::errc() && end == text.data() + text.size();
    if (is_number && number >= 1 && number <= most) return std::string();
    return fmt::format("\"{}\" is no whole number from 1{}", text,
                       most < kMost ? fmt::format(" to {}", most) : "");
  });
}

CLI::Validator region_code() {
  return check_that([](const std::string& text) {
    const bool digits =
        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool sound = digits && (text.size() == 2 || text.size() == 4 || text.size() == 6);
    return sound ? ""
                 : fmt::format(
                       "\"{}\" is no code of GB/T 2260 with 2, 4 or 6 digits: 14, 1405 or 140581",
                       text);
  });
}

std::string usage_error(const CLI::App* app, const CLI::Error& error) {
  const CLI::App* const command = innermost(app);
  const std::string name = name_of(command);
  return fmt::format("error: {0}: {1}\n{0} --help has its {2}, with examples\n", name,
                     complaint_about(app, command, error),
                     command->get_require_subcommand_min() > 0 ? "commands" : "options");
}

}  // namespace gongkai::app
