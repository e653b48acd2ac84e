#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

#include "apps/completion.h"
#include "apps/option_choices.h"
#include "tpch/enum_names.h"

namespace tpch {
namespace {

// The code after the choices. Bash treats `=` as a separate word. Only the last element of a list
// is completed.
constexpr std::string_view kFunctionEnd = R"(  esac
  case $kind in
    file) compopt -o filenames; COMPREPLY=($(compgen -f -- "$word")) ;;
    directory) compopt -o filenames; COMPREPLY=($(compgen -d -- "$word")) ;;
    word) COMPREPLY=($(compgen -W "$choices" -- "$word")) ;;
    list | assigned)
      local before=''
      [[ $word == *,* ]] && before=${word%,*},
      compopt -o nospace
      COMPREPLY=($(compgen -P "$before" -W "$choices" -- "${word##*,}")) ;;
  esac
}
)";

// The script's names of the kinds.
constexpr EnumName<ChoiceKind> kKinds[] = {
    {ChoiceKind::kAny, "any"},   {ChoiceKind::kWord, "word"},
    {ChoiceKind::kList, "list"}, {ChoiceKind::kAssigned, "assigned"},
    {ChoiceKind::kFile, "file"}, {ChoiceKind::kDirectory, "directory"}};

std::string FormatWords(const OptionChoices& choices) {
  return fmt::format("{}{}",
                     fmt::join(choices.words, choices.kind == ChoiceKind::kAssigned ? "= " : " "),
                     choices.kind == ChoiceKind::kAssigned ? "=" : "");
}

std::string FormatAssignments(const OptionChoices& choices) {
  return fmt::format("kind={} choices='{}'", NameOf(choices.kind, kKinds), FormatWords(choices));
}

// Returns the case for a command's options that take values.
std::string FormatValues(const CommandDescription& command) {
  std::string text;
  for (const OptionDescription& option : command.options) {
    if (option.value_name.empty()) continue;
    std::string patterns;
    for (const std::string& name : option.names) {
      patterns += fmt::format("{}'{} {}'", patterns.empty() ? "" : " | ", command.name, name);
    }
    text += fmt::format("    {}) {} ;;\n", patterns,
                        FormatAssignments(ChoicesOf(command.name, ChoiceName(option))));
  }
  return text;
}

// Returns the case for a command when no option needs its value.
std::string FormatRest(const CommandDescription& command) {
  std::string names;
  for (const OptionDescription& option : command.options) {
    for (const std::string& name : option.names) names += fmt::format("{} ", name);
  }
  std::string text =
      fmt::format("    '{} '*)\n      if [[ $word == -* ]]; then\n        kind=word choices='{}'\n",
                  command.name, names);
  if (!command.arguments.empty()) {
    text += fmt::format(
        "      else\n        {}\n",
        FormatAssignments(ChoicesOf(command.name, command.arguments.front().names.front())));
  }
  return text + "      fi ;;\n";
}

}  // namespace

std::string FormatBashCompletion(const CommandDescription& program) {
  std::string commands;
  std::string values;
  std::string rest;
  for (const CommandDescription& command : program.commands) {
    commands += fmt::format("{}{}", commands.empty() ? "" : " ", command.name);
    values += FormatValues(command);
    rest += FormatRest(command);
  }
  return fmt::format(R"(# Completion of {0} for bash; made by: {0} completion bash

_{0}() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} option=${{COMP_WORDS[COMP_CWORD-1]}}
  local command='' kind='' choices='' i
  for ((i = 1; i < COMP_CWORD; ++i)); do
    [[ ${{COMP_WORDS[i]}} != -* ]] && {{ command=${{COMP_WORDS[i]}}; break; }}
  done
  if [[ $word == = ]]; then
    word=''
  elif [[ $option == = ]]; then
    option=${{COMP_WORDS[COMP_CWORD-2]}}
  fi
  COMPREPLY=()
  case "$command $option" in
{1}{2}    *) kind=word choices='{3} -h --help -V --version' ;;
{4}
complete -F _{0} {0}
)",
                     program.name, values, rest, commands, kFunctionEnd);
}

}  // namespace tpch
