#include "tpch/generate.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <functional>
#include <map>
#include <new>
#include <optional>
#include <ranges>
#include <set>
#include <utility>

#include "tpch/base/format_message.h"
#include "tpch/base/stop_condition.h"
#include "tpch/generate/existing_outputs.h"
#include "tpch/generate/file_proof.h"
#include "tpch/generate/file_sizes.h"
#include "tpch/io/local_directory.h"
#include "tpch/io/output_place.h"
#include "tpch/io/output_uri.h"
#include "tpch/io/stream_sink.h"
#include "tpch/modules/module_loader.h"
#include "tpch/run/manifest_writer.h"
#include "tpch/run/run.h"
#include "tpch/tables/initial_database.h"

namespace tpch {
namespace {

Result<std::unique_ptr<Format>> MakeFormat(const GenerateOptions& options) {
  if (options.format == FileFormat::kTbl || options.format == FileFormat::kCsv) {
    return MakeTextFormat(options.text_style);
  }
  TPCH_ASSIGN_OR_RETURN(const FormatModule* module, LoadFormatModule());
  if (options.format == FileFormat::kParquet) return module->make_parquet_format(options.parquet);
  return module->make_arrow_format(options.arrow,
                                   options.to_stdout ? ArrowFraming::kStream : ArrowFraming::kFile);
}

/// Opens the output directory, wherever it is.
Result<std::unique_ptr<OutputDirectory>> OpenDirectory(const GenerateOptions& options,
                                                       const StopCondition* stop) {
  if (!IsUri(options.output_dir)) {
    TPCH_RETURN_NOT_OK(CheckOutputPlace(options.output_dir));
    FileOutputOptions file_output = options.file_output;
    file_output.saves_memory = options.memory_limit.has_value();
    return std::unique_ptr<OutputDirectory>(new LocalDirectory(options.output_dir, file_output));
  }
  TPCH_RETURN_NOT_OK(CheckScheme(options.output_dir));
  TPCH_ASSIGN_OR_RETURN(const StoreModule* module, LoadStoreModule());
  return module->open_directory({options.output_dir, options.storage_options}, options.num_threads,
                                stop);
}

/// Lists the files that are whole, in the order of the plan of all files. `directory` is null for
/// standard output.
std::vector<GeneratedFile> ListFiles(const OutputDirectory* directory, const Plan& all_files,
                                     const std::map<std::string, FileTotals>& totals) {
  std::vector<GeneratedFile> files;
  for (const OutputFile& file : all_files.files) {
    const auto found = totals.find(file.relative_path);
    if (found == totals.end()) continue;
    const auto& [num_rows, size_bytes, xxh3] = found->second;
    files.push_back({file.table, file.part, file.num_parts,
                     directory == nullptr ? "-" : directory->Name(file.relative_path), num_rows,
                     size_bytes, xxh3});
  }
  return files;
}

bool Contains(const Plan& plan, Table table) {
  return std::ranges::find(plan.files, table, &OutputFile::table) != plan.files.end();
}

/// Returns the plan of one table's files.
Result<Plan> MakeTablePlan(Selection selection, Table table, const Format& format) {
  selection.tables = {table};
  return MakePlan(selection, format);
}

/// Returns the tables of a plan, largest first.
std::vector<TableToMake> TablesOf(const Plan& plan, const Format& format) {
  std::vector<TableToMake> tables;
  for (const Table table : kAllTables) {
    if (Contains(plan, table)) tables.push_back({table, 0});
  }
  for (const OutputFile& file : plan.files) {
    const auto found = std::ranges::find(tables, file.table, &TableToMake::table);
    found->size_bytes += format.EstimateSizeBytes(file.table, EstimateRows(file));
  }
  std::ranges::stable_sort(tables, std::ranges::greater(), &TableToMake::size_bytes);
  return tables;
}

/// One call of Generate.
class Generation : private RunOutput {
 public:
  Generation(const GenerateOptions& options, Progress* progress, const std::atomic<bool>& stop,
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
    int64_t staging_bytes = 0;
    if (!options_.to_stdout) {
      TPCH_ASSIGN_OR_RETURN(directory_, OpenDirectory(options_, &stop_));
      TPCH_RETURN_NOT_OK(CheckFileSizes(*directory_, selection, all_files, *format_));
      staging_bytes = directory_->StagingBytes(TotalBytes(EstimateFileSizes(all_files, *format_)));
    }
    TPCH_ASSIGN_OR_RETURN(report_->memory,
                          PlanMemory(all_files, *format_, options_.num_threads,
                                     staging_bytes + OwnBytes(), options_.memory_limit));
    Status status =
        options_.to_stdout ? MakeFiles(selection, all_files) : RunToDirectory(selection, all_files);
    report_->files = ListFiles(directory_.get(), all_files, totals_);
    return status;
  }

