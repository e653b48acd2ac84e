#include "apps/manual_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string_view>

#include "apps/version.h"

namespace tpch {
namespace {

constexpr std::string_view kEnd = R"(.SH EXIT STATUS
.TP
.B 0
Done.
.TP
.B 1
The environment: a write failed, the disk is full, memory or a store could not be had.
.TP
.B 2
Usage: a bad option, or files that exist already. Nothing was written.
.TP
.B 3
.B tpch verify
found a difference.
.TP
.BR 129 ", " 130 ", " 143
Interrupted by SIGHUP, SIGINT or SIGTERM.
.SH ENVIRONMENT
.TP
.B TPCH_ARROW_DIR
The folder of the libraries of Apache Arrow, if the system does not find them.
.TP
.B TPCH_CPU
Chooses the SIMD kernels, such as
.B scalar
or
.BR avx2 ,
for tests and benchmarks.
)";

// Escapes dashes, which roff would show as hyphens, and characters that would start a request.
std::string Escape(std::string_view text) {
  std::string escaped;
  if (text.starts_with('.') || text.starts_with('\'')) escaped = "\\&";
  for (const char c : text) {
    if (c == '\\') {
      escaped += "\\e";
    } else if (c == '-') {
      escaped += "\\-";
    } else if (c == '\'') {
      escaped += "\\(aq";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

// Returns the names in bold, and the value's name in italics.
std::string FormatOptionNames(const OptionDescription& option) {
  std::string names;
  for (const std::string& name : option.names) {
    names += fmt::format("{}\\fB{}\\fR", names.empty() ? "" : ", ", Escape(name));
  }
  if (option.value_name.empty()) return names;
  const std::string value = fmt::format("\\fI{}\\fR", Escape(option.value_name));
  return option.value_is_optional ? fmt::format("{}[={}]", names, value)
                                  : fmt::format("{} {}", names, value);
}

std::string FormatOptions(const std::vector<OptionDescription>& options) {
  std::string text;
  std::string_view group;
  for (const OptionDescription& option : options) {
    if (option.group != group) text += fmt::format(".PP\n.I {}:\n", option.group);
    group = option.group;
    text += fmt::format(".TP\n{}\n{}.\n", FormatOptionNames(option), Escape(FormatText(option)));
  }
  return text;
}

std::string FormatExamples(std::string_view examples) {
  std::string text = ".PP\n.I Examples:\n.PP\n.nf\n.RS\n";
  while (!examples.empty()) {
    const std::string_view line = examples.substr(0, examples.find('\n'));
    examples.remove_prefix(std::min(line.size() + 1, examples.size()));
    text += Escape(line) + "\n";
  }
  return text + ".RE\n.fi\n";
}

std::string FormatSynopsis(const CommandDescription& command) {
  std::string text = fmt::format(".B {}\n[\\fIOPTIONS\\fR]", Escape(command.program));
  for (const OptionDescription& argument : command.arguments) {
    const std::string shown =
        fmt::format("\\fI{}\\fR{}", argument.value_name, argument.is_repeatable ? "..." : "");
    text += argument.value_is_optional ? fmt::format(" [{}]", shown) : " " + shown;
  }
  return text + "\n";
}

std::string FormatCommand(const CommandDescription& command) {
  std::string text = fmt::format(".SS {}\n{}.\n.PP\n{}", Escape(command.program),
                                 Escape(command.text), FormatSynopsis(command));
  for (const OptionDescription& argument : command.arguments) {
    text += fmt::format(".TP\n\\fI{}\\fR\n{}.\n", argument.value_name, Escape(argument.text));
  }
  text += FormatOptions(command.options);
  return command.examples.empty() ? text : text + FormatExamples(command.examples);
}

}  // namespace

std::string FormatManualPage(const CommandDescription& program) {
  std::string title = program.name;
  std::ranges::transform(title, title.begin(), [](unsigned char c) { return std::toupper(c); });
  std::string text = fmt::format(
      ".TH {} 1 \"\" \"{} {}\" \"User Commands\"\n.SH NAME\n{} \\- data of the TPC\\-H benchmark\n"
      ".SH SYNOPSIS\n",
      title, program.name, kVersion, program.name);
  for (const CommandDescription& command : program.commands) {
    text +=
        fmt::format("{}{}", text.ends_with("SYNOPSIS\n") ? "" : ".br\n", FormatSynopsis(command));
  }
  text += fmt::format(".SH DESCRIPTION\n{}\n", Escape(program.text));
  text += FormatOptions(program.options);
  text += ".SH COMMANDS\n";
  for (const CommandDescription& command : program.commands) text += FormatCommand(command);
  return text + kEnd.data();
}

}  // namespace tpch
