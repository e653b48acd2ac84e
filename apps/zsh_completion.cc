#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

#include "apps/completion.h"
#include "apps/option_choices.h"

namespace tpch {
namespace {

// Escapes the text for a specification in single quotes.
std::string Escape(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\'') {
      escaped += "'\\''";
      continue;
    }
    if (std::string_view("[]:\\").find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string FormatAction(const OptionChoices& choices) {
  switch (choices.kind) {
    case ChoiceKind::kAny:
      return " ";
    case ChoiceKind::kWord:
      return fmt::format("({})", fmt::join(choices.words, " "));
    case ChoiceKind::kList:
      return fmt::format("_sequence compadd - {}", fmt::join(choices.words, " "));
    case ChoiceKind::kAssigned:
      return fmt::format("_sequence compadd -S = - {}", fmt::join(choices.words, " "));
    case ChoiceKind::kFile:
      return "_files";
    case ChoiceKind::kDirectory:
      break;
  }
  return "_files -/";
}

// Returns the specifications for `_arguments` of one option, one line per spelling.
std::string FormatOption(const CommandDescription& command, const OptionDescription& option) {
  const std::string others =
      option.is_repeatable ? "*" : fmt::format("({})", fmt::join(option.names, " "));
  std::string value;
  if (!option.value_name.empty()) {
    value = fmt::format(":{}:{}", Escape(option.value_name),
                        FormatAction(ChoicesOf(command.name, ChoiceName(option))));
    if (option.value_is_optional) value = ":" + value;
  }
  std::string lines;
  for (const std::string& name : option.names) {
    const std::string_view joint = value.empty() ? "" : name.starts_with("--") ? "=" : "+";
    lines += fmt::format(" \\\n        '{}{}{}[{}]{}'", others, name, joint,
                         Escape(FormatText(option)), value);
  }
  return lines;
}

std::string FormatCommand(const CommandDescription& command) {
  std::string text = fmt::format("    {})\n      _arguments -s", command.name);
  for (const OptionDescription& option : command.options) text += FormatOption(command, option);
  for (const OptionDescription& argument : command.arguments) {
    text += fmt::format(" \\\n        '{}:{}:{}'", argument.is_repeatable ? "*" : "1",
                        argument.value_name,
                        FormatAction(ChoicesOf(command.name, argument.names.front())));
  }
  return text + " ;;\n";
}

}  // namespace

std::string FormatZshCompletion(const CommandDescription& program) {
  std::string options;
  std::string commands;
  std::string cases;
  for (const OptionDescription& option : program.options) options += FormatOption(program, option);
  for (const CommandDescription& command : program.commands) {
    commands += fmt::format("\n    '{}:{}'", command.name, Escape(command.text));
    cases += FormatCommand(command);
  }
  return fmt::format(R"(#compdef {0}
# Completion of {0} for zsh; made by: {0} completion zsh

_{0}() {{
  local curcontext=$curcontext state line
  typeset -A opt_args
  local -a commands=({1}
  )
  _arguments -C{2} \
        '1:command:->command' \
        '*::argument:->argument'
  case $state in
    command) _describe command commands; return ;;
    argument) ;;
    *) return ;;
  esac
  case $line[1] in
{3}  esac
}}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _{0} "$@"
else
  compdef _{0} {0}
fi
)",
                     program.name, commands, options, cases);
}

}  // namespace tpch