 private:
  /// Returns what this process takes while others make the tables; 0 where it makes them itself.
  int64_t OwnBytes() const {
    constexpr int64_t kBytesWithoutFiles = 12 << 20;
    if (!options_.make_tables) return 0;
    return kBytesWithoutFiles +
           format_->EstimateMemory(Table::kRegion, /*unit_rows=*/0, /*file_rows=*/0).library_bytes;
  }

  /// Makes the files that are not there, and keeps the manifest.
  Status RunToDirectory(Selection selection, const Plan& all_files) {
    TPCH_ASSIGN_OR_RETURN(FoundOutputs found,
                          ExamineOutputs(options_, directory_.get(), selection, all_files, stop_));
    TPCH_RETURN_NOT_OK(Prove(selection, all_files, &found));
    found.claim.removes_superseded = options_.removes_superseded;
    if (options_.make_tables) {
      found.claim.is_for_others = true;
      // What is to be replaced is no longer listed, so that those who resume make it.
      if (options_.overwrite) found.claim.disproved = found.claim.paths;
    }
    for (const std::string& path : found.kept_paths) {
      totals_[path] = found.claim.manifest.files.at(path).totals;
    }
    selection.kept_paths = std::move(found.kept_paths);
    TPCH_ASSIGN_OR_RETURN(const Plan plan, MakePlan(selection, *format_));
    const FileSizeEstimates sizes = EstimateFileSizes(plan, *format_);
    if (options_.check_space) TPCH_RETURN_NOT_OK(CheckSpace(directory_.get(), TotalBytes(sizes)));
    TPCH_ASSIGN_OR_RETURN(file_output_, directory_->OpenOutput(sizes, &buffer_pool_));
    for (std::string& notice : file_output_->notices()) report_->notices.push_back(notice);
    manifest_.emplace(directory_.get(), std::move(found.claim), MakeLockWait());
    TPCH_RETURN_NOT_OK(manifest_->Begin());
    const Status status = MakeFiles(selection, plan);
    const Status end = manifest_->End(/*all_made=*/status.ok());
    return status.ok() ? end : status;
  }

  LockWait MakeLockWait() const { return {&stop_, options_.on_wait}; }

  /// Returns the plan of these files alone.
  Result<Plan> PlanOnly(const std::set<std::string>& paths, Selection selection,
                        const Plan& all_files) const {
    for (const OutputFile& file : all_files.files) {
      if (!paths.contains(file.relative_path)) selection.kept_paths.insert(file.relative_path);
    }
    return MakePlan(selection, *format_);
  }

  /// Proves files of which no manifest says anything by making them again.
  Status Prove(const Selection& selection, const Plan& all_files, FoundOutputs* found) {
    if (found->unproven_paths.empty()) return Status::OK();
    TPCH_ASSIGN_OR_RETURN(const Plan plan, PlanOnly(found->unproven_paths, selection, all_files));
    TPCH_ASSIGN_OR_RETURN(const MemoryPlan memory, PlanMemory(plan, *format_, options_.num_threads,
                                                              0, options_.memory_limit));
    TPCH_ASSIGN_OR_RETURN(const DigestsOfFiles made,
                          DigestPlan(plan, *format_, memory, &buffer_pool_, &stop_));
    for (const OutputFile& file : plan.files) {
      const std::string& path = file.relative_path;
      const FileTotals& totals = made.at(path);
      TPCH_ASSIGN_OR_RETURN(const bool is_same, HasDigest(directory_.get(), path, totals, stop_));
      if (is_same) {
        found->kept_paths.insert(path);
        found->claim.manifest.List(file, totals);
      } else if (!found->has_manifest) {
        return Status::Invalid(
            Field::kResume,
            fmt::format("'{}' exists already and is not what these options make, and no manifest "
                        "says that it may be replaced",
                        directory_->Name(path)),
            FormatMessage("use {} to replace", Field::kOverwrite));
      }
    }
    report_->notices.push_back(fmt::format(
        "{} of {} files that no manifest lists are what these options make, and stay",
        std::ranges::count_if(
            plan.files,
            [&](const OutputFile& file) { return found->kept_paths.contains(file.relative_path); }),
        plan.files.size()));
    return Status::OK();
  }

