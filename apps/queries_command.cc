#include "apps/queries_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <filesystem>

#include "apps/command_line.h"
#include "apps/contradictions.h"
#include "apps/exit_status.h"
#include "apps/generate.h"
#include "apps/option_values.h"
#include "apps/parse.h"
#include "apps/signals.h"
#include "apps/standard_streams.h"
#include "tpch/base/format_message.h"
#include "tpch/io/output_place.h"
#include "tpch/io/output_uri.h"
#include "tpch/io/small_file.h"
#include "tpch/queries/parameter_draws.h"

namespace tpch {
namespace {

namespace fs = std::filesystem;

// Enough, and the plan of so many files fits into memory.
constexpr int64_t kMaxStreamOfFiles = 999'999;

Status CheckIsNew(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(path, error))) return Status::OK();
  return Status::Invalid(Field::kOutputDir, fmt::format("'{}' exists already", path.string()),
                         FormatMessage("use {} to replace", Field::kOverwrite));
}

}  // namespace

QueriesCommand::QueriesCommand(CLI::App* app) : app_(app) {
  using enum OptionGroup;
  AddOptionalArguments(app,
                       {kWhat, "queries", "QUERY",
                        "Numbers from 1 to 22, in a stream its 1st to 22nd query (default: all)"},
                       numbers_);
  AddOption(app, {kWhat, "-s,--scale-factor", "SF", "Scale factor of the data, for query 11"},
            scale_factor_);
  AddOption(app, {kWhat, "--seed", "N", "Seed of the parameters (default: the time in seconds)"},
            seed_);
  AddFlag(app, kWhat, "--defaults", defaults_, "Parameters of the validation, which have no seed");
  AddOption(
      app,
      {kWhat, "--stream", "P", "Order of a query stream; 0 is the power test (default: by number)"},
      stream_);
  AddOption(app,
            {kWhat, "--streams", "RANGE",
             "Streams, such as 0-7, as a file each; stream P has the seed N + P"},
            streams_);
  AddOption(app, {kWhat, "--dialect", "NAME", ListNames(kDialects)}, dialect_);
  AddFlag(app, kWhat, "--parameters", parameters_, "Only the parameters, as JSON");
  AddOption(app, {kWhere, "-o,--output-dir", "DIR", "Directory, made if missing"}, output_dir_);
  AddFlag(app, kWhere, "--overwrite", overwrite_, "Replace existing files");
}

// After parsing, only a seed can cause an error.
Result<std::vector<ChosenQuery>> QueriesCommand::Choose(const QueryOptions& options) {
  Result<std::vector<ChosenQuery>> queries = ChooseQueries(options);
  if (queries.ok()) return queries;
  return NameOption("--seed", queries.status());
}

Status QueriesCommand::CheckPlace() const {
  if (!output_dir_) {
    if (overwrite_) return Status::Invalid("--overwrite: needs --output-dir");
    if (!streams_.empty()) return Status::Invalid("--streams: needs --output-dir, for their files");
    return Status::OK();
  }
  if (IsUri(*output_dir_)) {
    return Status::Invalid(Field::kOutputDir, fmt::format("'{}' is a URI", RedactUri(*output_dir_)),
                           "use a local directory");
  }
  return CheckOutputPlace(*output_dir_);
}

Result<QueryOptions> QueriesCommand::MakeOptions() const {
  TPCH_RETURN_NOT_OK(CheckContradictions(*app_));
  QueryOptions options;
  TPCH_RETURN_NOT_OK(
      Assign("--scale-factor", ScaleFactor::Parse(scale_factor_), &options.scale_factor));
  TPCH_RETURN_NOT_OK(Assign("--dialect", ParseDialect(dialect_), &options.dialect));
  TPCH_RETURN_NOT_OK(Assign("QUERY", ParseQueryNumbers(numbers_), &options.numbers));
  if (!defaults_) options.seed = std::time(nullptr);
  if (IsGiven(*app_, "--seed")) {
    TPCH_RETURN_NOT_OK(Assign("--seed", ParseInteger(seed_, kMinSeed, kMaxSeed), &options.seed));
  }
  if (IsGiven(*app_, "--stream")) {
    TPCH_RETURN_NOT_OK(Assign("--stream", ParseInteger(stream_, 0, kMaxStream), &options.stream));
  }
  return options;
}

