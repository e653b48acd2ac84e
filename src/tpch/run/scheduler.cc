#include "tpch/run/scheduler.h"

namespace tpch {
namespace {

/// Returns about how many bytes the chunks of a unit will have.
int64_t EstimateChunkBytes(const Format& format, const UnitSeries& series, int64_t num_base_rows) {
  int64_t size_bytes = 0;
  for (const Table table : series.tables) {
    size_bytes +=
        format.EstimateSizeBytes(table, num_base_rows * Describe(table).rows_per_base_row);
  }
  return size_bytes;
}

}  // namespace

std::optional<Task> Scheduler::Next() {
  // Waiting with the lock held keeps the order of units: nobody may overtake.
  const std::lock_guard lock(mutex_);
  if (series_ == plan_.series.size()) return std::nullopt;
  const UnitSeries& series = plan_.series[series_];
  const int64_t index = unit_;
  const RowRange base_rows = series.UnitRows(index);
  const int64_t claimed_bytes = EstimateChunkBytes(format_, series, base_rows.size());
  const auto is_lowest = [&] { return writer_.IsLowestUnfinished(series, index); };
  if (!budget_->Claim(claimed_bytes, is_lowest)) return std::nullopt;

  const bool last = index + 1 == series.num_units;
  Task task{&series, index, MakeUnit(series, base_rows),
            last ? series.last_unit_max_rows : kAllRows, claimed_bytes};
  ++unit_;
  if (last) {
    ++series_;
    unit_ = 0;
  }
  return task;
}

Unit Scheduler::MakeUnit(const UnitSeries& series, RowRange base_rows) {
  Unit unit{base_rows, series.base_rows.begin, 0};
  const bool has_part_key =
      series.tables.back() == Table::kOrders || series.tables.back() == Table::kLineitem;
  if (has_part_key && UsesWideStreams(plan_.scale_factor)) {
    if (unit_ == 0) part_key_cursor_.emplace(unit.part_begin);
    unit.part_key_state = part_key_cursor_->AdvanceTo(base_rows.begin);
  }
  return unit;
}

}  // namespace tpch
