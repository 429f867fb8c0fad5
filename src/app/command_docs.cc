#include "app/command_docs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <functional>
#include <vector>

#include "base/text.h"

namespace gongkai::app {
namespace {

using Commands = std::vector<const CLI::App*>;
using Options = std::vector<const CLI::Option*>;

Commands commands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

Options options_of(const CLI::App& app) {
  return app.get_options([](const CLI::Option*) { return true; });
}

// "csv", "xlsx" where the option's type is csv|xlsx; none for others.
std::vector<std::string> words_of(const CLI::Option& option) {
  const auto words = split(option.get_type_name(), '|');
  return words.size() > 1 ? words : std::vector<std::string>{};
}

std::vector<std::string> switches_of(const CLI::Option& option) {
  std::vector<std::string> names;
  for (const std::string& name : option.get_snames()) names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) names.push_back("--" + name);
  return names;
}

// Whether something follows its name, as after --db; nothing does after --force.
bool takes_value(const CLI::Option& option) { return option.get_expected_max() > 0; }

// What may follow a command: its commands and switches, and the words of its positionals.
std::vector<std::string> words_after(const CLI::App& app) {
  std::vector<std::string> words;
  for (const CLI::App* command : commands_of(app)) words.push_back(command->get_name());
  for (const CLI::Option* option : options_of(app)) {
    const auto more = option->get_positional() ? words_of(*option) : switches_of(*option);
    words.insert(words.end(), more.begin(), more.end());
  }
  return words;
}

void visit_commands(const CLI::App& app, const std::string& path,
                    const std::function<void(const CLI::App&, const std::string&)>& visit) {
  visit(app, path);
  for (const CLI::App* command : commands_of(app)) visit_commands(*command, path + " " + command->get_name(), visit);
}

std::string bash_script(const CLI::App& app) {
  std::vector<std::string> paths;
  std::string words, values;
  visit_commands(app, "gongkai", [&](const CLI::App& command, const std::string& path) {
    paths.push_back(fmt::format("'{}'", path));
    words += fmt::format("    '{}') words='{}' ;;\n", path, fmt::join(words_after(command), " "));
    for (const CLI::Option* option : options_of(command)) {
      if (option->get_positional() || words_of(*option).empty()) continue;
      for (const std::string& name : switches_of(*option)) {
        values += fmt::format("    '{} {}') words='{}' ;;\n", path, name, fmt::join(words_of(*option), " "));
      }
    }
  });
  return fmt::format(R"(# Completion for gongkai, made by `gongkai completion`.
_gongkai() {{
  local word="${{COMP_WORDS[COMP_CWORD]}}" command=gongkai words= fitting= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$command ${{COMP_WORDS[i]}}" in
      {}) command="$command ${{COMP_WORDS[i]}}" ;;
    esac
  done
  case "$command" in
{}  esac
  case "$command ${{COMP_WORDS[COMP_CWORD-1]}}" in
{}  esac
  # Switches only after a dash, so that files are offered else.
  for i in $words; do
    if [[ $word == -* || $i != -* ]]; then fitting="$fitting $i"; fi
  done
  COMPREPLY=($(compgen -W "$fitting" -- "$word"))
}}
complete -o default -F _gongkai gongkai
)",
                     fmt::join(paths, "|"), words, values);
}

// For _describe: 'csv:What it is'.
std::string described(const std::string& word, const std::string& description) {
  std::string quoted = "'";
  for (const char c : word + ":" + description) quoted += c == '\'' ? "'\\''" : std::string(1, c);
  return quoted + "'";
}

// Of its own: by zsh's emulation of bash's, nothing is offered until a command was completed once.
std::string zsh_script(const CLI::App& app) {
  std::vector<std::string> paths;
  std::string choices, values;
  visit_commands(app, "gongkai", [&](const CLI::App& command, const std::string& path) {
    paths.push_back(fmt::format("'{}'", path));
    std::vector<std::string> words, switches;
    for (const CLI::App* sub : commands_of(command)) {
      words.push_back(described(sub->get_name(), sub->get_description()));
    }
    for (const CLI::Option* option : options_of(command)) {
      const auto own_words = words_of(*option);
      if (option->get_positional()) words.insert(words.end(), own_words.begin(), own_words.end());
      for (const std::string& name : switches_of(*option)) {
        switches.push_back(described(name, option->get_description()));
        if (own_words.empty()) continue;
        values += fmt::format("    '{} {}') compadd {}; return ;;\n", path, name, fmt::join(own_words, " "));
      }
    }
    choices += fmt::format("    '{}')\n      choices=({})\n      switches=({}) ;;\n", path, fmt::join(words, " "),
                           fmt::join(switches, " "));
  });
  return fmt::format(R"(#compdef gongkai
# Completion for gongkai, made by `gongkai completion`.
_gongkai() {{
  local command=gongkai i
  local -a choices switches
  for ((i = 2; i < CURRENT; i++)); do
    case "$command $words[i]" in
      {}) command="$command $words[i]" ;;
    esac
  done
  case "$command $words[CURRENT-1]" in
{}  esac
  case "$command" in
{}  esac
  if [[ $PREFIX == -* ]]; then
    _describe -o option switches
  elif (( $#choices )); then
    _describe command choices
  else
    _files
  fi
}}
if [[ $funcstack[1] == _gongkai ]]; then _gongkai "$@"; else compdef _gongkai gongkai; fi
)",
                     fmt::join(paths, "|"), values, choices);
}

