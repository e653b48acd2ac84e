#include "apps/options.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "apps/parse.h"
#include "tpch/base/available_cpus.h"
#include "tpch/base/cgroup_memory.h"

namespace tpch {
namespace {

constexpr int64_t kMaxParts = int64_t{1} << 40;
constexpr int64_t kMaxThreads = 4096;
constexpr int64_t kNoMaximum = std::numeric_limits<int64_t>::max();

/// Puts the option's name before an error.
Status NameOption(const char* option, const Status& status) {
  return status.ok() ? status : Status::Invalid(fmt::format("{}: {}", option, status.message()));
}

/// Assigns the value of a Result, or returns its error with the option's name before it.
template <typename T, typename Target>
Status Assign(const char* option, Result<T> result, Target* target) {
  if (!result.ok()) return NameOption(option, result.status());
  *target = static_cast<Target>(std::move(*result));
  return Status::OK();
}

/// Adds an option without a value: `--flag=no` is an error, not a hidden way to say nothing.
void AddFlag(CLI::App* app, const char* names, bool& value, const char* description) {
  app->add_flag(names, value, description)->disable_flag_override();
}

}  // namespace

OptionTable::OptionTable(CLI::App* app, std::string default_tables)
    : app_(app), tables_(std::move(default_tables)) {
  AddDataOptions(app);
  AddFormatOptions(app);
  AddOutputOptions(app);
  AddReportOptions(app);
}

void OptionTable::AddDataOptions(CLI::App* app) {
  app->add_option("-s,--scale-factor", scale_factor_, "Scale factor, 0.0005 to 100000")
      ->type_name("SF")
      ->capture_default_str();
  app->add_option("-T,--tables,--table", tables_, "Tables: names or dbgen's letters")
      ->type_name("LIST")
      ->capture_default_str();
  app->add_option("-p,--parts", num_parts_,
                  "Cut every table into N files <table>/<table>.<k>.<ext>")
      ->type_name("N");
  app->add_option("--part", parts_, "Make only these of the parts")->type_name("K[,K...]");
  app->add_option("--max-rows", max_rows_, "Only the first N rows of each table")->type_name("N");
}

void OptionTable::AddFormatOptions(CLI::App* app) {
  app->add_option("-f,--format", format_, "parquet, csv, tbl or arrow")
      ->type_name("FMT")
      ->capture_default_str();
  app->add_option("-c,--compression", compression_,
                  "Parquet: none, snappy, zstd, lz4_raw, gzip or brotli (default: snappy); arrow: "
                  "none, lz4 or zstd (default: none)")
      ->type_name("CODEC[:LEVEL]");
  app->add_option("--row-group-rows", row_group_rows_, "Parquet: rows of a row group, about")
      ->type_name("N")
      ->capture_default_str();
  app->add_option("--row-group-bytes", row_group_bytes_,
                  "Parquet: bytes of a row group before compression, about (instead of rows)")
      ->type_name("SIZE");
  app->add_option("--delimiter", delimiter_, "CSV and TBL: the character between fields")
      ->type_name("C");
  AddFlag(app, "--no-header", no_header_, "CSV: no line of column names");
  AddFlag(app, "--no-trailing-delimiter", no_trailing_delimiter_,
          "TBL: no delimiter behind the last field");
}

void OptionTable::AddOutputOptions(CLI::App* app) {
  app->add_option("-o,--output-dir", output_dir_, "Where the files go; made if missing")
      ->type_name("DIR")
      ->capture_default_str();
  AddFlag(app, "--stdout", to_stdout_, "Write to standard output instead of files");
  AddFlag(app, "--overwrite", overwrite_, "Replace existing files");
  AddFlag(app, "--no-space-check", no_space_check_, "Begin even if the disk seems too small");
  app->add_option("-n,--num-threads", num_threads_,
                  "Worker threads (default: the CPUs this process may use)")
      ->type_name("N");
  app->add_option("--memory-limit", memory_limit_,
                  "Resident memory at most (default: none, or what a small cgroup leaves)")
      ->type_name("SIZE");
}

void OptionTable::AddReportOptions(CLI::App* app) {
  AddFlag(app, "-v,--verbose", report_.verbose, "Tell more about the run");
  AddFlag(app, "-q,--quiet", report_.quiet, "Tell nothing but errors");
  AddFlag(app, "--no-progress", report_.no_progress, "No progress bars");
  app->add_option("--json", report_.json_path, "Write a summary for programs")->type_name("FILE");
}

Result<GenerateOptions> OptionTable::MakeGenerateOptions() const {
  GenerateOptions options;
  TPCH_RETURN_NOT_OK(ReadSelection(&options.selection));
  TPCH_RETURN_NOT_OK(ReadFormat(&options));
  TPCH_RETURN_NOT_OK(ReadOutput(&options));
  TPCH_RETURN_NOT_OK(ReadResources(&options));
  if (report_.verbose && report_.quiet) {
    return Status::Invalid("--quiet: contradicts --verbose; use one of them");
  }
  return options;
}

Status OptionTable::ReadSelection(Selection* selection) const {
  TPCH_RETURN_NOT_OK(
      Assign("--scale-factor", ScaleFactor::Parse(scale_factor_), &selection->scale_factor));
  TPCH_RETURN_NOT_OK(Assign("--tables", ParseTables(tables_), &selection->tables));
  if (Given("--parts")) {
    TPCH_RETURN_NOT_OK(
        Assign("--parts", ParseInteger(num_parts_, 1, kMaxParts), &selection->num_parts));
  }
  if (Given("--part")) {
    if (!selection->num_parts) {
      return Status::Invalid(
          fmt::format("--part: '{}' needs --parts N, the number of parts", parts_));
    }
    TPCH_RETURN_NOT_OK(
        Assign("--part", ParseIntegerList(parts_, 1, *selection->num_parts), &selection->parts));
  }
  if (Given("--max-rows")) {
    TPCH_RETURN_NOT_OK(
        Assign("--max-rows", ParseInteger(max_rows_, 1, kNoMaximum - 1), &selection->max_rows));
    if (selection->num_parts) {
      return Status::Invalid("--max-rows: cannot be combined with --parts; use one of them");
    }
  }
  return Status::OK();
}

Status OptionTable::ReadFormat(GenerateOptions* options) const {
  TPCH_RETURN_NOT_OK(Assign("--format", ParseFormat(format_), &options->format));
  switch (options->format) {
    case FileFormat::kParquet:
      return ReadParquet(options);
    case FileFormat::kArrow:
      return ReadArrow(options);
    case FileFormat::kTbl:
    case FileFormat::kCsv:
      break;
  }
  return ReadTextStyle(options);
}

Status OptionTable::RefuseParquetOptions() const {
  for (const char* option : {"--row-group-rows", "--row-group-bytes"}) {
    if (Given(option)) {
      return Status::Invalid(
          fmt::format("{}: {} has no row groups; use --format parquet", option, format_));
    }
  }
  return Status::OK();
}

Status OptionTable::RefuseTextOptions() const {
  for (const char* option : {"--delimiter", "--no-header", "--no-trailing-delimiter"}) {
    if (Given(option)) {
      return Status::Invalid(
          fmt::format("{}: {} has none; use --format csv or tbl", option, format_));
    }
  }
  return Status::OK();
}

Status OptionTable::ReadTextStyle(GenerateOptions* options) const {
  const bool csv = options->format == FileFormat::kCsv;
  TPCH_RETURN_NOT_OK(RefuseParquetOptions());
  if (Given("--compression") && compression_ != "none") {
    return Status::Invalid(
        fmt::format("--compression: '{}' does not go with {}; use none, or --format parquet",
                    compression_, format_));
  }
  if (no_header_ && !csv) return Status::Invalid("--no-header: only csv has a header");
  if (no_trailing_delimiter_ && csv) {
    return Status::Invalid("--no-trailing-delimiter: csv has none; only tbl has");
  }
  TextStyle style = csv ? kCsvStyle : kTblStyle;
  style.header = csv && !no_header_;
  style.trailing_delimiter = !csv && !no_trailing_delimiter_;
  if (Given("--delimiter")) {
    TPCH_RETURN_NOT_OK(Assign("--delimiter", ParseDelimiter(delimiter_), &style.delimiter));
  }
  TPCH_RETURN_NOT_OK(NameOption("--delimiter", CheckDelimiter(style)));
  options->text_style = style;
  return Status::OK();
}

Status OptionTable::ReadArrow(GenerateOptions* options) const {
  TPCH_RETURN_NOT_OK(RefuseParquetOptions());
  TPCH_RETURN_NOT_OK(RefuseTextOptions());
  if (!Given("--compression")) return Status::OK();
  return NameOption("--compression", ParseArrowCompression(compression_, &options->arrow));
}

Status OptionTable::ReadParquet(GenerateOptions* options) const {
  TPCH_RETURN_NOT_OK(RefuseTextOptions());
  ParquetOptions& parquet = options->parquet;
  if (Given("--compression")) {
    TPCH_RETURN_NOT_OK(
        Assign("--compression", ParseCompression(compression_), &parquet.compression));
  }
  TPCH_RETURN_NOT_OK(Assign("--row-group-rows", ParseInteger(row_group_rows_, 1, kMaxRowGroupRows),
                            &parquet.row_group_rows));
  if (Given("--row-group-bytes")) {
    if (Given("--row-group-rows")) {
      return Status::Invalid("--row-group-bytes: contradicts --row-group-rows; use one of them");
    }
    TPCH_RETURN_NOT_OK(
        Assign("--row-group-bytes", ParseSize(row_group_bytes_), &parquet.row_group_bytes));
  }
  return Status::OK();
}

Status OptionTable::ReadOutput(GenerateOptions* options) const {
  options->output_dir = output_dir_;
  options->to_stdout = to_stdout_;
  options->overwrite = overwrite_;
  options->check_space = !no_space_check_;
  if (!to_stdout_) {
    if (!output_dir_.empty()) return Status::OK();
    return Status::Invalid("--output-dir: '' is no directory; use a path, or . for this one");
  }
  for (const char* option : {"--output-dir", "--overwrite", "--no-space-check"}) {
    if (Given(option)) {
      return Status::Invalid(fmt::format("{}: contradicts --stdout; use one of them", option));
    }
  }
  const bool is_text = options->format == FileFormat::kTbl || options->format == FileFormat::kCsv;
  if (!is_text && options->selection.tables.size() > 1) {
    return Status::Invalid(
        fmt::format("--stdout: one stream holds one table of {}; choose one with --table, or "
                    "--format tbl or csv",
                    format_));
  }
  const Selection& selection = options->selection;
  if (selection.num_parts.value_or(1) > 1 && selection.parts.size() != 1) {
    return Status::Invalid("--stdout: one stream holds one part; choose one with --part");
  }
  return Status::OK();
}

Status OptionTable::ReadResources(GenerateOptions* options) const {
  options->num_threads = CountAvailableCpus();
  if (Given("--num-threads")) {
    TPCH_RETURN_NOT_OK(
        Assign("--num-threads", ParseInteger(num_threads_, 1, kMaxThreads), &options->num_threads));
  }
  if (!Given("--memory-limit")) {
    options->memory_limit = LimitOfCgroup(FindCgroupMemoryLimit("/"));
    return Status::OK();
  }
  MemoryLimit limit{0, MemoryLimit::Source::kOption};
  TPCH_RETURN_NOT_OK(Assign("--memory-limit", ParseSize(memory_limit_), &limit.size_bytes));
  options->memory_limit = limit;
  return Status::OK();
}

}  // namespace tpch
