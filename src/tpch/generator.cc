#include "tpch/generator.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <new>
#include <optional>
#include <set>
#include <utility>

#include "tpch/io/disk_space.h"
#include "tpch/io/file_output.h"
#include "tpch/io/stream_sink.h"
#include "tpch/output_directory.h"
#include "tpch/run/format_loader.h"
#include "tpch/run/manifest.h"
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

std::set<std::string> PathsOf(const Plan& plan) {
  std::set<std::string> paths;
  for (const OutputFile& file : plan.files) paths.insert(file.relative_path);
  return paths;
}

/// `output` is null for standard output.
FileSinkOpener MakeSinkOpener(const GenerateOptions& options, FileOutput* output,
                              BufferPool* pool) {
  if (output == nullptr) {
    return [pool](const OutputFile&) -> Result<std::unique_ptr<Sink>> {
      return MakeStreamSink(STDOUT_FILENO, pool);
    };
  }
  // A resumed run replaces files that the manifest does not prove.
  const bool replaces = options.overwrite || options.resume;
  const Existing existing = replaces ? Existing::kReplace : Existing::kKeep;
  return [dir = options.output_dir, existing, output](const OutputFile& file) {
    return output->OpenSink(dir / file.relative_path, existing);
  };
}

/// Lists the files that are whole, in the order of the plan of all files.
std::vector<GeneratedFile> ListFiles(const GenerateOptions& options, const Plan& all_files,
                                     const std::map<std::string, FileTotals>& totals) {
  std::vector<GeneratedFile> files;
  for (const OutputFile& file : all_files.files) {
    const auto found = totals.find(file.relative_path);
    if (found == totals.end()) continue;
    const auto& [num_rows, size_bytes, xxh3] = found->second;
    files.push_back({file.table, file.part, file.num_parts,
                     options.to_stdout ? "-" : (options.output_dir / file.relative_path).string(),
                     num_rows, size_bytes, xxh3});
  }
  return files;
}

/// One call of Generate.
class Generation {
 public:
  Generation(const GenerateOptions& options, Progress* progress, std::atomic<bool>* stop,
             GenerateReport* report)
      : options_(options), progress_(progress), stop_(stop), report_(report) {}

  Status Run() {
    TPCH_ASSIGN_OR_RETURN(format_, MakeFormat(options_));
    Selection selection = options_.selection;
    selection.file_order = options_.to_stdout ? FileOrder::kAsListed : FileOrder::kLargestFirst;
    if (options_.target_file_bytes) {
      TPCH_ASSIGN_OR_RETURN(selection.num_parts,
                            NumPartsFor(*options_.target_file_bytes, selection, *format_));
    }
    TPCH_ASSIGN_OR_RETURN(const Plan all_files, MakePlan(selection, *format_));
    const int64_t staging_bytes =
        options_.to_stdout ? 0
                           : FileOutput::StagingBytes(options_.file_output,
                                                      EstimateSizeBytes(all_files, *format_));
    TPCH_ASSIGN_OR_RETURN(report_->memory, PlanMemory(all_files, *format_, options_.num_threads,
                                                      staging_bytes, options_.memory_limit));
    Status status = options_.to_stdout ? RunPart(all_files, selection.file_order)
                                       : RunToDirectory(selection, all_files);
    report_->files = ListFiles(options_, all_files, totals_);
    return status;
  }

 private:
  /// Makes the files that are not there, and keeps the manifest.
  Status RunToDirectory(Selection selection, const Plan& all_files) {
    TPCH_ASSIGN_OR_RETURN(FoundOutputs found,
                          ExamineOutputs(options_, selection, all_files, *stop_));
    for (const std::string& path : found.kept_paths) {
      totals_[path] = found.manifest.files.at(path).totals;
    }
    selection.kept_paths = std::move(found.kept_paths);
    TPCH_ASSIGN_OR_RETURN(const Plan plan, MakePlan(selection, *format_));
    const int64_t size_bytes = EstimateSizeBytes(plan, *format_);
    if (options_.check_space) TPCH_RETURN_NOT_OK(CheckSpace(options_, size_bytes));
    TPCH_ASSIGN_OR_RETURN(file_output_, FileOutput::Open(options_.file_output, options_.output_dir,
                                                         size_bytes, &buffer_pool_));
    report_->notices = file_output_->notices();
    manifest_.emplace(options_.output_dir, selection, PathsOf(all_files),
                      std::move(found.manifest));
    TPCH_RETURN_NOT_OK(manifest_->Begin());
    const Status status = RunPart(plan, selection.file_order);
    const Status end = manifest_->End();
    return status.ok() ? end : status;
  }

  /// Makes the files of `plan`.
  Status RunPart(const Plan& plan, FileOrder file_order) {
    report_->io_mode = file_output_ == nullptr ? "write" : file_output_->Describe();
    if (plan.files.empty()) return Status::OK();
    TPCH_ASSIGN_OR_RETURN(const std::unique_ptr<TextPool> text_pool,
                          TextPool::Make(report_->memory.text_pool));
    const RunResult result =
        RunPlan(plan, *format_,
                {.num_threads = report_->memory.num_threads,
                 .budget_bytes = report_->memory.budget_bytes,
                 .file_order = file_order,
                 .digest = options_.digest,
                 .open_sink = MakeSinkOpener(options_, file_output_.get(), &buffer_pool_),
                 .on_file_complete =
                     [this](const OutputFile& file, const FileTotals& totals) {
                       return manifest_ ? manifest_->Add(file, totals) : Status::OK();
                     },
                 .text_pool = text_pool.get(),
                 .buffer_pool = &buffer_pool_,
                 .progress = progress_,
                 .stop = stop_});
    for (const auto& [file, totals] : result.complete_files) {
      totals_[plan.files[file].relative_path] = totals;
    }
    report_->peak_bytes_in_flight = result.peak_bytes_in_flight;
    if (file_output_ != nullptr) report_->staging_bytes = file_output_->peak_staging_bytes();
    return result.status;
  }

  const GenerateOptions& options_;
  Progress* progress_;
  std::atomic<bool>* stop_;
  GenerateReport* report_;

  std::unique_ptr<Format> format_;
  BufferPool buffer_pool_;
  std::unique_ptr<FileOutput> file_output_;   // null for standard output
  std::optional<ManifestWriter> manifest_;    // absent for standard output
  std::map<std::string, FileTotals> totals_;  // of whole files, by their relative paths
};

}  // namespace

GenerateReport Generate(const GenerateOptions& options, Progress* progress,
                        std::atomic<bool>* stop) {
  GenerateReport report;
  report.memory.num_threads = options.num_threads;
  try {
    report.status = Generation(options, progress, stop, &report).Run();
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
