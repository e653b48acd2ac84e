#include "tpch/generator.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <new>
#include <utility>

#include "tpch/io/disk_space.h"
#include "tpch/io/file_output.h"
#include "tpch/io/stream_sink.h"
#include "tpch/run/format_loader.h"
#include "tpch/run/run.h"

namespace tpch {
namespace {

/// Parts that a file size may choose: more are wanted by mistake only.
constexpr int64_t kMaxPartsChosen = 100'000;

Result<std::unique_ptr<Format>> MakeFormat(const GenerateOptions& options) {
  if (options.format == FileFormat::kTbl || options.format == FileFormat::kCsv) {
    return MakeTextFormat(options.text_style);
  }
  TPCH_ASSIGN_OR_RETURN(const FormatModule* module, LoadFormatModule());
  if (options.format == FileFormat::kParquet) return module->make_parquet_format(options.parquet);
  return module->make_arrow_format(options.arrow,
                                   options.to_stdout ? ArrowFraming::kStream : ArrowFraming::kFile);
}

/// Returns Invalid naming the outputs that are there already and may not be replaced.
Status CheckExistingOutputs(const GenerateOptions& options, const Plan& plan) {
  std::string existing;
  int64_t num_existing = 0;
  for (const OutputFile& file : plan.files) {
    const std::filesystem::path path = options.output_dir / file.relative_path;
    std::error_code error;
    const auto status = std::filesystem::symlink_status(path, error);
    if (!std::filesystem::exists(status)) continue;
    if (std::filesystem::is_directory(status)) {
      return Status::Invalid(fmt::format(
          "--output-dir: '{}' is a directory; remove it, or choose another place", path.string()));
    }
    if (options.overwrite) continue;
    if (++num_existing <= 8) {
      existing += fmt::format("{}'{}'", existing.empty() ? "" : ", ", path.string());
    }
  }
  if (num_existing == 0) return Status::OK();
  if (num_existing > 8) existing += fmt::format(" and {} more", num_existing - 8);
  return Status::Invalid(fmt::format("--output-dir: {} exist{} already; use --overwrite to replace",
                                     existing, num_existing == 1 ? "s" : ""));
}

/// Returns about how many bytes all files will have.
int64_t EstimateSizeBytes(const Plan& plan, const Format& format) {
  int64_t size_bytes = 0;
  for (const OutputFile& file : plan.files) {
    size_bytes += format.EstimateSizeBytes(file.table, EstimateRows(file));
  }
  return size_bytes;
}

/// Returns IoError when the file system has less room than is needed, about.
Status CheckSpace(const GenerateOptions& options, int64_t needed_bytes) {
  TPCH_ASSIGN_OR_RETURN(const int64_t free_bytes, FreeSpaceBytes(options.output_dir));
  if (needed_bytes <= free_bytes) return Status::OK();
  return Status::IoError(fmt::format(
      "--output-dir: '{}' has {} MB free, and about {} MB are needed; make room, or use "
      "--no-space-check to try",
      options.output_dir.string(), free_bytes / 1'000'000, needed_bytes / 1'000'000));
}

/// Returns how many parts make the files of the largest table about as large as asked for.
Result<int64_t> NumPartsFor(int64_t target_file_bytes, const Selection& selection,
                            const Format& format) {
  int64_t largest_bytes = 0;
  for (const Table table : selection.tables) {
    if (!Describe(table).scaled) continue;  // never cut
    const int64_t num_rows =
        NumBaseRows(table, selection.scale_factor) * Describe(table).rows_per_base_row;
    largest_bytes = std::max(largest_bytes, format.EstimateSizeBytes(table, num_rows));
  }
  const int64_t num_parts = (largest_bytes + target_file_bytes - 1) / target_file_bytes;
  if (num_parts <= kMaxPartsChosen) return std::max<int64_t>(1, num_parts);
  return Status::Invalid(fmt::format(
      "--target-file-size: {} bytes would make {} parts; use at least {} bytes", target_file_bytes,
      num_parts, (largest_bytes + kMaxPartsChosen - 1) / kMaxPartsChosen));
}

/// `output` is null for standard output.
FileSinkOpener MakeSinkOpener(const GenerateOptions& options, FileOutput* output,
                              BufferPool* pool) {
  if (output == nullptr) {
    return [pool](const OutputFile&) -> Result<std::unique_ptr<Sink>> {
      return MakeStreamSink(STDOUT_FILENO, pool);
    };
  }
  const Existing existing = options.overwrite ? Existing::kReplace : Existing::kKeep;
  return [dir = options.output_dir, existing, output](const OutputFile& file) {
    return output->OpenSink(dir / file.relative_path, existing);
  };
}

std::vector<GeneratedFile> ListFiles(const GenerateOptions& options, const Plan& plan,
                                     const RunResult& result) {
  std::vector<GeneratedFile> files;
  for (const RunResult::CompleteFile& complete : result.complete_files) {
    const OutputFile& file = plan.files[complete.file];
    files.push_back({file.table, file.part, file.num_parts,
                     options.to_stdout ? "-" : (options.output_dir / file.relative_path).string(),
                     complete.totals.num_rows, complete.totals.size_bytes, complete.totals.xxh3});
  }
  return files;
}

Status RunGenerate(const GenerateOptions& options, Progress* progress, std::atomic<bool>* stop,
                   GenerateReport* report) {
  TPCH_ASSIGN_OR_RETURN(const std::unique_ptr<Format> format, MakeFormat(options));
  Selection selection = options.selection;
  selection.file_order = options.to_stdout ? FileOrder::kAsListed : FileOrder::kLargestFirst;
  if (options.target_file_bytes) {
    TPCH_ASSIGN_OR_RETURN(selection.num_parts,
                          NumPartsFor(*options.target_file_bytes, selection, *format));
  }
  TPCH_ASSIGN_OR_RETURN(const Plan plan, MakePlan(selection, *format));
  BufferPool buffer_pool;
  std::unique_ptr<FileOutput> file_output;
  const int64_t size_bytes = EstimateSizeBytes(plan, *format);
  const int64_t staging_bytes =
      options.to_stdout ? 0 : FileOutput::StagingBytes(options.file_output, size_bytes);
  TPCH_ASSIGN_OR_RETURN(report->memory, PlanMemory(plan, *format, options.num_threads,
                                                   staging_bytes, options.memory_limit));
  if (!options.to_stdout) {
    TPCH_RETURN_NOT_OK(CheckExistingOutputs(options, plan));
    if (options.check_space) TPCH_RETURN_NOT_OK(CheckSpace(options, size_bytes));
    TPCH_ASSIGN_OR_RETURN(file_output, FileOutput::Open(options.file_output, options.output_dir,
                                                        size_bytes, &buffer_pool));
    report->notices = file_output->notices();
  }
  TPCH_ASSIGN_OR_RETURN(const std::unique_ptr<TextPool> text_pool,
                        TextPool::Make(report->memory.text_pool));
  report->io_mode = file_output == nullptr ? "write" : file_output->Describe();
  const RunResult result =
      RunPlan(plan, *format,
              {.num_threads = report->memory.num_threads,
               .budget_bytes = report->memory.budget_bytes,
               .file_order = selection.file_order,
               .open_sink = MakeSinkOpener(options, file_output.get(), &buffer_pool),
               .text_pool = text_pool.get(),
               .buffer_pool = &buffer_pool,
               .progress = progress,
               .stop = stop});
  report->files = ListFiles(options, plan, result);
  report->peak_bytes_in_flight = result.peak_bytes_in_flight;
  if (file_output != nullptr) report->staging_bytes = file_output->peak_staging_bytes();
  return result.status;
}

}  // namespace

GenerateReport Generate(const GenerateOptions& options, Progress* progress,
                        std::atomic<bool>* stop) {
  GenerateReport report;
  report.memory.num_threads = options.num_threads;
  try {
    report.status = RunGenerate(options, progress, stop, &report);
  } catch (const std::bad_alloc&) {
    report.status =
        Status::IoError("cannot allocate memory for the plan of the files; use fewer --parts");
  } catch (const std::exception& exception) {
    report.status = Status::IoError(exception.what());
  }
  return report;
}

Result<std::string> ArrowVersion() {
  TPCH_ASSIGN_OR_RETURN(const FormatModule* module, LoadFormatModule());
  return std::string(module->arrow_version);
}

}  // namespace tpch
