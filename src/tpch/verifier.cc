#include "tpch/verifier.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <exception>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "tpch/generator.h"
#include "tpch/read/text_values.h"
#include "tpch/run/module_loader.h"
#include "tpch/text/text_pool.h"
#include "tpch/verify/found_files.h"
#include "tpch/verify/manifest_check.h"
#include "tpch/verify/queries.h"
#include "tpch/verify/row_evidence.h"
#include "tpch/verify/row_keys.h"
#include "tpch/verify/scale_factor_search.h"
#include "tpch/verify/table_check.h"
#include "tpch/verify/table_inputs.h"

namespace tpch {
namespace {

/// Below this many rows the text that is touched is made sooner as tokens.
constexpr int64_t kWidePoolRows = 5'000'000;

/// Turns places of rows into paths and row numbers.
class ExampleReporter {
 public:
  explicit ExampleReporter(const std::vector<TableInput>& inputs) : inputs_(inputs) {}

  ReportedCount Report(const DifferenceCount& count) {
    ReportedCount reported{count.num_rows, {}};
    for (const DifferenceExample& example : count.examples) {
      ReportedExample& one = reported.examples.emplace_back();
      one.key = example.key;
      one.expected = example.expected;
      one.found = example.found;
      if (example.place.file < 0) continue;
      const TableInput& input = inputs_[static_cast<size_t>(example.place.file)];
      one.path = input.path.string();
      one.row = RowNumber(example.place);
    }
    return reported;
  }

 private:
  int64_t RowNumber(const RowPlace& place) {
    const auto [known, is_new] = rows_.try_emplace({place.file, place.position}, 0);
    if (is_new) {
      const auto row = inputs_[static_cast<size_t>(place.file)].file->RowNumber(place.position);
      if (row.ok()) known->second = *row;
    }
    return known->second;
  }

  const std::vector<TableInput>& inputs_;
  std::map<std::pair<int32_t, int64_t>, int64_t> rows_;
};

/// A new directory, which is removed with all that is in it.
class ScratchDirectory {
 public:
  static Result<ScratchDirectory> Make(const std::filesystem::path& parent) {
    std::string name = (parent / "tpch-verify-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
      return Status::FromErrno(
          fmt::format("--temp-dir: cannot make a directory in '{}'", parent.string()), errno);
    }
    return ScratchDirectory(name);
  }
  ScratchDirectory(ScratchDirectory&& other) noexcept
      : path_(std::exchange(other.path_, std::filesystem::path())) {}
  ScratchDirectory& operator=(ScratchDirectory&&) = delete;
  ~ScratchDirectory() {
    std::error_code error;
    if (!path_.empty()) std::filesystem::remove_all(path_, error);
  }

  const std::filesystem::path& path() const { return path_; }

 private:
  explicit ScratchDirectory(std::filesystem::path path) : path_(std::move(path)) {}

  std::filesystem::path path_;
};

/// One call of Verify.
class Verification {
 public:
  Verification(const VerifyOptions& options, const std::atomic<bool>& stop, VerifyReport* report)
      : options_(options), stop_(stop), report_(report) {}

  Status Run() {
    TPCH_ASSIGN_OR_RETURN(const FoundFiles found, FindFiles(options_.paths, options_.table));
    for (const auto& path : found.others) {
      report_->notices.push_back("not compared, being no table: " + path.string());
    }
    TPCH_RETURN_NOT_OK(CheckManifests(found));
    if (options_.manifest_only) return Status::OK();
    TPCH_ASSIGN_OR_RETURN(const FilesOfTables tables, OpenTables(found.files));
    TPCH_RETURN_NOT_OK(FindExpectedData(tables));
    TPCH_ASSIGN_OR_RETURN(
        text_pool_, TextPool::Make(CountExpectedRows() > kWidePoolRows ? TextPoolKind::kWide
                                                                       : TextPoolKind::kCompact));
    for (const Table table : kAllTables) {
      TPCH_RETURN_NOT_OK(VerifyTable(table, tables[static_cast<size_t>(table)]));
    }
    text_pool_.reset();
    return options_.run_queries ? CompareAnswers(tables) : Status::OK();
  }

 private:
  Status CheckManifests(const FoundFiles& found) {
    for (const auto& path : found.manifests) {
      TPCH_ASSIGN_OR_RETURN(ManifestCheck check, CheckManifest(path, options_.num_threads, stop_));
      report_->manifests.push_back({path.string(), check.num_files, check.differences});
      for (std::string& notice : check.notices) report_->notices.push_back(std::move(notice));
      manifests_.push_back(std::move(check.manifest));
    }
    if (!options_.manifest_only || !manifests_.empty()) return Status::OK();
    return Status::Invalid(
        fmt::format("--quick: '{}' has no manifest (_tpch.json); leave --quick out",
                    options_.paths.front().string()));
  }

