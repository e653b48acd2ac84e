#include "tpch/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <map>
#include <memory>
#include <utility>

#include "tpch/base/cgroup_memory.h"
#include "tpch/base/input_file.h"
#include "tpch/generate.h"
#include "tpch/modules/module_loader.h"
#include "tpch/run/memory_plan.h"
#include "tpch/text/text_pool.h"
#include "tpch/verify/expected_data_search.h"
#include "tpch/verify/found_files.h"
#include "tpch/verify/manifest_check.h"
#include "tpch/verify/memory_need.h"
#include "tpch/verify/queries.h"
#include "tpch/verify/row_keys.h"
#include "tpch/verify/scratch_directory.h"
#include "tpch/verify/standard_input.h"
#include "tpch/verify/table_check.h"
#include "tpch/verify/table_inputs.h"

namespace tpch {
namespace {

/// Turns places of rows into paths and row numbers.
class ExampleReporter {
 public:
  ExampleReporter(const std::vector<TableInput>& inputs, const std::atomic<bool>& stop)
      : inputs_(inputs), stop_(stop) {}

  ReportedCount Report(const DifferenceCount& count) {
    ReportedCount reported{count.num_rows, {}};
    for (const DifferenceExample& example : count.examples) {
      ReportedExample& one = reported.examples.emplace_back();
      one.key = example.key;
      one.expected = example.expected;
      one.found = example.found;
      if (example.place.file < 0) continue;
      const TableInput& input = inputs_[static_cast<size_t>(example.place.file)];
      one.path = input.name;
      one.row = RowNumber(example.place);
    }
    return reported;
  }

 private:
  int64_t RowNumber(const RowPlace& place) {
    const auto [known, is_new] = rows_.try_emplace({place.file, place.position}, 0);
    if (is_new && !stop_) {
      const auto row = inputs_[static_cast<size_t>(place.file)].file->RowNumber(place.position);
      if (row.ok()) known->second = *row;
    }
    return known->second;
  }

  const std::vector<TableInput>& inputs_;
  const std::atomic<bool>& stop_;
  std::map<std::pair<int32_t, int64_t>, int64_t> rows_;
};

/// One call of Verify.
class Verification {
 public:
  Verification(const VerifyOptions& options, const std::atomic<bool>& stop, VerifyReport* report)
      : options_(options), stop_(stop), report_(report) {}

  Status Run() {
    TPCH_ASSIGN_OR_RETURN(const FoundFiles found, FindInputs());
    report_->notices = found.notices;
    for (const auto& path : found.others) {
      report_->notices.push_back("not compared, being no table: " + path.string());
    }
    TPCH_RETURN_NOT_OK(CheckManifests(found));
    if (options_.manifest_only) return Status::OK();
    TPCH_ASSIGN_OR_RETURN(const FilesOfTables tables, OpenTables(found.files, stop_));
    for (const TableFiles& files : tables) {
      report_->notices.insert(report_->notices.end(), files.remarks.begin(), files.remarks.end());
    }
    TPCH_ASSIGN_OR_RETURN(data_, FindExpectedData(options_, manifests_, tables, stop_, report_));
    TPCH_RETURN_NOT_OK(PlanMemory(found));
    for (const Table table : kAllTables) {
      TPCH_RETURN_NOT_OK(VerifyTable(table, tables[static_cast<size_t>(table)]));
    }
    text_pool_.reset();
    if (!options_.run_queries) return Status::OK();
    if (!HasMostRows()) {
      report_->notices.emplace_back(
          "the queries were not run: most rows of the scale factor are missing");
      return Status::OK();
    }
    return CompareAnswers(tables);
  }

 private:
  /// Finds the files that the options name, standard input included.
  Result<FoundFiles> FindInputs() {
    std::vector<std::filesystem::path> paths = options_.paths;
    const auto others = std::ranges::remove_if(paths, IsStandardInput);
    const bool reads_stdin = !others.empty();
    paths.erase(others.begin(), others.end());
    if (!reads_stdin) return FindFiles(paths, options_.table, stop_);
    if (!options_.table) {
      return Status::Invalid("-: standard input does not say which table it is; use --table");
    }
    FoundFiles found;
    if (!paths.empty()) {
      TPCH_ASSIGN_OR_RETURN(found, FindFiles(paths, options_.table, stop_));
    }
    TPCH_ASSIGN_OR_RETURN(StandardInput input, StandardInput::Read(options_.temp_dir, stop_));
    standard_input_.emplace(std::move(input));
    found.files.push_back(standard_input_->AsFile(*options_.table));
    return found;
  }

