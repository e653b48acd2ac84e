#include "tpch/generate.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <ranges>
#include <utility>

#include "tpch/base/format_message.h"
#include "tpch/base/stop_condition.h"
#include "tpch/generate/existing_outputs.h"
#include "tpch/generate/file_proof.h"
#include "tpch/generate/file_sizes.h"
#include "tpch/generate/formats.h"
#include "tpch/generate/left_tables.h"
#include "tpch/generate/open_directory.h"
#include "tpch/generate/options_check.h"
#include "tpch/io/stream_sink.h"
#include "tpch/run/manifest_writer.h"
#include "tpch/run/memory_plan.h"
#include "tpch/run/run.h"
#include "tpch/tables/initial_database.h"
#include "tpch/tables/refresh_sets.h"
#include "tpch/text/text_pool_slot.h"

namespace tpch {
namespace {

// Lists the complete files in the order of `all_files`. `directory` is null for standard output.
std::vector<GeneratedFile> ListFiles(const OutputDirectory* directory, const Plan& all_files,
                                     const std::map<std::string, FileTotals>& totals) {
  std::vector<GeneratedFile> files;
  for (const OutputFile& file : all_files.files) {
    const auto found = totals.find(file.relative_path);
    if (found == totals.end()) continue;
    const auto& [num_rows, size_bytes, xxh3] = found->second;
    files.push_back({file.table, file.part, file.num_parts,
                     directory == nullptr ? "-" : directory->Name(file.relative_path), num_rows,
                     size_bytes, xxh3, file.set});
  }
  return files;
}

std::unique_ptr<const RowSource> MakeRowSource(const Selection& selection) {
  if (selection.refresh) return std::make_unique<RefreshSets>(selection.scale_factor);
  return std::make_unique<InitialDatabase>(selection.scale_factor);
}

// One call of Generate.
class Generation : private RunOutput {
 public:
  Generation(const GenerateOptions& options, GenerateReport* report)
      : options_(options),
        text_pool_((options.session == nullptr ? own_session_ : *options.session).text_pool()),
        progress_(options.progress == nullptr ? &unseen_ : options.progress),
        stop_(options.stop == nullptr ? never_ : *options.stop),
        report_(report),
        selection_(options.selection),
        source_(MakeRowSource(options.selection)) {}

  Status Run() {
    TPCH_RETURN_NOT_OK(CheckOptions(options_));
    TPCH_ASSIGN_OR_RETURN(format_, MakeFormat(options_));
    if (options_.target_file_bytes) {
      TPCH_ASSIGN_OR_RETURN(selection_.num_parts,
                            NumPartsFor(*options_.target_file_bytes, selection_, *format_));
    }
    const FileOrder order = options_.to_stdout ? FileOrder::kAsListed : FileOrder::kLargestFirst;
    TPCH_ASSIGN_OR_RETURN(const Plan all_files, MakePlan(selection_, *format_, order));
    int64_t staging_bytes = 0;
    if (!options_.to_stdout) {
      TPCH_ASSIGN_OR_RETURN(directory_, OpenDirectory(options_, &stop_));
      TPCH_RETURN_NOT_OK(CheckFileSizes(*directory_, selection_, all_files, *format_));
      staging_bytes = directory_->StagingBytes(TotalBytes(EstimateFileSizes(all_files, *format_)));
    }
    TPCH_ASSIGN_OR_RETURN(memory_, PlanMemory(all_files, staging_bytes + OwnBytes()));
    report_->num_threads = memory_.num_threads;
    report_->text_pool = memory_.text_pool;
    report_->budget_bytes = memory_.budget_bytes;
    const Status status = options_.to_stdout ? MakeFiles(all_files) : RunToDirectory(all_files);
    report_->files = ListFiles(directory_.get(), all_files, totals_);
    return status;
  }

 private:
  // Returns this process's memory while other calls make the tables; 0 if it makes them itself.
  int64_t OwnBytes() const {
    constexpr int64_t kBytesWithoutFiles = 12 << 20;
    if (!options_.make_tables) return 0;
    return kBytesWithoutFiles +
           format_->EstimateMemory(Table::kRegion, /*unit_rows=*/0, /*file_rows=*/0).library_bytes;
  }

  Result<MemoryPlan> PlanMemory(const Plan& plan, int64_t staging_bytes) const {
    return tpch::PlanMemory(plan, *format_, options_.num_threads, staging_bytes,
                            options_.memory_limit, text_pool_.held_kind());
  }

  // Makes the missing files and maintains the manifest.
  Status RunToDirectory(const Plan& all_files) {
    TPCH_ASSIGN_OR_RETURN(FoundOutputs found, ExamineOutputs(options_, *format_, directory_.get(),
                                                             selection_, all_files, stop_));
    TPCH_RETURN_NOT_OK(Prove(all_files.Only(found.unproven_paths), &found));
    found.claim.removes_superseded = options_.removes_superseded;
    if (options_.make_tables) {
      found.claim.is_for_others = true;
      // Files to replace are no longer listed, so that calls with `resume` make them.
      if (options_.overwrite) found.claim.disproved = found.claim.paths;
    }
    for (const std::string& path : found.kept_paths) {
      totals_[path] = found.claim.manifest.files.at(path).totals;
    }
    const Plan plan = all_files.Without(found.kept_paths);
    const FileSizeEstimates sizes = EstimateFileSizes(plan, *format_);
    if (options_.check_space) TPCH_RETURN_NOT_OK(CheckSpace(directory_.get(), TotalBytes(sizes)));
    TPCH_ASSIGN_OR_RETURN(file_output_, directory_->OpenOutput(sizes, &buffer_pool_));
    for (std::string& notice : file_output_->notices()) report_->notices.push_back(notice);
    manifest_.emplace(directory_.get(), std::move(found.claim), MakeLockWait());
    TPCH_RETURN_NOT_OK(manifest_->Begin());
    const Status status = MakeFiles(plan);
    const Status end = manifest_->End(/*all_made=*/status.ok());
    return status.ok() ? end : status;
  }

