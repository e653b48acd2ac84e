// Threads that make the record batches of a stream ahead of its reader.

#pragma once

#include <sys/types.h>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "tpch/base/byte_budget.h"
#include "tpch/stream/batch_plan.h"
#include "tpch/stream/owned_array.h"

namespace tpch {

/// Makes the record batches of a task, or any others after `stop` became true.
using MakeBatch =
    std::function<RecordBatches(const BatchTask& task, const std::atomic<bool>& stop)>;

/// Makes the record batches of a plan on several threads and returns them in order. Those that are
/// being made or wait for the reader have at most a given number of bytes, or are one. For one
/// reader at a time; may be destroyed by any thread.
class BatchWorkers {
 public:
  /// Starts the threads, each of which calls `make_maker` for a function of its own. A row of a
  /// record batch takes at most `row_size_bytes`. Throws std::system_error if the system refuses a
  /// thread.
  BatchWorkers(const BatchPlan& plan, std::function<MakeBatch()> make_maker, int num_threads,
               int64_t row_size_bytes, int64_t max_bytes);

  /// Stops the threads, as soon as their functions return, and waits for them.
  ~BatchWorkers();

  BatchWorkers(const BatchWorkers&) = delete;
  BatchWorkers& operator=(const BatchWorkers&) = delete;

  /// Returns whether this process has the threads. A fork does not: there, an object can be neither
  /// used nor destroyed.
  bool IsInItsProcess() const;

  /// Waits for the record batches of the next task and returns them; nullopt after the last task.
  /// Throws the first exception of a thread.
  std::optional<RecordBatches> Next();

 private:
  struct ClaimedTask {
    BatchTask task;
    ByteBudget::Claim claim;
  };
  struct MadeBatch {
    RecordBatches arrays;
    ByteBudget::Claim claim;
  };

  void Run();
  void MakeBatches();
  std::optional<ClaimedTask> ClaimTask();
  void End(int64_t num_batches);
  void Put(int64_t index, MadeBatch batch);
  void Fail(std::exception_ptr error);
  void Stop();

  const std::function<MakeBatch()> make_maker_;
  const int64_t row_size_bytes_;
  const pid_t process_;
  std::atomic<bool> stop_ = false;
  ByteBudget budget_;

  std::mutex plan_mutex_;  // held while waiting for the budget, so that tasks are claimed in order
  BatchPlan plan_;
  int64_t num_claimed_ = 0;

  std::atomic<int64_t> next_ = 0;  // the batch that the reader takes next
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<int64_t, MadeBatch> made_;
  std::optional<int64_t> num_batches_;  // known at the end of the plan
  std::exception_ptr error_;

  std::vector<std::jthread> threads_;  // ends first
};

}  // namespace tpch