  /// Sees to it that the cgroup's memory limit, if there is one, is not reached.
  Status PlanMemory(const FoundFiles& found) {
    const auto limit = LimitOfCgroup(FindCgroupMemoryLimit("/"));
    const bool reads_by_arrow = std::ranges::any_of(
        found.files, [](const FoundFile& file) { return file.kind != FileKind::kText; });
    TPCH_ASSIGN_OR_RETURN(
        const VerifyMemory memory,
        PlanVerifyMemory(CountExpectedRows(), reads_by_arrow, options_.num_threads,
                         limit ? std::optional(limit->size_bytes) : std::nullopt));
    num_threads_ = memory.num_threads;
    TPCH_ASSIGN_OR_RETURN(text_pool_, TextPool::Make(memory.text_pool));
    return Status::OK();
  }

  Status CheckManifests(const FoundFiles& found) {
    std::vector<ManifestCheck> checks;
    for (const auto& path : found.manifests) {
      TPCH_ASSIGN_OR_RETURN(ManifestCheck check, CheckManifest(path, options_.num_threads, stop_));
      checks.push_back(std::move(check));
    }
    CheckUnlistedFiles(found.files, &checks);
    for (ManifestCheck& check : checks) {
      const std::filesystem::path& path = check.path;
      report_->manifests.push_back({path.string(), check.num_files, check.differences});
      for (std::string& notice : check.notices) report_->notices.push_back(std::move(notice));
      // One that lists nothing, such as that of a run that was killed, describes none of the files.
      if (check.manifest.HoldsData()) manifests_.push_back(std::move(check.manifest));
    }
    if (!options_.manifest_only || !found.manifests.empty()) return Status::OK();
    return Status::Invalid(
        fmt::format("--quick: '{}' has no manifest (_tpch.json); leave --quick out",
                    options_.paths.front().string()));
  }

  Status CompareAnswers(const FilesOfTables& tables) {
    TPCH_ASSIGN_OR_RETURN(const ScratchDirectory scratch,
                          ScratchDirectory::Make(options_.temp_dir));
    std::optional<FilesOfTables> reference;
    if (data_.scale_factor != ScaleFactor::FromInteger(1) || data_.max_rows != kAllRows) {
      TPCH_ASSIGN_OR_RETURN(reference, GenerateReference(scratch.path() / "reference"));
    }
    TPCH_ASSIGN_OR_RETURN(
        const QueryDifferences differences,
        RunQueries(tables, reference ? &*reference : nullptr, scratch.path(), stop_));
    for (const auto& [number, difference] : differences) {
      report_->queries.push_back({number, difference});
    }
    return Status::OK();
  }

  Result<FilesOfTables> GenerateReference(const std::filesystem::path& dir) const {
    GenerateOptions options;
    options.selection.scale_factor = data_.scale_factor;
    options.selection.tables.assign(kAllTables.begin(), kAllTables.end());
    options.selection.max_rows = data_.max_rows;
    if (!LoadReaderModule().ok()) {
      options.format = FileFormat::kCsv;
      options.text_style = kCsvStyle;
    }
    options.output_dir = dir;
    options.num_threads = options_.num_threads;
    Progress progress;
    const GenerateReport report = Generate(options, &progress, stop_);
    TPCH_RETURN_NOT_OK(report.status);
    TPCH_ASSIGN_OR_RETURN(const FoundFiles found, FindFiles({dir}, {}, stop_));
    return OpenTables(found.files, stop_);
  }

  /// Returns whether the files hold so much of the data that queries are worth what the reference
  /// takes to make.
  bool HasMostRows() const {
    int64_t num_rows = 0;
    int64_t num_expected_rows = 0;
    for (const TableReport& table : report_->tables) {
      num_rows += table.num_rows;
      num_expected_rows += table.num_expected_rows;
    }
    return num_rows >= num_expected_rows / 4;
  }

  int64_t CountExpectedRows() const {
    int64_t num_rows = 0;
    for (const Table table : kAllTables) {
      for (const RowRange& range : data_.BaseRows(table)) {
        num_rows += range.size() * Describe(table).rows_per_base_row;
      }
    }
    return num_rows;
  }