Result<std::string> QueriesCommand::MakeText(const QueryOptions& options) const {
  TPCH_ASSIGN_OR_RETURN(const std::vector<ChosenQuery> queries, Choose(options));
  return parameters_ ? FormatParameters(options, queries) : FormatQueries(options, queries);
}

Result<std::vector<QueriesCommand::OutputFile>> QueriesCommand::PlanStreams(
    const QueryOptions& options) const {
  IntegerRange streams;
  TPCH_RETURN_NOT_OK(
      Assign("--streams", ParseIntegerRange(streams_, 0, kMaxStreamOfFiles), &streams));
  std::vector<OutputFile> files;
  for (int64_t stream = streams.first; stream <= streams.last; ++stream) {
    QueryOptions of_stream = options;
    of_stream.stream = stream;
    // Spec clause 2.1.3.5.
    if (options.seed) of_stream.seed = *options.seed + stream;
    files.push_back({fmt::format("stream_{}", stream), of_stream});
  }
  return files;
}

Result<std::vector<QueriesCommand::OutputFile>> QueriesCommand::PlanQueries(
    const QueryOptions& options) const {
  TPCH_ASSIGN_OR_RETURN(const std::vector<ChosenQuery> queries, Choose(options));
  std::vector<OutputFile> files;
  for (const ChosenQuery& query : queries) {
    std::string name = fmt::format("q{:02}", query.number);
    if (std::ranges::count(files, name, &OutputFile::name) > 0) {
      return Status::Invalid(
          fmt::format("QUERY: query {} is given twice; name each file once", query.number));
    }
    files.push_back({std::move(name), options});
    files.back().options.numbers = {query.number};
  }
  return files;
}

Result<std::vector<QueriesCommand::OutputFile>> QueriesCommand::PlanFiles(
    const QueryOptions& options) const {
  if (!streams_.empty()) return PlanStreams(options);
  if (options.stream) {
    return std::vector<OutputFile>{{fmt::format("stream_{}", *options.stream), options}};
  }
  if (parameters_) return std::vector<OutputFile>{{"parameters", options}};
  return PlanQueries(options);
}

Status QueriesCommand::Write(const QueryOptions& options) const {
  TPCH_ASSIGN_OR_RETURN(std::vector<OutputFile> files, PlanFiles(options));
  const fs::path dir = *output_dir_;
  for (OutputFile& file : files) {
    TPCH_RETURN_NOT_OK(Choose(file.options).status());
    file.name += parameters_ ? ".json" : ".sql";
    if (!overwrite_) TPCH_RETURN_NOT_OK(CheckIsNew(dir / file.name));
  }
  const Existing existing = overwrite_ ? Existing::kReplace : Existing::kKeep;
  for (const OutputFile& file : files) {
    if (StopFlag()) return Status::Cancelled("interrupted");
    TPCH_ASSIGN_OR_RETURN(const std::string text, MakeText(file.options));
    TPCH_RETURN_NOT_OK(WriteSmallFile(dir / file.name, text, existing, Durability::kSystem));
  }
  return Status::OK();
}

Status QueriesCommand::Print() const {
  TPCH_ASSIGN_OR_RETURN(const QueryOptions options, MakeOptions());
  TPCH_RETURN_NOT_OK(CheckPlace());
  if (output_dir_) {
    IgnoreWriteSignals();
    CatchStopSignals();
    return Write(options);
  }
  TPCH_ASSIGN_OR_RETURN(const std::string text, MakeText(options));
  return PrintToStdout(text);
}

int QueriesCommand::Run() const {
  const Status status = Print();
  return status.ok() ? kExitOk : ReportError("tpch", status);
}

}  // namespace tpch
