#include "apps/parse_error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <optional>
#include <span>
#include <string_view>

#include "tpch/base/nearest_word.h"
#include "tpch/enum_names.h"
#include "tpch/generate.h"
#include "tpch/io/output_uri.h"
#include "tpch/schema/table.h"

namespace tpch {
namespace {

// Longer words are not shown: they may be keys.
constexpr size_t kMaxWordLength = 24;

// Names in other programs of our commands and options.
struct Synonym {
  std::string_view word;
  std::string_view name;
};

constexpr Synonym kCommandSynonyms[] = {
    {"dbgen", "generate"}, {"tpchgen", "generate"}, {"make", "generate"},    {"create", "generate"},
    {"check", "verify"},   {"validate", "verify"},  {"compare", "verify"},   {"show", "info"},
    {"describe", "info"},  {"help", "--help"},      {"version", "--version"}};

constexpr Synonym kOptionSynonyms[] = {
    {"sf", "scale-factor"}, {"out", "output-dir"},    {"directory", "output-dir"},
    {"dir", "output-dir"},  {"jobs", "num-threads"},  {"cpus", "num-threads"},
    {"force", "overwrite"}, {"codec", "compression"}, {"chunks", "parts"},
    {"children", "parts"},  {"step", "part"},         {"continue", "resume"}};

std::optional<std::string_view> FindSynonym(std::string_view word,
                                            std::span<const Synonym> synonyms) {
  const auto found = std::ranges::find(synonyms, word, &Synonym::word);
  return found == synonyms.end() ? std::nullopt : std::optional(found->name);
}

// Returns the parsed subcommand, or the program if there is none.
const CLI::App* ParsedCommand(const CLI::App* app) {
  const std::vector<CLI::App*> subcommands = app->get_subcommands();
  return subcommands.empty() ? app : subcommands.front();
}

std::vector<std::string_view> NamesOfCommands(const CLI::App& app) {
  std::vector<std::string_view> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
  }
  return names;
}

// Returns `tpch generate --help`, or that of the program if there is no command.
std::string HelpOf(const CLI::App& app) {
  const CLI::App& command = *ParsedCommand(&app);
  const std::string name =
      &command == &app ? app.get_name() : app.get_name() + " " + command.get_name();
  return fmt::format("see {} --help", name);
}

// Returns advice for an option of one value that was given several times.
std::string DescribeRepetition(const CLI::App& command, std::string_view option) {
  const CLI::Option* found = command.get_option_no_throw(std::string(option));
  const std::string type = found == nullptr ? "" : found->get_type_name();
  const bool is_list = type == "LIST" || type.find(',') != std::string::npos;
  return fmt::format("{}: was given more than once; use it once{}", option,
                     is_list ? ", with one list and commas between its values" : "");
}

// Returns the names, without dashes, of the options that a command's help shows.
std::vector<std::string_view> NamesOfOptions(const CLI::App& command) {
  std::vector<std::string_view> names;
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_group().empty()) continue;
    for (const std::string& name : option->get_lnames()) names.push_back(name);
  }
  return names;
}

// Returns the option that was probably meant: the longest that contains the name or is contained in
// it, or one with a similar spelling.
std::optional<std::string_view> FindNearestOption(const CLI::App& command, std::string_view name) {
  constexpr size_t kMinLength = 5;
  const std::vector<std::string_view> names = NamesOfOptions(command);
  const auto synonym = FindSynonym(name, kOptionSynonyms);
  if (synonym && std::ranges::count(names, *synonym) > 0) return synonym;
  std::optional<std::string_view> nearest;
  for (const std::string_view option : names) {
    const bool is_part = name.size() >= kMinLength && option.find(name) != std::string_view::npos;
    const bool is_whole =
        option.size() >= kMinLength && name.find(option) != std::string_view::npos;
    if ((is_part || is_whole) && (!nearest || option.size() > nearest->size())) nearest = option;
  }
  return nearest ? nearest : FindNearestWord(name, names);
}

// Returns the command that was probably meant: one with this name in another program, one that
// starts with the word, or one with a similar spelling.
std::optional<std::string_view> FindNearestCommand(const CLI::App& app, std::string_view typed) {
  std::string word(typed);
  std::ranges::transform(word, word.begin(), [](unsigned char c) { return std::tolower(c); });
  if (const auto synonym = FindSynonym(word, kCommandSynonyms)) return synonym;
  const std::vector<std::string_view> commands = NamesOfCommands(app);
  const auto begun = std::ranges::find_if(commands, [&](std::string_view name) {
    return !word.empty() && word.size() <= name.size() && name.starts_with(word);
  });
  return begun != commands.end() ? *begun : FindNearestWord(word, commands);
}

