#include "tpch/stream/batch_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tpch/base/divide.h"
#include "tpch/schema/table.h"
#include "tpch/tables/initial_database.h"
#include "tpch/tables/key_ranges.h"

namespace tpch {
namespace {

RowRange RowsOfPart(const TableRows& rows) {
  const int64_t num_rows = NumBaseRows(rows.table, rows.scale_factor);
  if (Describe(rows.table).scaled) return PartRows(num_rows, rows.part, rows.num_parts);
  return rows.part == 1 ? RowRange{0, num_rows} : RowRange{num_rows, num_rows};
}

Status Check(const TableRows& rows) {
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

}  // namespace

Result<BatchPlan> BatchPlan::Make(const TableRows& rows, int64_t batch_rows) {
  TPCH_RETURN_NOT_OK(Check(rows));
  const RowRange base_rows = rows.base_rows.value_or(RowsOfPart(rows));
  return BatchPlan(rows, BaseRowsWithKeys(rows.table, base_rows, rows.keys), batch_rows);
}

BatchPlan::BatchPlan(const TableRows& rows, RowRange base_rows, int64_t batch_rows)
    : table_(rows.table),
      end_(base_rows.end),
      batch_rows_(batch_rows),
      rows_left_(rows.max_rows),
      walker_(rows.table, base_rows),
      units_(InitialDatabase(rows.scale_factor)
                 .MakeUnitCursor(std::array{rows.table}, RowsOfPart(rows).begin)) {}

std::optional<BatchTask> BatchPlan::Next() {
  const RowPlace begin = walker_.place();
  const int64_t num_rows = walker_.Advance(std::min(batch_rows_, rows_left_));
  if (num_rows == 0) return std::nullopt;
  rows_left_ -= num_rows;
  const RowPlace end = walker_.place();
  const RowRange base_rows{begin.base_row, end.base_row + (end.row > 0 ? 1 : 0)};
  return BatchTask{next_index_++, units_.MakeUnit(base_rows), begin.row, num_rows};
}

int64_t BatchPlan::MaxBatchesLeft() const {
  const int64_t num_base_rows = end_ - walker_.place().base_row;
  const int64_t max_rows = num_base_rows * Describe(table_).max_rows_per_base_row;
  return DivideUp(std::min(rows_left_, max_rows), batch_rows_);
}

}  // namespace tpch
