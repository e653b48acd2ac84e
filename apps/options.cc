#include "apps/options.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

#include "apps/command_line.h"
#include "apps/contradictions.h"
#include "apps/option_choices.h"
#include "apps/option_values.h"
#include "apps/parse.h"
#include "tpch/base/available_cpus.h"
#include "tpch/base/cgroup_memory.h"
#include "tpch/compress/compression_options.h"
#include "tpch/encode/text_format.h"
#include "tpch/run/memory_plan.h"

namespace tpch {
namespace {

constexpr int64_t kNoMaximum = std::numeric_limits<int64_t>::max();

}  // namespace

OptionTable::OptionTable(CLI::App* app, Program program)
    : app_(app),
      parallel_(app, program),
      tables_(program == Program::kTpchBenchmark ? "lineitem" : "all") {
  TakeDefaults();
  AddDataOptions(app, program);
  if (program == Program::kTpchRefresh) {
    refresh_.emplace(app);
  } else {
    AddPartOptions(app);
  }
  AddFormatOptions(app);
  parquet_.emplace(app);
  AddOutputOptions(app);
  AddSpeedOptions(app);
  AddReportOptions(app);
}

void OptionTable::TakeDefaults() {
  const GenerateOptions defaults;
  scale_factor_ = defaults.selection.scale_factor.ToString();
  format_ = NameOf(defaults.format, kFileFormats);
  output_dir_ = defaults.output_dir;
  io_ = NameOf(defaults.file_output.io, kIoModes);
  direct_ = NameOf(defaults.file_output.direct, kDirectModes);
  digest_ = NameOf(defaults.digest, kDigestKinds);
}

std::string DescribeCodecs() {
  return fmt::format(
      "Parquet: {} (default: {}); CSV and TBL: {} (default: {}); arrow: {} (default: {})",
      ListCodecs(FileFormat::kParquet), DescribeCompression(ParquetOptions().compression),
      ListCodecs(FileFormat::kCsv), DescribeCompression(TextOptions().compression),
      ListCodecs(FileFormat::kArrow), DescribeCompression(ArrowOptions().compression));
}

void OptionTable::AddDataOptions(CLI::App* app, Program program) {
  using enum OptionGroup;
  AddOption(app, {kWhat, "-s,--scale-factor", "SF", "Scale factor, 0.0005 to 100000"},
            scale_factor_);
  AddOption(app,
            {kWhat, "-T,--tables,--table", "LIST",
             program == Program::kTpchRefresh ? "all, orders, lineitem or delete"
                                              : "all, table names or dbgen's letters"},
            tables_);
}

void OptionTable::AddPartOptions(CLI::App* app) {
  using enum OptionGroup;
  AddOption(app,
            {kWhat, "-p,--parts", "N", "Cut each table into N files, <table>/<table>.<k>.<ext>"},
            num_parts_);
  AddOption(app,
            {kWhat, "--target-file-size", "SIZE",
             "Cut each table into parts so that no file is much larger"},
            target_file_size_);
  AddOption(app, {kWhat, "--part", "K[,K...]", "Make only these of the parts"}, parts_);
  AddOption(app, {kWhat, "--max-rows", "N", "Only the first N rows of each table"}, max_rows_);
}

void OptionTable::AddFormatOptions(CLI::App* app) {
  using enum OptionGroup;
  AddOption(app, {kWhat, "-f,--format", "FMT", "parquet, csv, tbl or arrow"}, format_);
  AddOption(app, {kWhat, "-c,--compression", "CODEC[:LEVEL]", DescribeCodecs()}, compression_);
  AddOption(app, {kText, "--delimiter", "C", "CSV and TBL: the character between fields"},
            delimiter_);
  AddFlag(app, kText, "--no-header", no_header_, "CSV: no line of column names");
  AddFlag(app, kText, "--no-trailing-delimiter", no_trailing_delimiter_,
          "TBL: no delimiter after the last field");
}

void OptionTable::AddOutputOptions(CLI::App* app) {
  using enum OptionGroup;
  AddOption(app,
            {kWhere, "-o,--output-dir", "DIR",
             "Directory, made if missing, or an s3://, gs:// or abfs:// URI"},
            output_dir_);
  store_.emplace(app);
  AddFlag(app, kWhere, "--stdout", to_stdout_, "Write to standard output instead of files");
  AddFlag(app, kWhere, "--overwrite", overwrite_,
          "Replace the data of these tables, and the FILE of --json");
  AddFlag(app, kWhere, "--resume", resume_, "Keep complete files of an earlier run; make the rest");
  AddFlag(app, kWhere, "--no-space-check", no_space_check_,
          "Start even if the disk seems too small");
  AddOption(app,
            {kWhere, "--digest", "KIND",
             "Digest of each file: xxh3, or none (--resume then makes it again)"},
            digest_);
  AddFlag(app, kWhere, "--fsync", fsync_, "Sync each file to disk before it gets its name");
}

void OptionTable::AddSpeedOptions(CLI::App* app) {
  using enum OptionGroup;
  AddOption(app, {kSpeed, "-n,--num-threads", "N", "Worker threads (default: the CPUs it may use)"},
            num_threads_);
  AddOption(app,
            {kSpeed, "--memory-limit", "SIZE",
             "Most memory to use (default: none, or what a small cgroup leaves)"},
            memory_limit_);
  AddOption(app,
            {kSpeed, "--io", "MODE",
             "How to write files: auto, sync (pwrite) or uring (one io_uring for all files)"},
            io_);
  AddFlag(app, kSpeed, "--async-io", async_io_, "The same as --io uring");
  AddOption(app, {kSpeed, "--direct", "MODE", "io_uring past the page cache: auto, on or off"},
            direct_);
}

void OptionTable::AddReportOptions(CLI::App* app) {
  using enum OptionGroup;
  AddFlag(app, kReporting, "-v,--verbose", report_.verbose, "Show more about the run");
  AddFlag(app, kReporting, "-q,--quiet", report_.quiet, "Show only errors");
  AddFlag(app, kReporting, "--no-progress", report_.no_progress, "No progress bars");
  AddOption(app,
            {kReporting, "--json", "FILE", "Write a summary for programs (-: standard output)"},
            report_.json);
}

std::span<const Table> OptionTable::AllTables() const {
  if (refresh_) return kRefreshTables;
  return kAllTables;
}

std::string OptionTable::program() const { return NameOf(*app_); }

bool OptionTable::Given(const char* option) const { return IsGiven(*app_, option); }

Result<GenerateOptions> OptionTable::MakeGenerateOptions() const {
  GenerateOptions options;
  TPCH_RETURN_NOT_OK(ReadSelection(&options.selection));
  TPCH_RETURN_NOT_OK(parallel_.Read(&options));
  TPCH_RETURN_NOT_OK(CheckContradictions(*app_));
  TPCH_RETURN_NOT_OK(ReadFormat(&options));
  TPCH_RETURN_NOT_OK(ReadTargetFileSize(&options));
  TPCH_RETURN_NOT_OK(ReadOutput(&options));
  TPCH_RETURN_NOT_OK(ReadResources(&options));
  return options;
}

Status OptionTable::ReadSelection(Selection* selection) const {
  TPCH_RETURN_NOT_OK(
      Assign("--scale-factor", ScaleFactor::Parse(scale_factor_), &selection->scale_factor));
  TPCH_RETURN_NOT_OK(Assign("--tables", ParseTables(tables_, AllTables()), &selection->tables));
  if (refresh_) TPCH_RETURN_NOT_OK(refresh_->Read(&selection->refresh.emplace()));
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

Status OptionTable::RefuseTextOptions() const {
  for (const char* option : {"--delimiter", "--no-header", "--no-trailing-delimiter"}) {
    if (Given(option)) {
      return Status::Invalid(
          fmt::format("{}: {} has none; use --format csv or tbl", option, format_));
    }
  }
  return Status::OK();
}

Status OptionTable::ReadCompression(FileFormat format, Compression* compression) const {
  if (!Given("--compression")) return Status::OK();
  return Assign("--compression", ParseCompression(compression_, format), compression);
}

Status OptionTable::ReadTextStyle(GenerateOptions* options) const {
  const bool csv = options->format == FileFormat::kCsv;
  TPCH_RETURN_NOT_OK(parquet_->Refuse(format_));
  TPCH_RETURN_NOT_OK(ReadCompression(options->format, &options->text.compression));
  if (no_header_ && !csv) return Status::Invalid("--no-header: only csv has a header");
  if (no_trailing_delimiter_ && csv) {
    return Status::Invalid("--no-trailing-delimiter: csv has none; only tbl has");
  }
  TextOptions& text = options->text;
  text.header = !no_header_;
  text.trailing_delimiter = !no_trailing_delimiter_;
  if (Given("--delimiter")) {
    TPCH_RETURN_NOT_OK(Assign("--delimiter", ParseDelimiter(delimiter_), &text.delimiter));
  }
  return NameOption("--delimiter", CheckDelimiter(MakeTextStyle(options->format, text)));
}

Status OptionTable::ReadArrow(GenerateOptions* options) const {
  TPCH_RETURN_NOT_OK(parquet_->Refuse(format_));
  TPCH_RETURN_NOT_OK(RefuseTextOptions());
  return ReadCompression(options->format, &options->arrow.compression);
}

Status OptionTable::ReadParquet(GenerateOptions* options) const {
  TPCH_RETURN_NOT_OK(RefuseTextOptions());
  ParquetOptions& parquet = options->parquet;
  TPCH_RETURN_NOT_OK(ReadCompression(options->format, &parquet.compression));
  return parquet_->Read(parallel_.TablesOfRun(options->selection), AllTables(), &parquet);
}

Status OptionTable::ReadTargetFileSize(GenerateOptions* options) const {
  if (!Given("--target-file-size")) return Status::OK();
  return Assign("--target-file-size", ParseSize(target_file_size_), &options->target_file_bytes);
}

Status OptionTable::ReadOutput(GenerateOptions* options) const {
  options->output_dir = output_dir_;
  options->to_stdout = to_stdout_;
  options->overwrite = overwrite_;
  options->resume = resume_;
  // The process that started this one checks the space and removes old files for all tables.
  options->check_space = !no_space_check_ && !parallel_.IsTableProcess();
  options->removes_superseded = !parallel_.IsTableProcess();
  TPCH_RETURN_NOT_OK(Assign("--digest", ParseDigestKind(digest_), &options->digest));
  if (to_stdout_) return Status::OK();
  if (output_dir_.empty()) {
    return Status::Invalid("--output-dir: '' is not a directory; use a path, or . for this one");
  }
  TPCH_RETURN_NOT_OK(store_->Read(options));
  return ReadFileOutput(options);
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

Status OptionTable::ReadFileOutput(GenerateOptions* options) const {
  FileOutputOptions& output = options->file_output;
  TPCH_RETURN_NOT_OK(Assign("--io", ParseIoMode(io_), &output.io));
  TPCH_RETURN_NOT_OK(Assign("--direct", ParseDirectMode(direct_), &output.direct));
  const bool needs_uring = async_io_ || output.direct == DirectMode::kOn;
  if (needs_uring && output.io == IoMode::kAuto) output.io = IoMode::kUring;
  output.durability = fsync_ ? Durability::kSynced : Durability::kSystem;
  return Status::OK();
}

}  // namespace tpch
