#include "tpch/stream/batch_plan.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <ranges>
#include <vector>

#include "tpch/base/divide.h"
#include "tpch/schema/table.h"
#include "tpch/tables/initial_database.h"
#include "tpch/tables/key_ranges.h"
#include "tpch/tables/refresh_sets.h"

namespace tpch {
namespace {

// Fewer orders are not worth a task; more make the other threads wait for the last tasks.
constexpr int64_t kMinWindowOrders = 1'024;
constexpr int64_t kMaxWindowOrders = int64_t{1} << 20;

// Returns the base rows of the part, or of the refresh set.
RowRange RowsOfPart(const TableRows& rows) {
  if (rows.refresh_set) {
    return RefreshSets(rows.scale_factor).RowsOfSet(rows.table, *rows.refresh_set);
  }
  const int64_t num_rows = NumBaseRows(rows.table, rows.scale_factor);
  if (Describe(rows.table).scaled) return PartRows(num_rows, rows.part, rows.num_parts);
  return rows.part == 1 ? RowRange{0, num_rows} : RowRange{num_rows, num_rows};
}

UnitCursor MakeUnitCursor(const TableRows& rows) {
  const std::array tables = {rows.table};
  const int64_t begin = RowsOfPart(rows).begin;
  return rows.refresh_set ? RefreshSets(rows.scale_factor).MakeUnitCursor(tables, begin)
                          : InitialDatabase(rows.scale_factor).MakeUnitCursor(tables, begin);
}

// Returns those of the base rows whose keys are in the range.
RowRange LimitKeys(const TableRows& rows, RowRange base_rows) {
  if (!rows.refresh_set) return BaseRowsWithKeys(rows.table, base_rows, rows.keys);
  const OrderKeys order_keys = MakeUnitCursor(rows).MakeUnit(base_rows).order_keys;
  const auto candidates = std::views::iota(base_rows.begin, base_rows.end);
  const auto key_of = [&](int64_t row) { return order_keys[row]; };
  const auto row_at = [&](auto place) {
    return base_rows.begin + static_cast<int64_t>(place - candidates.begin());
  };
  const int64_t begin = row_at(std::ranges::lower_bound(candidates, rows.keys.min, {}, key_of));
  const int64_t end = row_at(std::ranges::upper_bound(candidates, rows.keys.max, {}, key_of));
  return {begin, std::max(begin, end)};
}

Status CheckRefreshSet(const TableRows& rows) {
  if (std::ranges::find(kRefreshTables, rows.table) == kRefreshTables.end()) {
    return Status::Invalid(fmt::format("{} is not in refresh sets; use orders, lineitem or delete",
                                       Describe(rows.table).name));
  }
  if (*rows.refresh_set < 1 || *rows.refresh_set > kMaxRefreshSet) {
    return Status::Invalid(
        fmt::format("refresh set {}: use 1 to {}", *rows.refresh_set, kMaxRefreshSet));
  }
  if (rows.num_parts != 1) {
    return Status::Invalid(
        fmt::format("{} parts: a refresh set has no parts; leave them out", rows.num_parts));
  }
  if (RefreshSets(rows.scale_factor).orders_per_set() > 0) return Status::OK();
  return Status::Invalid(
      fmt::format("at scale factor {} a refresh set has no rows; use at least "
                  "0.007",
                  rows.scale_factor.ToString()));
}

Status Check(const TableRows& rows) {
  if (rows.refresh_set) {
    TPCH_RETURN_NOT_OK(CheckRefreshSet(rows));
  } else if (rows.table == Table::kDelete) {
    return Status::Invalid("delete is only in refresh sets; choose a set");
  }
  if (rows.num_parts < 1 || rows.part < 1 || rows.part > rows.num_parts) {
    return Status::Invalid(fmt::format("part {} of {}: use a part from 1 to the number of parts",
                                       rows.part, rows.num_parts));
  }
  const RowRange part = RowsOfPart(rows);
  const RowRange range = rows.base_rows.value_or(part);
  if (range.begin < part.begin || range.end > part.end || range.begin > range.end) {
    return Status::Invalid(fmt::format("base rows {} to {} of {}: use a range within {} to {}",
                                       range.begin, range.end, Describe(rows.table).name,
                                       part.begin, part.end));
  }
  if (rows.max_rows < 0) {
    return Status::Invalid(fmt::format("max_rows {}: use 0 or more", rows.max_rows));
  }
  return Status::OK();
}

// Returns the window of the rows, unless it has all rows.
Result<std::optional<Window>> FindWindow(const TableRows& rows) {
  const TableDescriptor& table = Describe(rows.table);
  const std::vector<size_t> dates = DateColumns(rows.table);
  if (!rows.date_column && rows.days == DayRange{}) return std::optional<Window>();
  if (dates.empty()) {
    return Status::Invalid(fmt::format("{} has no dates; use orders or lineitem", table.name));
  }
  const size_t column = rows.date_column.value_or(dates.front());
  if (std::ranges::find(dates, column) == dates.end()) {
    return Status::Invalid(
        fmt::format("date_column {} of {}: use {}", column, table.name, fmt::join(dates, " or ")));
  }
  const ValueRange& values = table.columns[column].values;
  if (rows.days.min <= values.low && rows.days.max >= values.high) return std::optional<Window>();
  return std::optional(Window{rows.table, column, rows.days});
}

// Returns the number of base rows that have about, and rarely more than, `num_rows` rows.
int64_t NumBaseRowsOf(const Window& window, int64_t num_rows) {
  const double num_base_rows = 15.0 / 16 * static_cast<double>(num_rows) / window.RowsPerOrder();
  return static_cast<int64_t>(
      std::clamp(num_base_rows, double{kMinWindowOrders}, double{kMaxWindowOrders}));
}

int64_t ExpectRows(const Window& window, int64_t num_orders) {
  return 1 + static_cast<int64_t>(static_cast<double>(num_orders) * window.RowsPerOrder());
}

}  // namespace

Result<BatchPlan> BatchPlan::Make(const TableRows& rows, int64_t batch_rows) {
  TPCH_RETURN_NOT_OK(Check(rows));
  TPCH_ASSIGN_OR_RETURN(const std::optional<Window> window, FindWindow(rows));
  RowRange base_rows = LimitKeys(rows, rows.base_rows.value_or(RowsOfPart(rows)));
  if (!window) return BatchPlan(rows, base_rows, batch_rows);
  if (window->RowsPerOrder() == 0 || rows.max_rows == 0) base_rows.end = base_rows.begin;
  return BatchPlan(rows, *window, base_rows, batch_rows);
}

BatchPlan::BatchPlan(const TableRows& rows, RowRange base_rows, int64_t batch_rows)
    : table_(rows.table),
      end_(base_rows.end),
      batch_rows_(batch_rows),
      task_rows_(batch_rows),
      rows_left_(rows.max_rows),
      walker_(table_, base_rows),
      units_(MakeUnitCursor(rows)) {}

BatchPlan::BatchPlan(const TableRows& rows, const Window& window, RowRange base_rows,
                     int64_t batch_rows)
    : BatchPlan(rows, base_rows, batch_rows) {
  window_ = window;
  table_ = Describe(rows.table).base_table;
  task_rows_ = NumBaseRowsOf(window, std::min(batch_rows, rows.max_rows));
  rows_left_ = kAllRows;  // the reader counts them
  walker_ = RowWalker(table_, base_rows);
}

std::optional<BatchTask> BatchPlan::Next() {
  const RowPlace begin = walker_.place();
  int64_t num_rows = walker_.Advance(std::min(task_rows_, rows_left_));
  if (num_rows == 0) return std::nullopt;
  rows_left_ -= num_rows;
  const RowPlace end = walker_.place();
  const RowRange base_rows{begin.base_row, end.base_row + (end.row > 0 ? 1 : 0)};
  if (window_) num_rows = std::min(batch_rows_, ExpectRows(*window_, num_rows));
  return BatchTask{next_index_++, units_.MakeUnit(base_rows), begin.row, num_rows};
}

int64_t BatchPlan::MaxTasksLeft() const {
  const int64_t num_base_rows = end_ - walker_.place().base_row;
  const int64_t max_rows = num_base_rows * Describe(table_).max_rows_per_base_row;
  return DivideUp(std::min(rows_left_, max_rows), task_rows_);
}

}  // namespace tpch