  Status VerifyTable(Table table, const TableFiles& files) {
    TableReport& report = report_->tables.emplace_back();
    report.table = table;
    if (files.paths.empty()) return Status::OK();
    report.paths = files.paths;
    report.missing_columns = files.missing_columns;
    report.extra_columns = files.extra_columns;
    report.num_expected_rows = data_.CountRows(table);
    if (!files.error.ok()) return SetUnreadable(files.error, &report);
    for (const size_t key : KeyColumns(table)) {
      const std::string_view name = Describe(table).columns[key].name;
      if (std::ranges::find(files.missing_columns, name) == files.missing_columns.end()) continue;
      report.verdict = Verdict::kDifferent;
      report.notes.push_back(fmt::format("rows cannot be matched without {}", name));
      return Status::OK();
    }
    const auto checked = CheckTable(table, files.inputs,
                                    {.data = &data_,
                                     .text_pool = text_pool_.get(),
                                     .num_threads = num_threads_,
                                     .spill = {.temp_dir = options_.temp_dir},
                                     .stop = &stop_});
    if (!checked.ok()) return SetUnreadable(checked.status(), &report);
    DescribeTable(files, *checked, &report);
    return stop_ ? Status::Cancelled("interrupted") : Status::OK();
  }

  /// What is wrong with one table's files does not end the run; an interruption does.
  static Status SetUnreadable(const Status& error, TableReport* report) {
    if (error.code() == StatusCode::kCancelled) return error;
    report->verdict = Verdict::kUnreadable;
    report->error = error.message();
    return Status::OK();
  }

  void DescribeTable(const TableFiles& files, const TableCheckResult& result,
                     TableReport* report) const {
    const TableDifferences& differences = result.differences;
    ExampleReporter reporter(files.inputs, stop_);
    report->num_rows = differences.num_rows;
    report->num_differing_rows = differences.num_differing_rows;
    report->missing = reporter.Report(differences.missing);
    report->extra = reporter.Report(differences.extra);
    report->duplicate = reporter.Report(differences.duplicate);
    const auto columns = Describe(report->table).columns;
    if (differences.is_reordered) report->notes.push_back("rows are in another order");
    report->notes.insert(report->notes.end(), files.type_notes.begin(), files.type_notes.end());
    for (size_t i = 0; i < columns.size(); ++i) {
      const ColumnDifferences& column = differences.columns[i];
      const std::string name(columns[i].name);
      if (column.is_padded) report->notes.push_back(name + " is padded with spaces");
      if (column.dates_have_time) report->notes.push_back(name + " has a time after the date");
      if (column.numbers_are_respelled) {
        report->notes.push_back(name + " has numbers that are not written as usual");
      }
      if (column.differing.num_rows == 0) continue;
      report->columns.push_back({columns[i].name,
                                 static_cast<double>(column.differing.num_rows) /
                                     static_cast<double>(differences.num_matching_keys),
                                 reporter.Report(column.differing)});
    }
    report->untrue_claims = result.untrue_claims;
    if (const auto num_more =
            result.num_untrue_claims - static_cast<int64_t>(result.untrue_claims.size());
        num_more > 0) {
      report->untrue_claims.push_back(fmt::format("and {} more", num_more));
    }
    const bool is_different = !differences.AreNone() || !report->untrue_claims.empty() ||
                              !report->missing_columns.empty() || !report->extra_columns.empty();
    report->verdict = is_different            ? Verdict::kDifferent
                      : report->notes.empty() ? Verdict::kEqual
                                              : Verdict::kEquivalent;
  }

  const VerifyOptions& options_;
  const std::atomic<bool>& stop_;
  VerifyReport* report_;

  std::vector<Manifest> manifests_;
  ExpectedData data_;
  int num_threads_ = 1;
  std::unique_ptr<TextPool> text_pool_;
  std::optional<StandardInput> standard_input_;
};

}  // namespace

bool VerifyReport::HasDifferences() const {
  return std::ranges::any_of(
             manifests,
             [](const ManifestReport& manifest) { return !manifest.differences.empty(); }) ||
         std::ranges::any_of(queries,
                             [](const QueryReport& query) { return !query.difference.empty(); }) ||
         std::ranges::find(tables, Verdict::kDifferent, &TableReport::verdict) != tables.end();
}

bool VerifyReport::HasUnreadable() const {
  return std::ranges::find(tables, Verdict::kUnreadable, &TableReport::verdict) != tables.end();
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