  /// Makes the files of `plan`, which is that of `selection`.
  Status MakeFiles(const Selection& selection, const Plan& plan) {
    report_->io_mode = file_output_ == nullptr ? "write" : file_output_->Describe();
    if (plan.files.empty()) return Status::OK();
    if (options_.make_tables) return LeaveToOthers(selection, plan);
    TPCH_ASSIGN_OR_RETURN(const std::unique_ptr<TextPool> text_pool,
                          TextPool::Make(report_->memory.text_pool));
    if (options_.table_order == TableOrder::kAllAtOnce) {
      return RunThreads(selection.file_order, plan, text_pool.get());
    }
    for (const Table table : kAllTables | std::views::reverse) {
      if (!Contains(plan, table)) continue;
      TPCH_ASSIGN_OR_RETURN(const Plan table_plan, MakeTablePlan(selection, table, *format_));
      TPCH_RETURN_NOT_OK(RunThreads(selection.file_order, table_plan, text_pool.get()));
    }
    return Status::OK();
  }

  /// Makes the files of `plan` by threads of this process.
  Status RunThreads(FileOrder file_order, const Plan& plan, TextPool* text_pool) {
    const InitialDatabase database({plan.scale_factor, text_pool});
    const RunResult result = RunPlan(plan, *format_,
                                     {.num_threads = report_->memory.num_threads,
                                      .budget_bytes = report_->memory.budget_bytes,
                                      .file_order = file_order,
                                      .digest = options_.digest,
                                      .output = this,
                                      .source = &database,
                                      .text_pool = text_pool,
                                      .buffer_pool = &buffer_pool_,
                                      .progress = progress_,
                                      .stop = &stop_});
    for (const auto& [file, totals] : result.complete_files) {
      totals_[plan.files[file].relative_path] = totals;
    }
    int64_t& peak_bytes = report_->peak_bytes_in_flight;
    peak_bytes = std::max(peak_bytes, result.peak_bytes_in_flight);
    if (file_output_ != nullptr) report_->staging_bytes = file_output_->peak_staging_bytes();
    return result.status;
  }

  Result<std::unique_ptr<Sink>> OpenSink(const OutputFile& file) override {
    if (options_.to_stdout) return MakeStreamSink(STDOUT_FILENO, &buffer_pool_);
    // A resumed run replaces files that the manifest does not prove.
    const bool replaces = options_.overwrite || options_.resume;
    return file_output_->OpenSink(file.relative_path,
                                  replaces ? Existing::kReplace : Existing::kKeep);
  }

  Status NameFile(const OutputFile& file, const FileTotals& totals, Sink* sink) override {
    return manifest_ ? manifest_->NameAndAdd(file, totals, sink) : sink->GiveName();
  }

  /// Has others make the files of `plan`.
  Status LeaveToOthers(const Selection& selection, const Plan& plan) {
    // Others have their own; what the system refuses, it has refused here.
    file_output_.reset();
    TablesToMake work{TablesOf(plan, *format_), selection.num_parts, std::nullopt};
    if (const auto& limit = options_.memory_limit) {
      work.memory_limit_bytes = limit->size_bytes - OwnBytes();
    }
    const MadeTables made = options_.make_tables(work);
    report_->memory = {.num_threads = made.num_threads};
    for (const GeneratedFile& file : made.files) {
      const auto is_same = [&](const OutputFile& planned) {
        return planned.table == file.table && planned.part == file.part;
      };
      const auto planned = std::ranges::find_if(plan.files, is_same);
      if (planned == plan.files.end()) continue;
      const FileTotals totals{file.num_rows, file.size_bytes, file.xxh3};
      totals_[planned->relative_path] = totals;
      manifest_->Add(*planned, totals);
    }
    // Whoever was killed could not clean up.
    if (!made.status.ok()) {
      RemoveStaleFiles(directory_.get(), selection, plan, MakeLockWait());
    }
    return made.status;
  }

  const GenerateOptions& options_;
  Progress* progress_;
  StopCondition stop_;
  GenerateReport* report_;

  std::unique_ptr<Format> format_;
  BufferPool buffer_pool_;
  std::unique_ptr<OutputDirectory> directory_;  // null for standard output
  std::unique_ptr<FileOutput> file_output_;     // null for standard output
  std::optional<ManifestWriter> manifest_;      // absent for standard output
  std::map<std::string, FileTotals> totals_;    // of whole files, by their relative paths
};

}  // namespace

GenerateReport Generate(const GenerateOptions& options, Progress* progress,
                        const std::atomic<bool>& stop) {
  GenerateReport report;
  report.memory.num_threads = options.num_threads;
  try {
    report.status = Generation(options, progress, stop, &report).Run();
  } catch (const std::bad_alloc&) {
    report.status = Status::IoError("cannot allocate memory for the plan of the files",
                                    FormatMessage("use fewer {}", Field::kNumParts));
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
