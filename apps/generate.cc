#include "apps/generate.h"

#include <fmt/format.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "apps/exit_status.h"
#include "apps/progress_display.h"
#include "apps/signals.h"
#include "apps/summary.h"

namespace tpch {
namespace {

GenerateReport GenerateWithProgress(const GenerateOptions& options, const ReportOptions& report) {
  Progress progress;
  std::optional<ProgressDisplay> display;
  if (!report.quiet && !report.no_progress && ProgressDisplay::IsUseful()) {
    display.emplace(&progress);
  }
  return Generate(options, &progress, StopFlag());
}

}  // namespace

int ReportError(std::string_view program, const Status& status) {
  fmt::print(stderr, "{}: error: {}\n", program, status.message());
  return ExitStatus(status, StopSignal());
}

bool ParseArguments(CLI::App* app, int argc, const char* const* argv, int* exit_status) {
  try {
    app->parse(argc, argv);
    return true;
  } catch (const CLI::CallForHelp& help) {
    *exit_status = app->exit(help);
  } catch (const CLI::CallForVersion& version) {
    *exit_status = app->exit(version);
  } catch (const CLI::ParseError& error) {
    *exit_status = ReportError(
        app->get_name(),
        Status::Invalid(fmt::format("{}; see {} --help", error.what(), app->get_name())));
  }
  return false;
}

int RunGenerateCommand(std::string_view program, const OptionTable& table, int argc,
                       const char* const* argv) {
  const auto start = std::chrono::steady_clock::now();
  const Result<GenerateOptions> options = table.MakeGenerateOptions();
  if (!options.ok()) return ReportError(program, options.status());
  InstallSignalHandlers();

  const GenerateReport report = GenerateWithProgress(*options, table.report());
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  const Resources resources = MeasureResources(wall.count());
  int exit_status = ExitStatus(report.status, StopSignal());
  if (exit_status != kExitOk) {
    ReportError(program, report.status);
  } else if (!table.report().quiet) {
    PrintSummary(*options, report, resources, table.report().verbose);
  }
  const bool begun = exit_status != kExitUsage;
  if (begun && !table.report().json_path.empty()) {
    const Status status =
        WriteJsonSummary(table.report().json_path, std::vector<std::string>(argv, argv + argc),
                         *options, report, resources);
    if (!status.ok()) exit_status = ReportError(program, status);
  }
  return exit_status;
}

}  // namespace tpch