// A command line, the context to judge one of its arguments.
struct CommandLine {
  const CLI::App& app;
  const CLI::App& command;
  const std::vector<std::string>& arguments;

  // Returns whether the command line refers to stores, so that any word may be a secret.
  bool NamesStore() const {
    return std::ranges::any_of(arguments, [&](std::string_view argument) {
      if (IsUri(argument) || argument.find("://") != std::string_view::npos) return true;
      if (!argument.starts_with("--")) return false;
      const std::string_view name = argument.substr(2, argument.find('=') - 2);
      return name.starts_with("sto") || FindNearestOption(command, name) == "storage-option";
    });
  }
};

// Returns whether a word is plain: a number, a name or a short path.
bool IsPlain(std::string_view word) {
  if (word.empty() || word.size() > kMaxWordLength) return false;
  return std::ranges::all_of(word, [](unsigned char c) {
    return std::isalnum(c) != 0 || std::string_view("._-,/").find(c) != std::string_view::npos;
  });
}

// Returns the form in which to show a word that is not an option: unchanged, without the text after
// a colon or an equals sign, or only its length.
std::string ShowWord(const CommandLine& line, std::string_view word) {
  if (IsUri(word)) return fmt::format("'{}'", RedactUri(word));
  const size_t separator = word.find_first_of(":=");
  const std::string_view begin = word.substr(0, separator);
  const bool is_known = FindTable(begin) || FindNearestWord(begin, NamesOfCommands(line.app)) ||
                        FindByName(begin, kFileFormats) != nullptr ||
                        FindNearestWord(begin, NamesOfOptions(line.command)).has_value();
  if (!is_known && (!IsPlain(begin) || line.NamesStore())) {
    return fmt::format("an argument of {} characters", word.size());
  }
  if (separator == std::string_view::npos) return fmt::format("'{}'", word);
  return fmt::format("'{}{}***'", begin, word[separator]);
}

// Returns the name of an option as it was typed, without a joined value. Empty if it does not look
// like an option.
std::string_view NameOfOption(std::string_view argument) {
  if (!argument.starts_with("--")) return argument.substr(0, 2);
  const std::string_view name = argument.substr(0, argument.find_first_of("=:"));
  const bool is_name = name.size() <= 2 + kMaxWordLength && std::ranges::all_of(name, [](char c) {
                         return (c >= 'a' && c <= 'z') || c == '-' || c == '_';
                       });
  return is_name ? name : std::string_view("--");
}

std::string DescribeOption(const CommandLine& line, size_t position) {
  const std::string_view argument = line.arguments[position];
  const std::string_view name = NameOfOption(argument);
  const bool is_long = name.starts_with("--");
  const std::string help = HelpOf(line.app);
  const auto begin = line.arguments.begin();
  const auto here = begin + static_cast<std::ptrdiff_t>(position);
  if (std::find(begin, here, "--") != here) {
    return fmt::format("'{}': options end at '--'; leave '--' out", name);
  }
  if (&line.command == &line.app && !NamesOfCommands(line.app).empty()) {
    return fmt::format("'{}': a command goes before it, one of: {}; {}", name,
                       fmt::join(NamesOfCommands(line.app), ", "), help);
  }
  if (line.command.get_option_no_throw(std::string(name)) != nullptr) {
    return fmt::format("'{0}': goes after the command; use {1} {2} {0} ...", name,
                       line.app.get_name(), line.command.get_name());
  }
  const std::string_view word = is_long ? name.substr(2) : std::string_view();
  if (const auto nearest = FindNearestOption(line.command, word)) {
    return fmt::format("'{}' is not an option; did you mean --{}? {}", name, *nearest, help);
  }
  return fmt::format("'{}' is not an option; {}", name, help);
}

