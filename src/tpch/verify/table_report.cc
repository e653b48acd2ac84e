#include "tpch/verify/table_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tpch/schema/table.h"
#include "tpch/verify/row_keys.h"

namespace tpch {
namespace {

// Converts places of rows to paths and row numbers.
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

// Errors in one table's files do not end the run; an interruption does.
Status SetUnreadable(const Status& error, TableReport* report) {
  if (error.code() == StatusCode::kCancelled) return error;
  report->verdict = Verdict::kUnreadable;
  report->error = error;
  return Status::OK();
}

// Returns a column of the primary key that the files lack.
std::optional<std::string_view> MissingKeyColumn(Table table, const TableFiles& files) {
  for (const size_t key : KeyColumns(table)) {
    const std::string_view name = Describe(table).columns[key].name;
    if (std::ranges::count(files.missing_columns, name) > 0) return name;
  }
  return std::nullopt;
}

void AddNotesOnColumn(const std::string& name, const ColumnDifferences& column,
                      std::vector<std::string>* notes) {
  if (column.is_padded) notes->push_back(name + " is padded with spaces");
  if (column.dates_have_time) notes->push_back(name + " has a time after the date");
  if (column.numbers_are_respelled) {
    notes->push_back(name + " has numbers that are not written as usual");
  }
}

void AddColumns(const TableDifferences& differences, ExampleReporter* reporter,
                TableReport* report) {
  const auto columns = Describe(report->table).columns;
  for (size_t i = 0; i < columns.size(); ++i) {
    const ColumnDifferences& column = differences.columns[i];
    AddNotesOnColumn(std::string(columns[i].name), column, &report->notes);
    if (column.differing.num_rows == 0) continue;
    report->columns.push_back({columns[i].name,
                               static_cast<double>(column.differing.num_rows) /
                                   static_cast<double>(differences.num_matching_keys),
                               reporter->Report(column.differing)});
  }
}

void AddUntrueClaims(const TableCheckResult& result, TableReport* report) {
  report->untrue_claims = result.untrue_claims;
  const auto num_listed = static_cast<int64_t>(result.untrue_claims.size());
  if (result.num_untrue_claims == num_listed) return;
  report->untrue_claims.push_back(
      fmt::format("and {} more", result.num_untrue_claims - num_listed));
}

Verdict VerdictOf(const TableReport& report, const TableDifferences& differences) {
  const bool is_different = !differences.AreNone() || !report.untrue_claims.empty() ||
                            !report.missing_columns.empty() || !report.extra_columns.empty();
  if (is_different) return Verdict::kDifferent;
  return report.notes.empty() ? Verdict::kEqual : Verdict::kEquivalent;
}

void FillReport(const TableFiles& files, const TableCheckResult& result,
                const std::atomic<bool>& stop, TableReport* report) {
  const TableDifferences& differences = result.differences;
  ExampleReporter reporter(files.inputs, stop);
  report->num_rows = differences.num_rows;
  report->num_differing_rows = differences.num_differing_rows;
  report->missing = reporter.Report(differences.missing);
  report->extra = reporter.Report(differences.extra);
  report->duplicate = reporter.Report(differences.duplicate);
  if (differences.is_reordered) report->notes.emplace_back("rows are in another order");
  report->notes.insert(report->notes.end(), files.type_notes.begin(), files.type_notes.end());
  AddColumns(differences, &reporter, report);
  AddUntrueClaims(result, report);
  report->verdict = VerdictOf(*report, differences);
}

}  // namespace

Status ReportTable(const TableFiles& files, const TableCheckOptions& options, TableReport* report) {
  if (files.paths.empty()) return Status::OK();
  report->paths = files.paths;
  report->missing_columns = files.missing_columns;
  report->extra_columns = files.extra_columns;
  report->num_expected_rows = options.data->CountRows(report->table);
  if (!files.error.ok()) return SetUnreadable(files.error, report);
  if (const auto name = MissingKeyColumn(report->table, files)) {
    report->verdict = Verdict::kDifferent;
    report->notes.push_back(fmt::format("rows cannot be matched without {}", *name));
    return Status::OK();
  }
  const auto checked = CheckTable(report->table, files.inputs, options);
  if (!checked.ok()) return SetUnreadable(checked.status(), report);
  FillReport(files, *checked, *options.stop, report);
  return *options.stop ? Status::Cancelled("interrupted") : Status::OK();
}

}  // namespace tpch
