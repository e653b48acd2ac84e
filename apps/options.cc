#include "apps/options.h"

#include <fmt/format.h>

#include <limits>
#include <string_view>
#include <utility>
#include <vector>

#include "apps/option_values.h"
#include "apps/parse.h"
#include "tpch/base/available_cpus.h"
#include "tpch/base/cgroup_memory.h"

namespace tpch {
namespace {

constexpr int64_t kNoMaximum = std::numeric_limits<int64_t>::max();

}  // namespace

OptionTable::OptionTable(CLI::App* app, Program program)
    : app_(app), parallel_(app, program), tables_(program == Program::kTpch ? "all" : "lineitem") {
  AddDataOptions(app);
  const size_t num_options = app->get_options().size();
  AddFormatOptions(app);
  parquet_.emplace(app);
  const std::vector<CLI::Option*> options = app->get_options();
  format_options_.assign(options.begin() + static_cast<std::ptrdiff_t>(num_options), options.end());
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
  app->add_option("--target-file-size", target_file_size_,
                  "Cut every table into so many parts that no file is much larger")
      ->type_name("SIZE");
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
  app->add_option("--delimiter", delimiter_, "CSV and TBL: the character between fields")
      ->type_name("C");
  AddFlag(app, "--no-header", no_header_, "CSV: no line of column names");
  AddFlag(app, "--no-trailing-delimiter", no_trailing_delimiter_,
          "TBL: no delimiter after the last field");
}

void OptionTable::AddOutputOptions(CLI::App* app) {
  app->add_option(
         "-o,--output-dir", output_dir_,
         "Where the files go: a directory, made if missing, or an s3://, gs:// or abfs:// URI")
      ->type_name("DIR")
      ->capture_default_str();
  store_.emplace(app);
  AddFlag(app, "--stdout", to_stdout_, "Write to standard output instead of files");
  AddFlag(app, "--overwrite", overwrite_,
          "Replace the data set of the selected tables, and the FILE of --json");
  AddFlag(app, "--resume", resume_,
          "Keep the files of an earlier run that are whole; make the rest");
  AddFlag(app, "--no-space-check", no_space_check_, "Begin even if the disk seems too small");
  app->add_option(
         "--io", io_,
         "How files are written: auto, sync (pwrite), or uring (one io_uring for all files)")
      ->type_name("MODE")
      ->capture_default_str();
  AddFlag(app, "--async-io", async_io_, "The same as --io uring");
  app->add_option("--direct", direct_, "io_uring past the page cache: auto, on or off")
      ->type_name("MODE")
      ->capture_default_str();
  AddFlag(app, "--fsync", fsync_, "Have each file on stable storage before it gets its name");
  app->add_option("--digest", digest_,
                  "Digest of each file for manifest and summary: xxh3 or none (--resume makes "
                  "files without one again)")
      ->type_name("KIND")
      ->capture_default_str();
  app->add_option("-n,--num-threads", num_threads_,
                  "Worker threads (default: the CPUs this process may use)")
      ->type_name("N");
  app->add_option("--memory-limit", memory_limit_,
                  "Resident memory at most (default: none, or what a small cgroup leaves)")
      ->type_name("SIZE");
}

void OptionTable::AddReportOptions(CLI::App* app) {
  AddFlag(app, "-v,--verbose", report_.verbose, "Show more about the run");
  AddFlag(app, "-q,--quiet", report_.quiet, "Show only errors");
  AddFlag(app, "--no-progress", report_.no_progress, "No progress bars");
  app->add_option("--json", report_.json, "Write a summary for programs (-: to standard output)")
      ->type_name("FILE");
}

Result<GenerateOptions> OptionTable::MakeGenerateOptions() const {
  GenerateOptions options;
  TPCH_RETURN_NOT_OK(ReadSelection(&options.selection));
  TPCH_RETURN_NOT_OK(parallel_.Read(&options));
  TPCH_RETURN_NOT_OK(ReadFormat(&options));
  TPCH_RETURN_NOT_OK(ReadTargetFileSize(&options));
  TPCH_RETURN_NOT_OK(ReadOutput(&options));
  TPCH_RETURN_NOT_OK(ReadResources(&options));
  options.format_options = DescribeFormatOptions();
  TPCH_RETURN_NOT_OK(ReadReport());
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
  TPCH_RETURN_NOT_OK(parquet_->Refuse(format_));
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
  TPCH_RETURN_NOT_OK(parquet_->Refuse(format_));
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
  return parquet_->Read(parallel_.TablesOfRun(options->selection), &parquet);
}

Status OptionTable::ReadTargetFileSize(GenerateOptions* options) const {
  if (!Given("--target-file-size")) return Status::OK();
  for (const char* option : {"--parts", "--max-rows", "--stdout"}) {
    if (Given(option)) {
      return Status::Invalid(
          fmt::format("--target-file-size: contradicts {}; use one of them", option));
    }
  }
  return Assign("--target-file-size", ParseSize(target_file_size_), &options->target_file_bytes);
}

Status OptionTable::ReadOutput(GenerateOptions* options) const {
  options->output_dir = output_dir_;
  options->to_stdout = to_stdout_;
  options->overwrite = overwrite_;
  options->resume = resume_;
  if (overwrite_ && resume_) {
    return Status::Invalid("--resume: contradicts --overwrite; use one of them");
  }
  options->check_space = !no_space_check_;
  TPCH_RETURN_NOT_OK(Assign("--digest", ParseDigestKind(digest_), &options->digest));
  if (!to_stdout_) {
    if (output_dir_.empty()) {
      return Status::Invalid("--output-dir: '' is not a directory; use a path, or . for this one");
    }
    TPCH_RETURN_NOT_OK(store_->Read(options));
    return ReadFileOutput(options);
  }
  for (const char* option : {"--output-dir", "--overwrite", "--resume", "--no-space-check", "--io",
                             "--async-io", "--direct", "--fsync", "--storage-option"}) {
    const bool is_for_json = option == std::string_view("--overwrite") && report_.json;
    if (Given(option) && !is_for_json) {
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

Status OptionTable::ReadReport() const {
  if (report_.verbose && report_.quiet) {
    return Status::Invalid("--quiet: contradicts --verbose; use one of them");
  }
  if (to_stdout_ && report_.json == "-") {
    return Status::Invalid(
        "--json: '-' is standard output, where --stdout writes the data; use a file");
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

DataOptions OptionTable::DescribeFormatOptions() const {
  DataOptions described;
  for (const CLI::Option* option : format_options_) {
    std::string value = option->get_default_str();
    if (option->count() > 0) value = CLI::detail::join(option->results(), ",");
    described.emplace_back(option->get_lnames().front(), value.empty() ? "default" : value);
  }
  return described;
}

Status OptionTable::ReadFileOutput(GenerateOptions* options) const {
  FileOutputOptions& output = options->file_output;
  TPCH_RETURN_NOT_OK(Assign("--io", ParseIoMode(io_), &output.io));
  TPCH_RETURN_NOT_OK(Assign("--direct", ParseDirectMode(direct_), &output.direct));
  if (async_io_) {
    if (output.io != IoMode::kAuto && output.io != IoMode::kUring) {
      return Status::Invalid(fmt::format("--async-io: contradicts --io {}; use one of them", io_));
    }
    output.io = IoMode::kUring;
  }
  if (output.direct == DirectMode::kOn) {
    if (output.io == IoMode::kSync) {
      return Status::Invalid("--direct: 'on' does not go with --io sync; use --io uring");
    }
    if (output.io == IoMode::kAuto) output.io = IoMode::kUring;
  }
  output.durability = fsync_ ? Durability::kSynced : Durability::kSystem;
  return Status::OK();
}

}  // namespace tpch
