#include "apps/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

#include "apps/exit_status.h"
#include "apps/generate.h"
#include "apps/info.h"
#include "apps/parse_error.h"
#include "apps/redaction.h"
#include "tpch/random/kernels.h"

namespace tpch {
namespace {

CLI::Option* Describe(CLI::Option* option, const OptionText& text) {
  return option->type_name(text.value_name)->group(std::string(GroupTitle(text.group)));
}

void PutHelpAmongReports(CLI::App* app) {
  app->get_help_ptr()->group(std::string(GroupTitle(OptionGroup::kReporting)));
}

}  // namespace

std::string_view GroupTitle(OptionGroup group) {
  switch (group) {
    case OptionGroup::kWhat:
      return "What to make";
    case OptionGroup::kWhere:
      return "Where to";
    case OptionGroup::kParquet:
      return "Parquet";
    case OptionGroup::kText:
      return "Text";
    case OptionGroup::kSpeed:
      return "Speed";
    case OptionGroup::kReporting:
      return "Reporting";
    case OptionGroup::kHidden:
      break;
  }
  return "";
}

std::shared_ptr<CLI::App> MakeProgram(const char* name, const char* description) {
  auto app = std::make_shared<CLI::App>(description, name);
  PutHelpAmongReports(app.get());
  AddVersionFlag(app.get());
  return app;
}

CLI::App* AddCommand(CLI::App* program, const char* name, const char* description) {
  program->require_subcommand(1);
  CLI::App* const command = program->add_subcommand(name, description);
  PutHelpAmongReports(command);
  return command;
}

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

void AddArgument(CLI::App* app, const OptionText& text, std::string& value) {
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
  const CLI::Option& option = *app.get_option("--" + name);
  return option.count() == 0 ? option.get_default_str() : CLI::detail::join(option.results(), ",");
}

std::string NameOf(const CLI::App& app) { return app.get_name(); }

bool IsParsed(const CLI::App& command) { return command.parsed(); }

bool ParseArguments(CLI::App* app, int argc, const char* const* argv, int* exit_status) {
  const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
  RememberSecrets(arguments);
  try {
    app->parse(argc, argv);
    Status status = CheckEmptyValues(*app, arguments);
    if (status.ok()) status = CheckKernelChoice();
    if (status.ok()) return true;
    *exit_status = ReportError(app->get_name(), status);
  } catch (const CLI::Success& help_or_version) {
    app->exit(help_or_version);
    *exit_status = std::cout.flush() ? kExitOk : kExitEnvironment;
  } catch (const CLI::ParseError& error) {
    *exit_status =
        ReportError(app->get_name(), Status::Invalid(DescribeParseError(*app, error, arguments)));
  }
  return false;
}

}  // namespace tpch