std::string DescribeWord(const CommandLine& line, size_t position) {
  const std::string_view word = line.arguments[position];
  const std::string shown = ShowWord(line, word);
  const std::string help = HelpOf(line.app);
  const std::vector<std::string_view> commands = NamesOfCommands(line.app);
  if (&line.command == &line.app && !commands.empty()) {
    const auto nearest = FindNearestCommand(line.app, word);
    return fmt::format("{} is not a command; {}use one of: {}; {}", shown,
                       nearest ? fmt::format("did you mean {}? ", *nearest) : "",
                       fmt::join(commands, ", "), help);
  }
  const bool has_output = line.command.get_option_no_throw("--output-dir") != nullptr;
  std::string way_out;
  if (has_output && FindTable(word)) {
    way_out = fmt::format("use --tables {} for a table; ", word);
  } else if (has_output && (IsUri(word) || word.find('/') != std::string_view::npos)) {
    way_out = "use --output-dir for the place of the files; ";
  }
  const std::string_view before =
      position == 0 ? "" : std::string_view(line.arguments[position - 1]);
  const std::string after = before.starts_with("--") && NameOfOption(before).size() > 2
                                ? fmt::format(" after '{}'", NameOfOption(before))
                                : std::string();
  return fmt::format("{}{} is not expected: it is the value of no option; {}{}", shown, after,
                     way_out, help);
}

// Returns the position of the first argument that the parser did not accept, if any.
std::optional<size_t> FindUnexpected(const CLI::App& app,
                                     const std::vector<std::string>& arguments) {
  const std::vector<std::string> remaining = app.remaining(/*recurse=*/true);
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] != "--" && std::ranges::count(remaining, arguments[i]) > 0) return i;
  }
  return std::nullopt;
}

// Describes an option whose value is missing; nullopt for another error.
std::optional<std::string> DescribeMissingValue(const CLI::App& app, std::string_view message) {
  constexpr std::string_view kRequired = ": 1 required ";
  constexpr std::string_view kMissing = " missing";
  const size_t end = message.find(kRequired);
  if (end == std::string_view::npos || !message.ends_with(kMissing)) return std::nullopt;
  const std::string_view option = message.substr(0, end);
  message.remove_prefix(end + kRequired.size());
  message.remove_suffix(kMissing.size());
  return fmt::format("{}: {} is missing; {}", option, message, HelpOf(app));
}

// Describes a missing argument, which the help shows by its type; nullopt for another error.
std::optional<std::string> DescribeMissing(const CLI::App& app, std::string_view message) {
  constexpr std::string_view kMissing = " is required";
  if (!message.ends_with(kMissing)) return std::nullopt;
  message.remove_suffix(kMissing.size());
  const auto* const argument = ParsedCommand(&app)->get_option_no_throw(std::string(message));
  if (argument == nullptr) return std::nullopt;
  return fmt::format("{} is missing; {}", argument->get_type_name(), HelpOf(app));
}

// Returns CLI11's message unless it repeats an argument.
std::string DescribeOther(const CLI::App& app, std::string_view message) {
  const bool may_show = message.find("argument") == std::string_view::npos;
  return fmt::format("{}; {}", may_show ? message : "the arguments do not fit", HelpOf(app));
}

}  // namespace

std::string DescribeParseError(const CLI::App& app, const CLI::ParseError& error,
                               const std::vector<std::string>& arguments) {
  constexpr std::string_view kRepeated = ": At Most 1 required";
  constexpr std::string_view kFlagWithValue = " was given a disallowed flag override";
  std::string_view message = error.what();
  const CLI::App& command = *ParsedCommand(&app);
  if (const size_t end = message.find(kRepeated); end != std::string_view::npos) {
    return DescribeRepetition(command, message.substr(0, end));
  }
  if (message.ends_with(kFlagWithValue)) {
    message.remove_suffix(kFlagWithValue.size());
    return fmt::format("--{0}: takes no value; use --{0} alone, or leave it out", message);
  }
  if (const auto position = FindUnexpected(app, arguments)) {
    const CommandLine line{app, command, arguments};
    const std::string& argument = arguments[*position];
    const bool is_option = argument.size() > 1 && argument.starts_with('-');
    return is_option ? DescribeOption(line, *position) : DescribeWord(line, *position);
  }
  if (const auto missing = DescribeMissingValue(app, message)) return *missing;
  return DescribeMissing(app, message).value_or(DescribeOther(app, message));
}

Status CheckEmptyValues(const CLI::App& app, const std::vector<std::string>& arguments) {
  const CLI::App& command = *ParsedCommand(&app);
  for (const std::string& argument : arguments) {
    if (argument == "--") break;
    if (!argument.starts_with("--") || argument.find('=') != argument.size() - 1) continue;
    const std::string name = argument.substr(0, argument.size() - 1);
    const CLI::Option* const option = command.get_option_no_throw(name);
    if (option == nullptr || option->get_items_expected_min() > 0) continue;
    return Status::Invalid(
        fmt::format("{0}: the value after '=' is empty; use {0} alone, or leave it out", name));
  }
  return Status::OK();
}

}  // namespace tpch
