// Hands out the units of a plan, in its order, as far as the byte budget allows.

#pragma once

#include <cstdint>
#include <mutex>
#include <optional>

#include "tpch/run/byte_budget.h"
#include "tpch/run/multi_table_writer.h"
#include "tpch/run/plan.h"
#include "tpch/tables/row_source.h"

namespace tpch {

/// One unit for one worker.
struct Task {
  const UnitSeries* series;
  int64_t unit_index;
  Unit unit;
  int64_t max_rows;
  ByteBudget::Claim claim;  ///< for the chunks to be made
};

/// Thread-safe. A worker that holds a task never waits, so its claim is always given back.
class Scheduler {
 public:
  /// Nothing is owned; all outlive the scheduler.
  Scheduler(const Plan& plan, const Format& format, const RowSource& source,
            const MultiTableWriter& writer, ByteBudget* budget)
      : plan_(plan), format_(format), source_(source), writer_(writer), budget_(budget) {}

  /// Returns the next task, waiting while the budget is used up; nothing when all are handed out or
  /// the budget is closed.
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
  std::optional<UnitCursor> cursor_;  // of the current series
};

}  // namespace tpch