std::string in_fish_quotes(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '\'';
}

std::string names_of(const Commands& commands) {
  std::vector<std::string> names;
  for (const CLI::App* command : commands) names.push_back(command->get_name());
  return fmt::format("{}", fmt::join(names, " "));
}

std::string fish_script(const CLI::App& app) {
  std::string script = "# Completion for gongkai, made by `gongkai completion`.\n";
  visit_commands(app, "gongkai", [&](const CLI::App& command, const std::string& path) {
    const bool is_root = path == "gongkai";
    const std::string seen = "__fish_seen_subcommand_from " + command.get_name();
    const Commands below = commands_of(command);
    const std::string none_below =
        is_root ? "__fish_use_subcommand" : fmt::format("{}; and not __fish_seen_subcommand_from {}", seen, names_of(below));
    for (const CLI::App* sub : below) {
      script += fmt::format("complete -c gongkai -f -n '{}' -a {} -d {}\n", none_below, sub->get_name(),
                            in_fish_quotes(sub->get_description()));
    }
    for (const CLI::Option* option : options_of(command)) {
      std::string line = fmt::format("complete -c gongkai -n '{}'", is_root ? none_below : seen);
      for (const std::string& name : option->get_snames()) line += " -s " + name;
      for (const std::string& name : option->get_lnames()) line += " -l " + name;
      const auto words = words_of(*option);
      if (!words.empty()) line += fmt::format(" -x -a '{}'", fmt::join(words, " "));
      if (words.empty() && option->get_positional()) continue;
      if (words.empty() && takes_value(*option)) line += " -r";
      script += line + " -d " + in_fish_quotes(option->get_description()) + "\n";
    }
  });
  return script;
}

// As troff, where a backslash, a line's first point or quote, and a dash that is typed have meanings.
std::string in_troff(const std::string& text) {
  std::string troff;
  for (const char c : text) {
    const bool begins_line = troff.empty() || troff.back() == '\n';
    if (begins_line && (c == '.' || c == '\'')) troff += "\\&";
    troff += c == '\\' ? "\\e" : c == '-' ? "\\-" : std::string(1, c);
  }
  return troff;
}

// "--to csv|xlsx", "path…".
std::string usage_of(const CLI::Option& option) {
  std::string usage = option.get_positional() ? option.get_name(true)
                                              : fmt::format("{}", fmt::join(switches_of(option), ", "));
  if (!option.get_positional() && takes_value(option)) {
    usage += ' ';
    usage += option.get_type_name();
  }
  return usage + (option.get_expected_max() > 1 ? "…" : "");
}

std::string manual_of(const CLI::App& command, const std::string& path) {
  std::string text = fmt::format(".SS {}\n{}\n", in_troff(path), in_troff(command.get_description() + "."));
  for (const CLI::Option* option : options_of(command)) {
    const std::string fallback = option->get_default_str();
    text += fmt::format(".TP\n.B {}\n{}\n", in_troff(usage_of(*option)),
                        in_troff(option->get_description() + (fallback.empty() ? "" : " [" + fallback + "]")));
  }
  return text + fmt::format(".PP\n.nf\n{}\n.fi\n", in_troff(command.get_footer()));
}

}  // namespace

std::string completion_script(const CLI::App& app, Shell shell) {
  switch (shell) {
    case Shell::Zsh: return zsh_script(app);
    case Shell::Fish: return fish_script(app);
    case Shell::Bash: break;
  }
  return bash_script(app);
}

std::string manual_page(const CLI::App& app, const std::string& version) {
  std::string text = fmt::format(
      ".TH GONGKAI 1 \"\" \"{}\"\n.SH NAME\ngongkai \\- {}\n.SH SYNOPSIS\n.B gongkai\nCOMMAND [OPTIONS]\n.SH COMMANDS\n",
      in_troff(version), in_troff(app.get_description()));
  visit_commands(app, "gongkai", [&](const CLI::App& command, const std::string& path) {
    if (commands_of(command).empty()) text += manual_of(command, path);
  });
  return text + ".SH NOTES\n" + in_troff(app.get_footer()) + "\n";
}

}  // namespace gongkai::app
