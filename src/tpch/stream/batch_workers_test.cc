#include "tpch/stream/batch_workers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

namespace tpch {
namespace {

constexpr int64_t kNumBatches = 200;

// A plan of 200 record batches of ten rows.
BatchPlan Plan() {
  TableRows rows{.table = Table::kOrders};
  rows.max_rows = 10 * kNumBatches;
  return *BatchPlan::Make(rows, 10);
}

// Counts the arrays that exist.
std::atomic<int> num_arrays = 0;
std::atomic<int> max_arrays = 0;

RecordBatches MakeArrays(int64_t length) {
  const int now = ++num_arrays;
  int max = max_arrays;
  while (now > max && !max_arrays.compare_exchange_weak(max, now)) {
  }
  ArrowArray array{};
  array.length = length;
  array.release = [](ArrowArray* released) {
    --num_arrays;
    released->release = nullptr;
  };
  RecordBatches arrays;
  arrays.push_back(OwnedArray(array));
  return arrays;
}

int64_t NextLength(BatchWorkers* workers) { return workers->Next()->front().get().length; }

// Makes arrays as long as their index, in a time that does not depend on it.
MakeBatch Maker() {
  return [](const BatchTask& task, const std::atomic<bool>& /*stop*/) {
    std::this_thread::sleep_for(std::chrono::microseconds(task.index * 7919 % 97));
    return MakeArrays(task.index);
  };
}

TEST(BatchWorkers, ReturnRecordBatchesInOrder) {
  for (const int num_threads : {1, 2, 8}) {
    BatchWorkers workers(Plan(), Maker, num_threads, 1, 1'000);
    for (int64_t i = 0; i < kNumBatches; ++i) EXPECT_EQ(NextLength(&workers), i);
    EXPECT_FALSE(workers.Next());
    EXPECT_FALSE(workers.Next());
  }
  EXPECT_EQ(num_arrays, 0);
}

TEST(BatchWorkers, HoldNoMoreBytesThanAllowed) {
  max_arrays = 0;
  BatchWorkers workers(Plan(), Maker, 4, /*row_size_bytes=*/3, /*max_bytes=*/5 * 30 + 29);
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  while (workers.Next()) {
  }
  EXPECT_LE(max_arrays, 5 + 1);  // the reader's
}

TEST(BatchWorkers, MakeOneThatIsLargerThanAllowed) {
  max_arrays = 0;
  BatchWorkers workers(Plan(), Maker, 4, /*row_size_bytes=*/3, /*max_bytes=*/1);
  for (int64_t i = 0; i < kNumBatches; ++i) EXPECT_EQ(NextLength(&workers), i);
  EXPECT_LE(max_arrays, 2);
}

TEST(BatchWorkers, PassTheErrorOfAThread) {
  const auto make_maker = [] {
    return [](const BatchTask& task, const std::atomic<bool>& /*stop*/) {
      if (task.index == 20) throw std::runtime_error("no more");
      return MakeArrays(task.index);
    };
  };
  BatchWorkers workers(Plan(), make_maker, 3, 1, 100);
  const auto read_all = [&] {
    while (workers.Next()) {
    }
  };
  EXPECT_THROW(read_all(), std::runtime_error);
  EXPECT_THROW(workers.Next(), std::runtime_error);
}

TEST(BatchWorkers, PassTheErrorOfAThreadThatCannotBegin) {
  const auto make_maker = []() -> MakeBatch { throw std::bad_alloc(); };
  BatchWorkers workers(Plan(), make_maker, 3, 1, 100);
  EXPECT_THROW(workers.Next(), std::bad_alloc);
}

TEST(BatchWorkers, StopWhatTheyAreMaking) {
  const auto make_maker = [] {
    return [](const BatchTask& /*task*/, const std::atomic<bool>& stop) {
      while (!stop) std::this_thread::yield();
      return RecordBatches();
    };
  };
  const BatchWorkers workers(Plan(), make_maker, 3, 1, 1'000);
}

}  // namespace
}  // namespace tpch
