// Assigns the units of a plan in order, within the byte budget.

#pragma once

#include <cstdint>
#include <mutex>
#include <optional>

#include "tpch/base/byte_budget.h"
#include "tpch/run/multi_table_writer.h"
#include "tpch/run/plan.h"
#include "tpch/tables/row_source.h"

namespace tpch {

/// A unit for one worker.
struct Task {
  const UnitSeries* series;
  int64_t unit_index;
  Unit unit;
  int64_t max_rows;
  ByteBudget::Claim claim;  ///< for the unit's chunks
};

/// Thread-safe. A worker with a task never waits, so its claim is always returned.
class Scheduler {
 public:
  /// Owns nothing; all arguments outlive the scheduler.
  Scheduler(const Plan& plan, const Format& format, const RowSource& source,
            const MultiTableWriter& writer, ByteBudget* budget)
      : plan_(plan), format_(format), source_(source), writer_(writer), budget_(budget) {}

  /// Returns the next task; waits while the budget is used up. Returns nullopt if all are assigned
  /// or the budget is closed.
  std::optional<Task> Next();

 private:
  const Plan& plan_;
  const Format& format_;
  const RowSource& source_;
  const MultiTableWriter& writer_;
  ByteBudget* budget_;
  std::mutex mutex_;
  size_t series_ = 0;
  int64_t unit_ = 0;
  std::optional<UnitCursor> cursor_;  // for the current series
};

}  // namespace tpch
