// The interface to CLI11, whose header is slow to compile: declares options, parses arguments, and
// reports which were given. CLI11's application holds the declarations.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tpch/status.h"

namespace CLI {
class App;
}  // namespace CLI

namespace tpch {

/// The headings under which help lists options, in the order of help.
enum class OptionGroup : uint8_t { kWhat, kWhere, kParquet, kText, kSpeed, kReporting, kHidden };

/// Returns the heading; empty for kHidden.
std::string_view GroupTitle(OptionGroup group);

/// The texts of an option in help.
struct OptionText {
  OptionGroup group;
  const char* names;       ///< `-s,--scale-factor`, or the bare name of a positional argument
  const char* value_name;  ///< `SF`; a comma or `LIST` in it marks a list
  std::string description;
};

/// Returns a program whose only options are `--help` and `--version`.
std::shared_ptr<CLI::App> MakeProgram(const char* name, const char* description);

/// Adds a command to a program, which owns it and from then on requires a command.
CLI::App* AddCommand(CLI::App* program, const char* name, const char* description);

/// Sets the examples at the end of help: shell commands, one per line.
void SetExamples(CLI::App* app, const char* lines);

/// Adds --version to a command; programs already have it.
void AddVersionFlag(CLI::App* app);

/// Adds an option with a value. Help shows the current `value` as the default. `value` is not owned
/// and must outlive parsing.
void AddOption(CLI::App* app, const OptionText& text, std::string& value);
void AddOption(CLI::App* app, const OptionText& text, std::optional<std::string>& value);

/// Adds an option that may be given several times, with one value each time.
void AddRepeatableOption(CLI::App* app, const OptionText& text, std::vector<std::string>& values);

/// Adds an option without a value; `--flag=no` is an error.
void AddFlag(CLI::App* app, OptionGroup group, const char* names, bool& value,
             const char* description);

/// Adds a positional argument that takes one or more values.
void AddArguments(CLI::App* app, const OptionText& text, std::vector<std::string>& values);

/// Adds a positional argument that takes any number of values.
void AddOptionalArguments(CLI::App* app, const OptionText& text, std::vector<std::string>& values);

/// Adds a required or an optional positional argument.
void AddArgument(CLI::App* app, const OptionText& text, std::string& value);
void AddOptionalArgument(CLI::App* app, const OptionText& text, std::string& value);

/// Returns whether the user gave the option; false if the application does not have it.
bool IsGiven(const CLI::App& app, const char* option);

/// Returns the first long names of all options, without dashes, in the order in which they were
/// added.
std::vector<std::string> NamesOfOptions(const CLI::App& app);

/// Returns the value of the option with this long name (with or without dashes), or its default.
/// Joins several values with commas.
std::string ValueOfOption(const CLI::App& app, const std::string& name);

/// Returns the name of a program or command.
std::string NameOf(const CLI::App& app);

/// Returns whether the user gave the command.
bool IsParsed(const CLI::App& command);

/// Parses the arguments that follow the name of a program, and checks the environment variable
/// TPCH_CPU. Returns Invalid with one line if they are wrong. Throws CLI::Success if they ask for
/// help or the version.
Status Parse(CLI::App* app, const std::vector<std::string>& arguments);

/// Records the secrets of the arguments, then parses them. Returns true if the program
/// should continue; otherwise prints help or one error line, and sets `*exit_status`.
bool ParseArguments(CLI::App* app, int argc, const char* const* argv, int* exit_status);

}  // namespace tpch
