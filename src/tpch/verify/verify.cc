#include "tpch/verify.h"

#include <algorithm>
#include <exception>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tpch/base/cgroup_memory.h"
#include "tpch/base/format_message.h"
#include "tpch/base/input_file.h"
#include "tpch/modules/module_loader.h"
#include "tpch/queries/queries.h"
#include "tpch/run/memory_plan.h"
#include "tpch/tables/refresh_sets.h"
#include "tpch/text/text_pool_slot.h"
#include "tpch/verify/answers.h"
#include "tpch/verify/expected_data_search.h"
#include "tpch/verify/inputs.h"
#include "tpch/verify/manifest_check.h"
#include "tpch/verify/memory_need.h"
#include "tpch/verify/refresh_check.h"
#include "tpch/verify/table_inputs.h"
#include "tpch/verify/table_report.h"

namespace tpch {
namespace {

// Returns the number of rows to generate, or a little more.
int64_t CountExpectedRows(const ExpectedData& data, const FilesOfSets& sets) {
  const Table largest = Table::kLineitem;
  int64_t num_rows = std::ssize(sets) * RefreshSets(data.scale_factor).orders_per_set() *
                     Describe(largest).max_rows_per_base_row;
  for (const Table table : kAllTables) {
    for (const RowRange& range : data.BaseRows(table)) {
      num_rows += range.size() * Describe(table).rows_per_base_row;
    }
  }
  return num_rows;
}

// Returns what the verification may use without reaching the cgroup's memory limit, if there is
// one.
Result<VerifyMemory> PlanMemory(const ExpectedData& data, const FilesOfSets& sets,
                                const FoundFiles& found, const VerifyOptions& options) {
  const auto limit = LimitOfCgroup(FindCgroupMemoryLimit("/"));
  const bool reads_by_arrow = std::ranges::any_of(
      found.files, [](const FoundFile& file) { return file.kind != FileKind::kText; });
  TPCH_ASSIGN_OR_RETURN(
      VerifyMemory memory,
      PlanVerifyMemory(CountExpectedRows(data, sets), reads_by_arrow, options.num_threads,
                       limit ? std::optional(limit->size_bytes) : std::nullopt));
  if (options.session != nullptr && !limit) {
    memory.text_pool = options.session->text_pool().held_kind().value_or(memory.text_pool);
  }
  return memory;
}

// Divides the files into those of the database and those of each refresh set.
FilesOfSets TakeFilesOfSets(std::vector<FoundFile>* files) {
  FilesOfSets sets;
  for (FoundFile& file : *files) {
    if (file.set) sets[*file.set].push_back(file);
  }
  std::erase_if(*files, [](const FoundFile& file) { return file.set.has_value(); });
  return sets;
}

// Returns whether the files have enough of the data to justify making the reference for queries.
bool HasMostRows(const std::vector<TableReport>& tables) {
  int64_t num_rows = 0;
  int64_t num_expected_rows = 0;
  for (const TableReport& table : tables) {
    num_rows += table.num_rows;
    num_expected_rows += table.num_expected_rows;
  }
  return num_rows >= num_expected_rows / 4;
}

// One call of Verify.
class Verification {
 public:
  Verification(const VerifyOptions& options, const std::atomic<bool>& stop, VerifyReport* report)
      : options_(options), stop_(stop), report_(report) {}

  Status Run() {
    const auto& [engine, seed, stream] = options_.query_run;
    TPCH_RETURN_NOT_OK(ChooseQueries({.seed = seed, .stream = stream}).status());
    TPCH_ASSIGN_OR_RETURN(const Inputs inputs, FindInputs(options_, stop_));
    const FoundFiles& found = inputs.found;
    AddNotices(found.notices);
    for (const auto& path : found.others) {
      report_->notices.emplace_back("not compared, being no table: " + path.string());
    }
    TPCH_ASSIGN_OR_RETURN(const std::vector<Manifest> manifests, CheckManifests(found));
    if (options_.manifest_only) return Status::OK();
    std::vector<FoundFile> of_database = found.files;
    const FilesOfSets sets = TakeFilesOfSets(&of_database);
    TPCH_ASSIGN_OR_RETURN(const FilesOfTables tables, OpenTables(of_database, stop_));
    for (const TableFiles& files : tables) AddNotices(files.remarks);
    TPCH_ASSIGN_OR_RETURN(
        const ExpectedData data,
        FindExpectedData(options_, manifests, tables,
                         sets.empty() ? std::vector<FoundFile>() : sets.begin()->second, stop_,
                         report_));
    TPCH_ASSIGN_OR_RETURN(const VerifyMemory memory, PlanMemory(data, sets, found, options_));
    TPCH_ASSIGN_OR_RETURN(const std::shared_ptr<TextPool> text_pool,
                          TakeTextPool(memory.text_pool));
    const TableCheckOptions check{.data = &data,
                                  .text_pool = text_pool.get(),
                                  .num_threads = memory.num_threads,
                                  .spill = {.temp_dir = options_.temp_dir},
                                  .stop = &stop_};
    if (!of_database.empty() || options_.after_sets) TPCH_RETURN_NOT_OK(CheckTables(tables, check));
    TPCH_RETURN_NOT_OK(CheckSets(sets, check, report_));
    return options_.run_queries ? CheckAnswers(tables, data) : Status::OK();
  }

