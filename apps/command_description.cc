#include "apps/command_description.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>

namespace tpch {
namespace {

constexpr size_t kTextColumn = 30;
constexpr size_t kMaxLineLength = 80;

// Wraps the text in lines; all but the first start in the column of texts.
std::string Wrap(std::string_view text) {
  std::string lines;
  size_t length = kTextColumn;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    if (length > kTextColumn && length + 1 + word.size() > kMaxLineLength) {
      lines += fmt::format("\n{:{}}", "", kTextColumn);
      length = kTextColumn;
    }
    const std::string_view blank = length > kTextColumn ? " " : "";
    lines += fmt::format("{}{}", blank, word);
    length += blank.size() + word.size();
  }
  return lines;
}

// Returns `  NAMES  TEXT`, or the text below the names if they are long.
std::string FormatEntry(std::string_view names, std::string_view text) {
  constexpr size_t kMaxNames = kTextColumn - 4;
  if (names.size() <= kMaxNames) {
    return fmt::format("  {:{}}{}\n", names, kTextColumn - 2, Wrap(text));
  }
  return fmt::format("  {}\n{:{}}{}\n", names, "", kTextColumn, Wrap(text));
}

std::string FormatUsage(const CommandDescription& command) {
  std::string usage = fmt::format("Usage: {} [OPTIONS]", command.program);
  if (!command.commands.empty()) usage += " COMMAND";
  for (const OptionDescription& argument : command.arguments) {
    const std::string shown = argument.value_name + (argument.is_repeatable ? "..." : "");
    usage += argument.value_is_optional ? fmt::format(" [{}]", shown) : " " + shown;
  }
  return usage + "\n";
}

// Returns the entries of options, each group under its heading.
std::string FormatGroups(const std::vector<OptionDescription>& options) {
  std::string text;
  std::string_view group;
  for (const OptionDescription& option : options) {
    if (option.group != group) text += fmt::format("\n{}:\n", option.group);
    group = option.group;
    text += FormatEntry(FormatNames(option), FormatText(option));
  }
  return text;
}

std::string FormatCommands(const CommandDescription& command) {
  if (command.commands.empty()) return "";
  std::string text = "\nCommands:\n";
  for (const CommandDescription& one : command.commands) text += FormatEntry(one.name, one.text);
  return text + fmt::format("\nSee {} COMMAND --help for the options of each.\n", command.program);
}

std::string FormatExamples(std::string_view examples) {
  if (examples.empty()) return "";
  std::string text = "\nExamples:\n";
  while (!examples.empty()) {
    const std::string_view line = examples.substr(0, examples.find('\n'));
    examples.remove_prefix(std::min(line.size() + 1, examples.size()));
    text += fmt::format("  {}\n", line);
  }
  return text;
}

}  // namespace

std::string FormatNames(const OptionDescription& option) {
  std::string names = fmt::format("{}", fmt::join(option.names, ", "));
  if (option.value_name.empty()) return names;
  return option.value_is_optional ? fmt::format("{}[={}]", names, option.value_name)
                                  : fmt::format("{} {}", names, option.value_name);
}

std::string FormatText(const OptionDescription& option) {
  if (option.default_value.empty()) return option.text;
  return fmt::format("{} (default: {})", option.text, option.default_value);
}

std::string FormatHelp(const CommandDescription& command) {
  std::string text = fmt::format("{}\n\n{}", command.text, FormatUsage(command));
  text += FormatCommands(command);
  for (const OptionDescription& argument : command.arguments) {
    text += fmt::format("\nArguments:\n{}", FormatEntry(argument.value_name, argument.text));
  }
  return text + FormatGroups(command.options) + FormatExamples(command.examples);
}

}  // namespace tpch
