#include "apps/generate.h"

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "apps/exit_status.h"
#include "apps/json_target.h"
#include "apps/option_names.h"
#include "apps/progress_display.h"
#include "apps/redaction.h"
#include "apps/signals.h"
#include "apps/summary.h"
#include "apps/table_processes.h"
#include "apps/text.h"
#include "tpch/base/format_message.h"
#include "tpch/io/output_uri.h"

namespace tpch {
namespace {

GenerateReport GenerateWithProgress(GenerateOptions options, const ReportOptions& report) {
  Progress progress;
  options.progress = &progress;
  options.stop = &StopFlag();
  std::optional<ProgressDisplay> display;
  if (!report.quiet && !report.no_progress && ProgressDisplay::IsUseful()) {
    display.emplace(&progress);
  }
  return Generate(options);
}

// Opens the target of the summary; null if there is none.
Result<std::unique_ptr<JsonTarget>> OpenSummary(const ReportOptions& report,
                                                const GenerateOptions& options) {
  if (!report.json) return std::unique_ptr<JsonTarget>();
  const bool has_directory = !options.to_stdout && !IsUri(options.output_dir);
  return OpenJsonTarget(*report.json,
                        {.overwrite = options.overwrite,
                         .data = DataPlaces::OfOutput(has_directory ? options.output_dir : "")},
                        StopFlag());
}

}  // namespace

int ExitStatusWithJson(std::string_view program, int exit_status, const Status& json) {
  if (json.ok() || json.code() == StatusCode::kOutputClosed) return exit_status;
  const bool is_interrupted = exit_status > kSignalBase;
  if (is_interrupted && json.code() == StatusCode::kCancelled) return exit_status;
  const Status named = json.code() == StatusCode::kIoError
                           ? Status::IoError(FormatMessage("--json: {}", json.text()))
                           : json;
  const int status_of_json = ReportError(program, named);
  return is_interrupted ? exit_status : status_of_json;
}

int ReportError(std::string_view program, const Status& status) {
  PrintToStderr(
      fmt::format("{}: error: {}\n", program, EscapeText(HideSecrets(ShowMessage(status.text())))));
  return ExitStatus(status, StopSignal());
}

int RunGenerateCommand(std::string_view program, const OptionTable& table, int argc,
                       const char* const* argv) {
  const auto start = std::chrono::steady_clock::now();
  Result<GenerateOptions> options = table.MakeGenerateOptions();
  if (!options.ok()) return ReportError(program, options.status());
  const Result<std::unique_ptr<JsonTarget>> json = OpenSummary(table.report(), *options);
  if (!json.ok()) return ReportError(program, json.status());
  IgnoreWriteSignals();
  if (table.parallel().IsTableProcess()) {
    CatchRepeatedStopSignals();
  } else if (!options->to_stdout) {
    CatchStopSignals();
  }
  options->on_wait = [&](const std::string& line) {
    if (!table.report().quiet) PrintToStderr(fmt::format("{}: {}\n", program, line));
  };
  TableProcesses processes(&table, options->num_threads, StopFlag());
  if (table.parallel().UsesProcesses()) {
    options->make_tables = [&](const TablesToMake& work) { return processes.Make(work); };
  }

  const GenerateReport report = GenerateWithProgress(*options, table.report());
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  Resources resources = MeasureResources(wall.count());
  processes.AddTo(&resources);
  int exit_status = ExitStatus(report.status, StopSignal());
  if (exit_status != kExitOk) {
    ReportError(program, report.status);
  } else if (report.status.ok() && !table.report().quiet) {
    PrintSummary(*options, report, resources, table.report().verbose);
  }
  if (*json == nullptr) return exit_status;
  if (report.status.code() == StatusCode::kInvalid) {
    (*json)->Forgo();
    return exit_status;
  }
  const std::string text =
      MakeJsonSummary(RedactArguments({argv, argv + argc}), *options, report, resources);
  return ExitStatusWithJson(program, exit_status, (*json)->Write(text, StopFlag()));
}

}  // namespace tpch
