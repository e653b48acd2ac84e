#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

#include "apps/completion.h"
#include "apps/option_choices.h"

namespace tpch {
namespace {

// Returns the text in single quotes.
std::string Quote(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "'";
}

// Returns the arguments of `complete` for an option's values.
std::string FormatValue(const OptionChoices& choices) {
  switch (choices.kind) {
    case ChoiceKind::kAny:
      return " -x";
    case ChoiceKind::kWord:
      return fmt::format(" -x -a '{}'", fmt::join(choices.words, " "));
    case ChoiceKind::kList:
      return fmt::format(" -x -a '(__fish_complete_list , \"string split \\\\  \\\"{}\\\"\")'",
                         fmt::join(choices.words, " "));
    case ChoiceKind::kAssigned:
      return fmt::format(" -x -a '{}='", fmt::join(choices.words, "= "));
    case ChoiceKind::kFile:
      return " -r -F";
    case ChoiceKind::kDirectory:
      break;
  }
  return " -x -a '(__fish_complete_directories)'";
}

std::string FormatOption(std::string_view condition, const CommandDescription& command,
                         const OptionDescription& option) {
  std::string names;
  for (const std::string& name : option.names) {
    const bool is_long = name.starts_with("--");
    names += fmt::format(" -{} {}", is_long ? 'l' : 's', name.substr(is_long ? 2 : 1));
  }
  const bool has_value = !option.value_name.empty() && !option.value_is_optional;
  return fmt::format("{}{} -d {}{}\n", condition, names, Quote(FormatText(option)),
                     has_value ? FormatValue(ChoicesOf(command.name, ChoiceName(option))) : "");
}

}  // namespace

std::string FormatFishCompletion(const CommandDescription& program) {
  std::string text = fmt::format(
      "# Completion of {0} for fish; made by: {0} completion fish\n\ncomplete -c {0} -f\n",
      program.name);
  const std::string first = fmt::format("complete -c {} -n __fish_use_subcommand", program.name);
  for (const OptionDescription& option : program.options)
    text += FormatOption(first, program, option);
  for (const CommandDescription& command : program.commands) {
    text += fmt::format("\n{} -a {} -d {}\n", first, command.name, Quote(command.text));
    const std::string seen = fmt::format("complete -c {} -n '__fish_seen_subcommand_from {}'",
                                         program.name, command.name);
    for (const OptionDescription& option : command.options)
      text += FormatOption(seen, command, option);
    for (const OptionDescription& argument : command.arguments) {
      text += seen + FormatValue(ChoicesOf(command.name, argument.names.front())) + "\n";
    }
  }
  return text;
}

}  // namespace tpch