  /// Finds out which rows are to be there: what the user says, else a manifest, else the rows.
  Status FindExpectedData(const FilesOfTables& tables) {
    report_->scale_factor_was_told = options_.scale_factor.has_value();
    if (options_.scale_factor) {
      data_.scale_factor = *options_.scale_factor;
    } else if (const auto told = ScaleFactorOfManifests()) {
      data_.scale_factor = *told;
    } else {
      TPCH_ASSIGN_OR_RETURN(const auto evidence, GatherEvidence(tables, stop_));
      TPCH_ASSIGN_OR_RETURN(data_.scale_factor, FindScaleFactor(evidence));
    }
    report_->scale_factor = data_.scale_factor;
    SetParts();
    SetMaxRows();
    return Status::OK();
  }

  std::optional<ScaleFactor> ScaleFactorOfManifests() const {
    for (const Manifest& manifest : manifests_) {
      const auto text = FindOption(manifest, "scale-factor");
      if (!text) continue;
      const auto scale_factor = ScaleFactor::Parse(*text);
      if (scale_factor.ok()) return *scale_factor;
    }
    return std::nullopt;
  }

  void SetParts() {
    std::set<int64_t> parts(options_.parts.begin(), options_.parts.end());
    if (options_.num_parts) {
      data_.num_parts = *options_.num_parts;
    } else {
      for (const Manifest& manifest : manifests_) {
        for (const auto& [path, file] : manifest.files) {
          if (file.num_parts == 1) continue;
          data_.num_parts = file.num_parts;
          parts.insert(file.part);
        }
      }
    }
    data_.parts.assign(parts.begin(), parts.end());
    if (!data_.parts.empty()) return;
    for (int64_t part = 1; part <= data_.num_parts; ++part) data_.parts.push_back(part);
  }

  /// Files of several runs may make up a table: it has as many rows as the greatest run made.
  void SetMaxRows() {
    if (manifests_.empty() || data_.num_parts > 1) return;
    data_.max_rows = 0;
    for (const Manifest& manifest : manifests_) {
      const std::string text = FindOption(manifest, "max-rows").value_or("none");
      data_.max_rows = std::max(data_.max_rows, ParseDecimalText(text, 0).value_or(kAllRows));
    }
    if (data_.max_rows == kAllRows) return;
    report_->notices.push_back(
        fmt::format("compared with the first {} rows of each table: {} says --max-rows",
                    data_.max_rows, report_->manifests.front().path));
  }

  Status CompareAnswers(const FilesOfTables& tables) {
    TPCH_ASSIGN_OR_RETURN(const ScratchDirectory scratch,
                          ScratchDirectory::Make(options_.temp_dir));
    std::optional<FilesOfTables> reference;
    if (data_.scale_factor != ScaleFactor::FromInteger(1) || data_.max_rows != kAllRows) {
      TPCH_ASSIGN_OR_RETURN(reference, GenerateReference(scratch.path() / "reference"));
    }
    TPCH_ASSIGN_OR_RETURN(const QueryDifferences differences,
                          RunQueries(tables, reference ? &*reference : nullptr, scratch.path()));
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
    std::atomic<bool> stop = false;
    const GenerateReport report = Generate(options, &progress, &stop);
    TPCH_RETURN_NOT_OK(report.status);
    TPCH_ASSIGN_OR_RETURN(const FoundFiles found, FindFiles({dir}, {}));
    return OpenTables(found.files);
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
    for (const auto& path : files.paths) report.paths.push_back(path.string());
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
                                     .num_threads = options_.num_threads,
                                     .spill = {.temp_dir = options_.temp_dir},
                                     .stop = &stop_});
    if (!checked.ok()) return SetUnreadable(checked.status(), &report);
    DescribeTable(files, *checked, &report);
    return Status::OK();
  }

  /// What is wrong with one table's files does not end the run; an interruption does.
  static Status SetUnreadable(const Status& error, TableReport* report) {
    if (error.code() == StatusCode::kCancelled) return error;
    report->verdict = Verdict::kUnreadable;
    report->error = error.message();
    return Status::OK();
  }

  static void DescribeTable(const TableFiles& files, const TableCheckResult& result,
                            TableReport* report) {
    const TableDifferences& differences = result.differences;
    ExampleReporter reporter(files.inputs);
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
      if (column.dates_have_time) report->notes.push_back(name + " has a time behind the date");
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
  std::unique_ptr<TextPool> text_pool_;
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
  TPCH_ASSIGN_OR_RETURN(const ReaderModule* module, LoadReaderModule());
  return module->describe_parquet_file(path);
}

}  // namespace tpch
