#include "tpch/run/scheduler.h"

#include <utility>

namespace tpch {
namespace {

// Estimates the total size of a unit's chunks in bytes.
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
  // Keeping the lock while waiting preserves the order of units: no thread may overtake another.
  const std::lock_guard lock(mutex_);
  if (series_ == plan_.series.size()) return std::nullopt;
  const UnitSeries& series = plan_.series[series_];
  const int64_t index = unit_;
  const RowRange base_rows = series.UnitRows(index);
  const auto is_lowest = [&] { return writer_.IsLowestUnfinished(series, index); };
  ByteBudget::Claim claim(budget_);
  if (!claim.Await(EstimateChunkBytes(format_, series, base_rows.size()), is_lowest)) {
    return std::nullopt;
  }

  if (index == 0) cursor_.emplace(source_.MakeUnitCursor(series.tables, base_rows.begin));
  const bool last = index + 1 == series.num_units;
  Task task{&series, index, cursor_->MakeUnit(base_rows),
            last ? series.last_unit_max_rows : kAllRows, std::move(claim)};
  ++unit_;
  if (last) {
    ++series_;
    unit_ = 0;
  }
  return task;
}

}  // namespace tpch
