#include "tpch/verify/row_evidence.h"

#include <algorithm>

#include "tpch/tables/line_counts.h"
#include "tpch/verify/row_keys.h"

namespace tpch {
namespace {

// The largest size of a table's text files to read only for evidence.
constexpr int64_t kMaxTextBytes = int64_t{64} << 20;

// The largest number of lines to count order by order to find the number of orders.
constexpr int64_t kMaxCountedLines = 100'000'000;

// Rows to read without a new largest key: a few bytes can hold billions of equal rows.
constexpr int64_t kMaxIdleRows = int64_t{1} << 25;

struct Counts {
  int64_t num_rows = 0;
  int64_t greatest_base_row = -1;
};

// Returns the size of the table's files that must be read to count their rows.
int64_t TextBytes(const TableFiles& files) {
  int64_t size_bytes = 0;
  for (const TableInput& input : files.inputs) {
    if (!input.file->num_rows()) size_bytes += input.file->EstimateTextBytes();
  }
  return size_bytes;
}

// Reads the keys of a run.
Status CountRun(const TableInput& input, Table table, int64_t run, const std::atomic<bool>& stop,
                Counts* counts) {
  const bool is_text = !input.file->num_rows();
  const std::vector<size_t> columns =
      is_text ? std::vector<size_t>() : std::vector<size_t>{kMajorKey};
  ColumnMatch match = input.match;
  for (size_t i = 1; i < match.file_columns.size(); ++i) {
    match.file_columns[i] = ColumnMatch::kMissing;
  }
  TPCH_ASSIGN_OR_RETURN(const auto reader, input.file->OpenRun(run, table, match, columns));
  ObservedBatch batch(table);
  int64_t num_idle_rows = 0;  // since the largest base row grew
  while (!stop) {
    TPCH_RETURN_NOT_OK(reader->Next(&batch));
    if (batch.num_rows() == 0) return Status::OK();
    if (is_text) counts->num_rows += batch.num_rows();
    const int64_t former = counts->greatest_base_row;
    for (const int64_t major : batch.columns[kMajorKey].numbers) {
      counts->greatest_base_row = std::max(counts->greatest_base_row, BaseRowOfKey(table, major));
    }
    num_idle_rows = counts->greatest_base_row > former ? 0 : num_idle_rows + batch.num_rows();
    if (!is_text && num_idle_rows > kMaxIdleRows) return Status::OK();
  }
  return Status::Cancelled("interrupted");
}

Result<Counts> CountTable(const TableFiles& files, Table table, const std::atomic<bool>& stop) {
  Counts counts;
  for (const TableInput& input : files.inputs) {
    const std::optional<int64_t> num_rows = input.file->num_rows();
    counts.num_rows += num_rows.value_or(0);
    const int64_t num_runs = input.file->num_runs();
    // All of a text file, whose lines must be counted, otherwise only the last run.
    for (int64_t run = num_rows ? std::max<int64_t>(num_runs - 1, 0) : 0; run < num_runs; ++run) {
      TPCH_RETURN_NOT_OK(CountRun(input, table, run, stop, &counts));
    }
  }
  return counts;
}

// Returns the number of base rows that have `num_rows` rows; nullopt if there is none.
std::optional<int64_t> BaseRowsOfCount(Table table, int64_t num_rows) {
  if (table == Table::kPartsupp) {
    const int64_t rows_per_part = Describe(table).rows_per_base_row;
    return num_rows % rows_per_part == 0 ? std::optional(num_rows / rows_per_part) : std::nullopt;
  }
  if (table != Table::kLineitem) return num_rows;
  if (num_rows > kMaxCountedLines) return std::nullopt;
  const RowRange orders = OrdersWithLines({0, num_rows}, num_rows);
  return CountLines(orders) == num_rows ? std::optional(orders.end) : std::nullopt;
}

bool HasKeys(const TableFiles& files) {
  return !files.inputs.empty() && std::ranges::all_of(files.inputs, [](const TableInput& input) {
    return input.match.file_columns[kMajorKey] != ColumnMatch::kMissing;
  });
}

}  // namespace

Result<int64_t> CountRows(const TableFiles& files, Table table, const std::atomic<bool>& stop) {
  TPCH_ASSIGN_OR_RETURN(const Counts counts, CountTable(files, table, stop));
  return counts.num_rows;
}

Result<std::vector<BaseRowsEvidence>> GatherEvidence(const FilesOfTables& tables,
                                                     const std::atomic<bool>& stop) {
  std::vector<Table> by_size;
  for (const Table table : kAllTables) {
    const TableFiles& files = tables[static_cast<size_t>(table)];
    if (Describe(table).scaled && files.error.ok() && HasKeys(files)) by_size.push_back(table);
  }
  std::ranges::stable_sort(
      by_size, {}, [&](Table table) { return TextBytes(tables[static_cast<size_t>(table)]); });
  std::vector<BaseRowsEvidence> evidence;
  for (const Table table : by_size) {
    const TableFiles& files = tables[static_cast<size_t>(table)];
    if (!evidence.empty() && TextBytes(files) > kMaxTextBytes) break;
    const Result<Counts> counts = CountTable(files, table, stop);
    // The comparison of the table will report unreadable files.
    if (!counts.ok() && counts.status().code() == StatusCode::kIoError) continue;
    TPCH_RETURN_NOT_OK(counts.status());
    BaseRowsEvidence& one = evidence.emplace_back();
    one.table = table;
    one.path = files.inputs.front().name;
    one.by_count = BaseRowsOfCount(table, counts->num_rows);
    if (counts->greatest_base_row >= 0) one.by_last_key = counts->greatest_base_row + 1;
  }
  return evidence;
}

}  // namespace tpch
