// What the command line's own description also serves for: completion in shells, and the manual page. All is
// made from the options that the program parses, so that it can't fall behind them.
#pragma once

#include <CLI/App.hpp>
#include <cstdint>
#include <string>

namespace gongkai::app {

enum class Shell : uint8_t { Bash, Zsh, Fish };

// The script that teaches a shell the commands of `app`, their options, and the words that options take
// where their help names them (csv|xlsx). Elsewhere, files are completed.
std::string completion_script(const CLI::App& app, Shell shell);

// The manual page gongkai(1), as troff.
std::string manual_page(const CLI::App& app, const std::string& version);

}  // namespace gongkai::app