 private:
  template <typename Notice>
  void AddNotices(const std::vector<Notice>& notices) {
    report_->notices.insert(report_->notices.end(), notices.begin(), notices.end());
  }

  // Returns the manifests that describe files.
  Result<std::vector<Manifest>> CheckManifests(const FoundFiles& found) {
    if (options_.manifest_only && found.manifests.empty()) {
      return Status::Invalid(
          Field::kManifestOnly,
          fmt::format("'{}' has no manifest (_tpch.json)", options_.paths.front().string()),
          FormatMessage("leave {} out", Field::kManifestOnly));
    }
    std::vector<ManifestCheck> checks;
    for (const auto& path : found.manifests) {
      TPCH_ASSIGN_OR_RETURN(ManifestCheck check, CheckManifest(path, options_.num_threads, stop_));
      checks.push_back(std::move(check));
    }
    CheckUnlistedFiles(found.files, &checks);
    std::vector<Manifest> manifests;
    for (ManifestCheck& check : checks) {
      report_->manifests.push_back({check.path.string(), check.num_files, check.differences});
      AddNotices(check.notices);
      // A manifest that lists nothing, such as that of a killed run, describes none of the files.
      if (check.manifest.HoldsData()) manifests.push_back(std::move(check.manifest));
    }
    return manifests;
  }

  // Takes the session's pool, or one whose memory is free for the queries.
  Result<std::shared_ptr<TextPool>> TakeTextPool(TextPoolKind kind) {
    if (options_.session == nullptr) return TextPoolSlot().Get(kind);
    return options_.session->text_pool().Get(kind);
  }

  Status CheckTables(const FilesOfTables& tables, const TableCheckOptions& check) {
    for (const Table table : kAllTables) {
      TableReport& report = report_->tables.emplace_back();
      report.table = table;
      TPCH_RETURN_NOT_OK(ReportTable(tables[static_cast<size_t>(table)], check, &report));
    }
    return Status::OK();
  }

  Status CheckAnswers(const FilesOfTables& tables, const ExpectedData& data) {
    if (!report_->tables.empty() && HasMostRows(report_->tables)) {
      report_->query_run = options_.query_run;
      TPCH_ASSIGN_OR_RETURN(report_->queries, CompareAnswers(tables, data, options_, stop_));
    } else {
      report_->notices.emplace_back(
          "the queries were not run: most rows of the scale factor are missing");
    }
    return Status::OK();
  }

  const VerifyOptions& options_;
  const std::atomic<bool>& stop_;
  VerifyReport* report_;
};

}  // namespace

bool VerifyReport::HasDifferences() const {
  const auto is_different = [](const TableReport& table) {
    return table.verdict == Verdict::kDifferent;
  };
  return std::ranges::any_of(
             manifests,
             [](const ManifestReport& manifest) { return !manifest.differences.empty(); }) ||
         std::ranges::any_of(queries,
                             [](const QueryReport& query) { return !query.difference.empty(); }) ||
         std::ranges::any_of(tables, is_different) ||
         std::ranges::any_of(refresh_tables, is_different);
}

bool VerifyReport::HasUnreadable() const {
  const auto is_unreadable = [](const TableReport& table) {
    return table.verdict == Verdict::kUnreadable;
  };
  return std::ranges::any_of(tables, is_unreadable) ||
         std::ranges::any_of(refresh_tables, is_unreadable);
}

VerifyReport Verify(const VerifyOptions& options, const std::atomic<bool>& stop) {
  VerifyReport report;
  try {
    report.status = Verification(options, stop, &report).Run();
  } catch (const std::exception& exception) {
    report.status = Status::IoError(exception.what());
  }
  return report;
}

Result<FileDescription> DescribeFile(const std::filesystem::path& path) {
  TPCH_RETURN_NOT_OK(CheckPathIsThere(path));
  // The module would wait for a FIFO.
  TPCH_RETURN_NOT_OK(InputFile::Open(path).status());
  TPCH_ASSIGN_OR_RETURN(const ReaderModule* module, LoadReaderModule());
  return module->describe_parquet_file(path);
}

}  // namespace tpch
