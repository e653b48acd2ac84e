#include "tpch/verify/refresh_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>

#include "tpch/verify/parallel_tasks.h"
#include "tpch/verify/table_inputs.h"
#include "tpch/verify/table_report.h"

namespace tpch {
namespace {

struct SetReport {
  std::vector<TableReport> tables;
  std::vector<std::string> notices;
};

Status CheckSet(int64_t set, const std::vector<FoundFile>& files, TableCheckOptions options,
                SetReport* report) {
  TPCH_ASSIGN_OR_RETURN(const FilesOfTables tables, OpenTables(files, *options.stop));
  const ExpectedData data{.scale_factor = options.data->scale_factor, .refresh_set = set};
  options.data = &data;
  for (const Table table : kFileTables) {
    const TableFiles& of_table = tables[static_cast<size_t>(table)];
    report->notices.insert(report->notices.end(), of_table.remarks.begin(), of_table.remarks.end());
    if (std::ranges::find(kRefreshTables, table) != kRefreshTables.end()) {
      TableReport& of_report = report->tables.emplace_back();
      of_report.table = table;
      of_report.set = set;
      TPCH_RETURN_NOT_OK(ReportTable(of_table, options, &of_report));
      continue;
    }
    for (const std::string& path : of_table.paths) {
      report->notices.push_back(
          fmt::format("not compared, being no part of set {}: {}", set, path));
    }
  }
  return Status::OK();
}

}  // namespace

Status CheckSets(const FilesOfSets& sets, const TableCheckOptions& options, VerifyReport* report) {
  const std::vector<FilesOfSets::value_type> tasks(sets.begin(), sets.end());
  std::vector<SetReport> reports(tasks.size());
  // Few sets have many rows each, or need no haste.
  const auto num_sets = std::ssize(tasks);
  const bool is_one_each = num_sets >= options.num_threads;
  TableCheckOptions of_set = options;
  if (is_one_each) of_set.num_threads = 1;
  TPCH_RETURN_NOT_OK(RunTasks(num_sets, is_one_each ? options.num_threads : 1, *options.stop,
                              [&](int /*thread*/, int64_t index) {
                                const auto& [set, files] = tasks[static_cast<size_t>(index)];
                                return CheckSet(set, files, of_set,
                                                &reports[static_cast<size_t>(index)]);
                              }));
  for (SetReport& of_one : reports) {
    std::ranges::move(of_one.tables, std::back_inserter(report->refresh_tables));
    report->notices.insert(report->notices.end(), of_one.notices.begin(), of_one.notices.end());
  }
  return Status::OK();
}

}  // namespace tpch
