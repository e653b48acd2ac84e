#include "apps/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

#include "apps/command_description.h"
#include "apps/exit_status.h"
#include "apps/generate.h"
#include "apps/info.h"
#include "apps/parse_error.h"
#include "apps/redaction.h"
#include "tpch/enum_names.h"
#include "tpch/random/kernels.h"

namespace tpch {
namespace {

constexpr EnumName<OptionGroup> kGroupTitles[] = {
    {OptionGroup::kWhat, "What"},       {OptionGroup::kWhere, "Where"},
    {OptionGroup::kParquet, "Parquet"}, {OptionGroup::kText, "Text"},
    {OptionGroup::kSpeed, "Speed"},     {OptionGroup::kReporting, "Reporting"},
    {OptionGroup::kHidden, ""}};

constexpr OptionGroup kGroupsOfHelp[] = {OptionGroup::kWhat,    OptionGroup::kWhere,
                                         OptionGroup::kParquet, OptionGroup::kText,
                                         OptionGroup::kSpeed,   OptionGroup::kReporting};

CLI::Option* Describe(CLI::Option* option, const OptionText& text) {
  return option->type_name(text.value_name)->group(std::string(GroupTitle(text.group)));
}

// Sets the format of help for a program or a command.
void SetHelp(CLI::App* app) {
  app->set_help_flag("-h,--help", "Print this help and exit")
      ->group(std::string(GroupTitle(OptionGroup::kReporting)));
  app->formatter_fn([](const CLI::App* described, const std::string& /*name*/, CLI::AppFormatMode) {
    return FormatHelp(DescribeCommand(*described));
  });
}

OptionDescription DescribeOption(const CLI::Option& option) {
  OptionDescription description{.group = option.get_group(),
                                .names = {},
                                .value_name = option.get_type_name(),
                                .text = option.get_description(),
                                .default_value = option.get_default_str()};
  for (const std::string& name : option.get_snames()) description.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) description.names.push_back("--" + name);
  const bool is_flag = option.get_items_expected_max() == 0 || option.get_type_size() == 0;
  if (option.get_positional()) {
    description.names = {option.get_name(/*positional=*/true)};
    description.value_is_optional = !option.get_required();
    description.is_repeatable = option.get_items_expected_max() > 1;
  } else if (is_flag && option.get_disable_flag_override()) {
    description.value_name.clear();
  } else {
    description.value_is_optional = is_flag;
    description.is_repeatable = option.get_items_expected_max() > 1;
  }
  return description;
}

}  // namespace

std::string_view GroupTitle(OptionGroup group) { return NameOf(group, kGroupTitles); }

std::shared_ptr<CLI::App> MakeProgram(const char* name, const char* description) {
  auto app = std::make_shared<CLI::App>(description, name);
  SetHelp(app.get());
  AddVersionFlag(app.get());
  return app;
}

CLI::App* AddCommand(CLI::App* program, const char* name, const char* description) {
  program->require_subcommand(1);
  CLI::App* const command = program->add_subcommand(name, description);
  SetHelp(command);
  return command;
}

void SetExamples(CLI::App* app, const char* lines) { app->footer(lines); }

void AddVersionFlag(CLI::App* app) {
  app->set_version_flag("-V,--version", DescribeVersion, "Print the versions and exit")
      ->group(std::string(GroupTitle(OptionGroup::kReporting)));
}

void AddOption(CLI::App* app, const OptionText& text, std::string& value) {
  Describe(app->add_option(text.names, value, text.description), text)->capture_default_str();
}

void AddOption(CLI::App* app, const OptionText& text, std::optional<std::string>& value) {
  Describe(app->add_option(text.names, value, text.description), text);
}

void AddRepeatableOption(CLI::App* app, const OptionText& text, std::vector<std::string>& values) {
  Describe(app->add_option(text.names, values, text.description), text)->allow_extra_args(false);
}

void AddFlag(CLI::App* app, OptionGroup group, const char* names, bool& value,
             const char* description) {
  app->add_flag(names, value, description)
      ->disable_flag_override()
      ->group(std::string(GroupTitle(group)));
}

void AddArguments(CLI::App* app, const OptionText& text, std::vector<std::string>& values) {
  Describe(app->add_option(text.names, values, text.description), text)->required();
}

void AddOptionalArguments(CLI::App* app, const OptionText& text, std::vector<std::string>& values) {
  Describe(app->add_option(text.names, values, text.description), text);
}

void AddArgument(CLI::App* app, const OptionText& text, std::string& value) {
  Describe(app->add_option(text.names, value, text.description), text)->required();
}

void AddOptionalArgument(CLI::App* app, const OptionText& text, std::string& value) {
  Describe(app->add_option(text.names, value, text.description), text);
}

bool IsGiven(const CLI::App& app, const char* option) {
  const CLI::Option* const found = app.get_option_no_throw(option);
  return found != nullptr && found->count() > 0;
}

std::vector<std::string> NamesOfOptions(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    if (option->nonpositional()) names.push_back(option->get_lnames().front());
  }
  return names;
}

std::string ValueOfOption(const CLI::App& app, const std::string& name) {
  const CLI::Option& option = *app.get_option(name.starts_with("--") ? name : "--" + name);
  return option.count() == 0 ? option.get_default_str() : CLI::detail::join(option.results(), ",");
}

std::string NameOf(const CLI::App& app) { return app.get_name(); }

CommandDescription DescribeCommand(const CLI::App& app) {
  CommandDescription description{.name = app.get_name(),
                                 .program = app.get_name(),
                                 .text = app.get_description(),
                                 .examples = app.get_footer()};
  if (app.get_parent() != nullptr) {
    description.program = fmt::format("{} {}", app.get_parent()->get_name(), app.get_name());
  }
  for (const OptionGroup group : kGroupsOfHelp) {
    for (const CLI::Option* option : app.get_options()) {
      if (option->get_group() != GroupTitle(group)) continue;
      auto& list = option->get_positional() ? description.arguments : description.options;
      list.push_back(DescribeOption(*option));
    }
  }
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    description.commands.push_back(DescribeCommand(*command));
  }
  return description;
}

bool IsParsed(const CLI::App& command) { return command.parsed(); }

Status Parse(CLI::App* app, const std::vector<std::string>& arguments) {
  try {
    app->parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::Success&) {
    throw;
  } catch (const CLI::ParseError& error) {
    return Status::Invalid(DescribeParseError(*app, error, arguments));
  }
  TPCH_RETURN_NOT_OK(CheckEmptyValues(*app, arguments));
  return CheckKernelChoice();
}

bool ParseArguments(CLI::App* app, int argc, const char* const* argv, int* exit_status) {
  const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
  RememberSecrets(arguments);
  try {
    const Status status = Parse(app, arguments);
    if (status.ok()) return true;
    *exit_status = ReportError(app->get_name(), status);
  } catch (const CLI::Success& help_or_version) {
    app->exit(help_or_version);
    *exit_status = std::cout.flush() ? kExitOk : kExitEnvironment;
  }
  return false;
}

}  // namespace tpch
