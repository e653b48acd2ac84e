// The boundary to CLI11, whose header is slow to compile: declares options, tells which were given,
// and parses arguments. What is declared lives in CLI11's application.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}  // namespace CLI

namespace tpch {

/// The headings under which help lists options, in the order of help.
enum class OptionGroup : uint8_t { kWhat, kWhere, kParquet, kText, kSpeed, kReporting, kHidden };

/// Returns the heading; empty for kHidden.
std::string_view GroupTitle(OptionGroup group);

/// How help shows an option.
struct OptionText {
  OptionGroup group;
  const char* names;       ///< `-s,--scale-factor`, or the bare name of a positional argument
  const char* value_name;  ///< `SF`; a comma or `LIST` in it says that the value is a list
  std::string description;
};

/// Returns a program without options but `--help` and `--version`.
std::shared_ptr<CLI::App> MakeProgram(const char* name, const char* description);

/// Adds a command to a program, which owns it and is then nothing without one.
CLI::App* AddCommand(CLI::App* program, const char* name, const char* description);

/// Sets what help shows at its end: lines of a shell, separated by newlines.
void SetExamples(CLI::App* app, const char* lines);

/// Adds --version, which a program has from the beginning.
void AddVersionFlag(CLI::App* app);

/// Adds an option with a value. What `value` holds now is the default that help shows; `value` is
/// not owned and outlives the application's parsing.
void AddOption(CLI::App* app, const OptionText& text, std::string& value);
void AddOption(CLI::App* app, const OptionText& text, std::optional<std::string>& value);

/// Adds an option that may be given several times, with one value each time.
void AddRepeatableOption(CLI::App* app, const OptionText& text, std::vector<std::string>& values);

/// Adds an option without a value: `--flag=no` is an error, not a hidden way to say nothing.
void AddFlag(CLI::App* app, OptionGroup group, const char* names, bool& value,
             const char* description);

/// Adds positional arguments, one or more.
void AddArguments(CLI::App* app, const OptionText& text, std::vector<std::string>& values);

/// Adds a positional argument that must be given, or one that may be.
void AddArgument(CLI::App* app, const OptionText& text, std::string& value);
void AddOptionalArgument(CLI::App* app, const OptionText& text, std::string& value);

/// Returns whether the user gave the option. False for an option that the application lacks.
bool IsGiven(const CLI::App& app, const char* option);

/// Returns the first long names of all options, without dashes, in the order of their adding.
std::vector<std::string> NamesOfOptions(const CLI::App& app);

/// Returns what the option of this long name, with dashes or without, holds, given or not; several
/// values with commas between them.
std::string ValueOfOption(const CLI::App& app, const std::string& name);

/// Returns the name of a program or command.
std::string NameOf(const CLI::App& app);

/// Returns whether the user gave the command.
bool IsParsed(const CLI::App& command);

/// Parses the arguments and checks the environment variable TPCH_CPU. Returns true when the program
/// goes on; otherwise `*exit_status` is what it ends with, after help or one error line.
bool ParseArguments(CLI::App* app, int argc, const char* const* argv, int* exit_status);

}  // namespace tpch
