// The work of each thread of a run: takes units, generates and encodes them, passes the chunks on.

#pragma once

#include <memory>
#include <vector>

#include "tpch/base/byte_buffer.h"
#include "tpch/base/stop_condition.h"
#include "tpch/encode/encoder.h"
#include "tpch/progress.h"
#include "tpch/run/multi_table_writer.h"
#include "tpch/run/scheduler.h"
#include "tpch/tables/row_source.h"
#include "tpch/text/text_pool.h"

namespace tpch {

/// Shared by the workers of a run. Nothing is owned.
struct WorkerContext {
  const RowSource* source;
  TextPool* text_pool;
  const Format* format;
  Scheduler* scheduler;
  MultiTableWriter* writer;
  BufferPool* buffer_pool;
  Progress* progress;
  const StopCondition* stop;  ///< if met, leave as soon as possible
};

/// One worker. Used by one thread.
class Worker {
 public:
  explicit Worker(const WorkerContext& context) : context_(context) {}

  /// Works until no task is left or the run must stop. IoError shows for what memory ran out.
  Status Run();

 private:
  void Prepare(const UnitSeries& series);
  Status RunTask(Task task);
  Status EncodeUnit(const Task& task);
  Status HandOver(Task task);

  WorkerContext context_;
  std::vector<Table> tables_;  // the members below are for these tables
  std::unique_ptr<TableGenerator> generator_;
  std::vector<ColumnBatch> batches_;
  std::vector<std::unique_ptr<UnitEncoder>> encoders_;
};

}  // namespace tpch