  LockWait MakeLockWait() const { return {&stop_, options_.on_wait}; }

  // Proves the files of `plan`, which no manifest lists, by generating them again.
  Status Prove(const Plan& plan, FoundOutputs* found) {
    if (plan.files.empty()) return Status::OK();
    TPCH_ASSIGN_OR_RETURN(const MemoryPlan memory, PlanMemory(plan, /*staging_bytes=*/0));
    TPCH_ASSIGN_OR_RETURN(const auto text_pool, text_pool_.Get(memory.text_pool));
    TPCH_ASSIGN_OR_RETURN(const DigestsOfFiles made,
                          DigestPlan(plan, *format_, MakeRunOptions(memory, text_pool.get())));
    TPCH_ASSIGN_OR_RETURN(const int64_t num_kept,
                          KeepEqualFiles(plan, made, directory_.get(), stop_, found));
    report_->notices.push_back(
        fmt::format("kept {} of {} files that no manifest lists: they are what these options make",
                    num_kept, plan.files.size()));
    return Status::OK();
  }

  Status MakeFiles(const Plan& plan) {
    report_->io_mode = file_output_ == nullptr ? "write" : file_output_->Describe();
    if (plan.files.empty()) return Status::OK();
    if (options_.make_tables) return LeaveToOthers(plan);
    TPCH_ASSIGN_OR_RETURN(const auto text_pool, text_pool_.Get(memory_.text_pool));
    if (options_.table_order == TableOrder::kAllAtOnce) return RunThreads(plan, text_pool.get());
    for (const Table table : kAllTables | std::views::reverse) {
      if (!plan.Contains(table)) continue;
      TPCH_RETURN_NOT_OK(RunThreads(plan.Only(table), text_pool.get()));
    }
    return Status::OK();
  }

  // Makes the files of `plan` with threads of this process.
  Status RunThreads(const Plan& plan, TextPool* text_pool) {
    const RunResult result = RunPlan(plan, *format_, MakeRunOptions(memory_, text_pool));
    for (const auto& [file, totals] : result.complete_files) {
      totals_[plan.files[file].relative_path] = totals;
    }
    int64_t& peak_bytes = report_->peak_bytes_in_flight;
    peak_bytes = std::max(peak_bytes, result.peak_bytes_in_flight);
    if (file_output_ != nullptr) report_->staging_bytes = file_output_->peak_staging_bytes();
    return result.status;
  }

  RunOptions MakeRunOptions(const MemoryPlan& memory, TextPool* text_pool) {
    return {.num_threads = memory.num_threads,
            .budget_bytes = memory.budget_bytes,
            .digest = options_.digest,
            .output = this,
            .source = source_.get(),
            .text_pool = text_pool,
            .buffer_pool = &buffer_pool_,
            .progress = progress_,
            .stop = &stop_};
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

  // Delegates the files of `plan` to make_tables.
  Status LeaveToOthers(const Plan& plan) {
    // The other calls open their own; this one only reported what the system refuses.
    file_output_.reset();
    TablesToMake work{TablesOf(plan, *format_), selection_.num_parts, std::nullopt};
    if (const auto& limit = options_.memory_limit) {
      work.memory_limit_bytes = limit->size_bytes - OwnBytes();
    }
    const MadeTables made = options_.make_tables(work);
    report_->num_threads = made.num_threads;
    report_->budget_bytes = 0;
    for (const auto& [file, totals] : FindMadeFiles(plan, made.files)) {
      totals_[file->relative_path] = totals;
      manifest_->Add(*file, totals);
    }
    // A killed process could not remove its temporary files.
    if (!made.status.ok()) {
      RemoveStaleFiles(directory_.get(), selection_, plan, MakeLockWait());
    }
    return made.status;
  }

  const GenerateOptions& options_;
  Session own_session_;
  TextPoolSlot& text_pool_;
  Progress unseen_;
  Progress* progress_;
  const std::atomic<bool> never_ = false;
  StopCondition stop_;
  GenerateReport* report_;

  Selection selection_;  // that of the options, with the number of parts
  std::unique_ptr<const RowSource> source_;
  MemoryPlan memory_;
  std::unique_ptr<Format> format_;
  BufferPool buffer_pool_;
  std::unique_ptr<OutputDirectory> directory_;  // null for standard output
  std::unique_ptr<FileOutput> file_output_;     // null for standard output
  std::optional<ManifestWriter> manifest_;      // absent for standard output
  std::map<std::string, FileTotals> totals_;    // of complete files, by relative path
};

}  // namespace

GenerateReport Generate(const GenerateOptions& options) {
  GenerateReport report;
  report.num_threads = options.num_threads;
  try {
    report.status = Generation(options, &report).Run();
  } catch (const std::bad_alloc&) {
    report.status = Status::IoError("cannot allocate memory for the plan of the files",
                                    FormatMessage("use fewer {}", Field::kNumParts));
  } catch (const std::exception& exception) {
    report.status = Status::IoError(exception.what());
  }
  return report;
}

}  // namespace tpch
