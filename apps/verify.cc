#include "apps/verify.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <limits>

#include "apps/command_line.h"
#include "apps/contradictions.h"
#include "apps/exit_status.h"
#include "apps/generate.h"
#include "apps/option_values.h"
#include "apps/parse.h"
#include "apps/queries_command.h"
#include "apps/signals.h"
#include "apps/text.h"
#include "apps/verify_report.h"
#include "tpch/base/available_cpus.h"
#include "tpch/queries/parameter_draws.h"

namespace tpch {
namespace {

int StatusOfReport(const VerifyReport& report) {
  if (!report.status.ok()) return ExitStatus(report.status, StopSignal());
  if (report.HasUnreadable()) return kExitEnvironment;
  return report.HasDifferences() ? kExitDifferent : kExitOk;
}

// Prints the report for people to standard output, or to standard error if JSON goes there.
Status PrintReport(const VerifyReport& report, bool output_is_json) {
  const std::string text = FormatVerifyReport(report);
  if (output_is_json) {
    PrintToStderr(text);
    return Status::OK();
  }
  std::fwrite(text.data(), 1, text.size(), stdout);
  if (std::fflush(stdout) == 0 || errno == EPIPE) return Status::OK();
  return Status::FromErrno("cannot write to standard output", errno);
}

// Returns the value of --temp-dir, or the system's directory if it is empty.
Result<std::filesystem::path> ChooseTempDir(const std::string& value) {
  std::error_code error;
  if (value.empty()) {
    std::filesystem::path dir = std::filesystem::temp_directory_path(error);
    return error ? std::filesystem::path("/tmp") : dir;
  }
  if (std::filesystem::is_directory(value, error)) return std::filesystem::path(value);
  return Status::Invalid(
      fmt::format("--temp-dir: '{}' is not a directory; use one that is there", value));
}

}  // namespace

VerifyCommand::VerifyCommand(CLI::App* app) : app_(app) {
  using enum OptionGroup;
  AddArguments(app, {kWhat, "paths", "PATH", "Files and directories"}, paths_);
  AddOption(app,
            {kWhat, "-s,--scale-factor", "SF",
             "Scale factor, 0.0005 to 100000 (default: by manifest or rows)"},
            scale_factor_);
  AddOption(app, {kWhat, "-T,--table", "NAME", "The table that all files hold"}, table_);
  AddOption(app, {kWhat, "-p,--parts", "N", "The number of parts that the data was cut into"},
            num_parts_);
  AddOption(app, {kWhat, "--part", "K[,K...]", "Expect only these of the parts"}, parts_);
  AddOption(app,
            {kWhat, "--after-sets", "N|A-B",
             "The database has been through refresh set N, or sets A to B, and no others"},
            after_sets_);
  AddFlag(app, kWhat, "--quick", quick_, "Stop after the digests of the manifest");
  AddFlag(app, kWhat, "--queries", queries_,
          "Also compare the answers of the 22 queries (needs python3 with the engine)");
  AddOption(app, {kWhat, "--engine", "NAME", ListNames(kQueryEngines) + ", for --queries"},
            engine_);
  AddOption(app, {kWhat, "--seed", "N", "Seed of their parameters (default: the default values)"},
            seed_);
  AddOption(app,
            {kWhat, "--stream", "P", "Their order, that of a query stream (default: by number)"},
            stream_);
  AddOption(app,
            {kSpeed, "--temp-dir", "DIR",
             "Where to sort rows that are out of order (default: the system's)"},
            temp_dir_);
  AddOption(app, {kSpeed, "-n,--num-threads", "N", "Worker threads (default: the CPUs it may use)"},
            num_threads_);
  AddFlag(app, kReporting, "-q,--quiet", quiet_, "Show only errors");
  AddOption(app, {kReporting, "--json", "FILE", "Write a report for programs (-: standard output)"},
            json_);
  AddFlag(app, kReporting, "--overwrite", overwrite_, "Replace the FILE of --json, whatever it is");
}

Result<VerifyOptions> VerifyCommand::MakeOptions() const {
  VerifyOptions options;
  options.paths.assign(paths_.begin(), paths_.end());
  options.manifest_only = quick_;
  options.run_queries = queries_;
  TPCH_RETURN_NOT_OK(CheckContradictions(*app_));
  TPCH_RETURN_NOT_OK(ReadQueryRun(&options.query_run));
  options.num_threads = CountAvailableCpus();
  if (!table_.empty()) {
    std::vector<Table> tables;
    TPCH_RETURN_NOT_OK(Assign("--table", ParseTables(table_), &tables));
    if (tables.size() != 1) {
      return Status::Invalid(
          fmt::format("--table: '{}' is more than one table; use one name", table_));
    }
    options.table = tables.front();
  }
  if (IsGiven(*app_, "--scale-factor")) {
    TPCH_RETURN_NOT_OK(
        Assign("--scale-factor", ScaleFactor::Parse(scale_factor_), &options.scale_factor));
  }
  if (IsGiven(*app_, "--parts")) {
    TPCH_RETURN_NOT_OK(
        Assign("--parts", ParseInteger(num_parts_, 1, kMaxParts), &options.num_parts));
  }
  if (IsGiven(*app_, "--part")) {
    if (!options.num_parts) return Status::Invalid("--part: needs --parts, the number of all");
    TPCH_RETURN_NOT_OK(
        Assign("--part", ParseIntegerList(parts_, 1, *options.num_parts), &options.parts));
  }
  if (IsGiven(*app_, "--after-sets")) {
    const Result<IntegerRange> sets = ParseIntegerRange(after_sets_, 1, kMaxRefreshSet);
    if (!sets.ok()) return NameOption("--after-sets", sets.status());
    options.after_sets = {sets->first, sets->last};
  }
  if (IsGiven(*app_, "--num-threads")) {
    TPCH_RETURN_NOT_OK(
        Assign("--num-threads", ParseInteger(num_threads_, 1, kMaxThreads), &options.num_threads));
  }
  TPCH_ASSIGN_OR_RETURN(options.temp_dir, ChooseTempDir(temp_dir_));
  return options;
}

Status VerifyCommand::ReadQueryRun(QueryRun* run) const {
  for (const char* const option : {"--engine", "--seed", "--stream"}) {
    if (queries_ || !IsGiven(*app_, option)) continue;
    return Status::Invalid(fmt::format("{}: needs --queries", option));
  }
  if (IsGiven(*app_, "--engine")) {
    TPCH_RETURN_NOT_OK(Assign("--engine", ParseQueryEngine(engine_), &run->engine));
  }
  if (IsGiven(*app_, "--seed")) {
    TPCH_RETURN_NOT_OK(Assign("--seed", ParseInteger(seed_, kMinSeed, kMaxSeed), &run->seed));
  }
  if (IsGiven(*app_, "--stream")) {
    TPCH_RETURN_NOT_OK(Assign("--stream", ParseInteger(stream_, 0, kMaxStream), &run->stream));
  }
  return QueriesCommand::Choose({.seed = run->seed, .stream = run->stream}).status();
}

Result<std::unique_ptr<JsonTarget>> VerifyCommand::OpenJson() const {
  if (!json_) {
    if (!overwrite_) return std::unique_ptr<JsonTarget>();
    return Status::Invalid("--overwrite: is for the file of --json; leave it out, or use both");
  }
  return OpenJsonTarget(*json_, {.overwrite = overwrite_, .data = DataPlaces::OfInputs(paths_)},
                        StopFlag());
}

int VerifyCommand::Run() const {
  const Result<VerifyOptions> options = MakeOptions();
  if (!options.ok()) return ReportError("tpch", options.status());
  IgnoreWriteSignals();
  CatchStopSignals();
  const Result<std::unique_ptr<JsonTarget>> json = OpenJson();
  if (!json.ok()) return ReportError("tpch", json.status());
  const VerifyReport report = Verify(*options, StopFlag());
  const bool output_is_json = *json != nullptr && (*json)->IsStandardOutput();
  const Status printed = quiet_ ? Status::OK() : PrintReport(report, output_is_json);
  int exit_status = StatusOfReport(report);
  if (!report.status.ok()) exit_status = ReportError("tpch", report.status);
  if (!printed.ok()) exit_status = ReportError("tpch", printed);
  if (*json == nullptr) return exit_status;
  if (report.status.code() == StatusCode::kInvalid) {
    (*json)->Forgo();
    return exit_status;
  }
  const Status written = (*json)->Write(FormatVerifyJson(report), StopFlag());
  return ExitStatusWithJson("tpch", exit_status, written);
}

}  // namespace tpch
