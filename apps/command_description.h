// The declarations of a program's command line as plain data: the source of help, completion
// scripts and the manual page.

#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}  // namespace CLI

namespace tpch {

/// An option or a positional argument.
struct OptionDescription {
  std::string group;               ///< heading in help
  std::vector<std::string> names;  ///< `-s`, `--scale-factor`; one bare name for an argument
  std::string value_name;          ///< empty if it takes no value
  bool value_is_optional = false;  ///< `--parallel[=WAY]`
  bool is_repeatable = false;
  std::string text;
  std::string default_value;  ///< empty if there is none to show
};

/// A program or one of its commands.
struct CommandDescription {
  std::string name;      ///< `generate`
  std::string program;   ///< `tpch generate`
  std::string text;      ///< one sentence
  std::string examples;  ///< shell commands, one per line
  std::vector<OptionDescription> arguments = {};
  std::vector<OptionDescription> options = {};  ///< in the order of help
  std::vector<CommandDescription> commands = {};
};

/// Describes the declarations on `app`, except hidden ones.
CommandDescription DescribeCommand(const CLI::App& app);

/// Returns the option as help shows it: `-s, --scale-factor SF`.
std::string FormatNames(const OptionDescription& option);

/// Returns the option's text and its default.
std::string FormatText(const OptionDescription& option);

/// Returns the output of --help for a program or command, in lines of at most 80 characters.
std::string FormatHelp(const CommandDescription& command);

}  // namespace tpch
