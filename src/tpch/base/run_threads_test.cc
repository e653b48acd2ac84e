#include "tpch/base/run_threads.h"

#include <array>
#include <atomic>
#include <stdexcept>
#include <thread>

#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

constexpr int kNumThreads = 4;

TEST(RunThreads, GivesEachThreadItsNumberAndTheCallerTheFirst) {
  std::array<std::atomic<int>, kNumThreads> num_calls{};
  std::thread::id first;
  const auto work = [&](int thread) {
    ++num_calls[static_cast<size_t>(thread)];
    if (thread == 0) first = std::this_thread::get_id();
    return Status::OK();
  };
  EXPECT_THAT(RunThreads(kNumThreads, work, [] {}), IsOk());
  for (const auto& count : num_calls) EXPECT_EQ(count, 1);
  EXPECT_EQ(first, std::this_thread::get_id());
}

TEST(RunThreads, FirstErrorStopsTheOthersAndIsReturned) {
  std::atomic<bool> stop = false;
  std::atomic<int> num_errors = 0;
  const auto work = [&](int thread) -> Status {
    if (thread == 2) return Status::Invalid("the first");
    while (!stop) std::this_thread::yield();
    return Status::IoError("a later one");
  };
  const auto on_error = [&] {
    ++num_errors;
    stop = true;
  };
  EXPECT_THAT(RunThreads(kNumThreads, work, on_error), IsError(StatusCode::kInvalid, "the first"));
  EXPECT_EQ(num_errors, 1);
}

TEST(RunThreads, ExceptionsAreErrors) {
  for (const int thrower : {0, 1}) {
    const auto work = [thrower](int thread) -> Status {
      if (thread == thrower) throw std::runtime_error("thrown");
      return Status::OK();
    };
    EXPECT_THAT(RunThreads(2, work, [] {}), IsError(StatusCode::kIoError, "thrown"));
  }
}

}  // namespace
}  // namespace tpch
