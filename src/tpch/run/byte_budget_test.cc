#include "tpch/run/byte_budget.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <utility>

namespace tpch {
namespace {

bool Never() { return false; }
bool Always() { return true; }

/// Starts a claim that has to wait, and returns once it waits.
std::future<bool> ClaimAndWait(ByteBudget* budget, int64_t num_bytes) {
  std::promise<void> asked;
  std::future<void> is_asked = asked.get_future();
  auto claim = std::async(std::launch::async, [=, asked = std::move(asked)]() mutable {
    bool first = true;
    return budget->Claim(num_bytes, [&] {
      if (first) asked.set_value();
      first = false;
      return false;
    });
  });
  is_asked.wait();
  return claim;
}

TEST(ByteBudget, AdmitsWhatFits) {
  ByteBudget budget(100);
  EXPECT_TRUE(budget.Claim(60, Never));
  EXPECT_TRUE(budget.Claim(40, Never));
  EXPECT_EQ(budget.peak_bytes(), 100);
}

TEST(ByteBudget, ClaimWaitsUntilBytesAreGivenBack) {
  ByteBudget budget(100);
  EXPECT_TRUE(budget.Claim(60, Never));
  std::future<bool> claim = ClaimAndWait(&budget, 50);
  budget.Add(-10);
  EXPECT_TRUE(claim.get());
  EXPECT_EQ(budget.peak_bytes(), 100);
}

TEST(ByteBudget, WhoMayExceedDoesNotWait) {
  ByteBudget budget(100);
  EXPECT_TRUE(budget.Claim(1000, Always));
  EXPECT_TRUE(budget.Claim(1000, Always));
  EXPECT_EQ(budget.peak_bytes(), 2000);
}

TEST(ByteBudget, MayExceedIsAskedAgainAfterEveryAdd) {
  ByteBudget budget(100);
  EXPECT_TRUE(budget.Claim(100, Never));
  std::atomic<bool> may_exceed = false;
  std::promise<void> asked;
  auto claim = std::async(std::launch::async, [&] {
    bool first = true;
    return budget.Claim(50, [&] {
      if (first) asked.set_value();
      first = false;
      return may_exceed.load();
    });
  });
  asked.get_future().wait();
  may_exceed = true;
  budget.Add(0);
  EXPECT_TRUE(claim.get());
}

TEST(ByteBudget, CloseEndsAllWaiting) {
  ByteBudget budget(100);
  EXPECT_TRUE(budget.Claim(100, Never));
  std::future<bool> claim = ClaimAndWait(&budget, 50);
  budget.Close();
  EXPECT_FALSE(claim.get());
  EXPECT_FALSE(budget.Claim(1, Always));
}

TEST(ByteBudget, PeakCountsCorrectionsToo) {
  ByteBudget budget(100);
  EXPECT_TRUE(budget.Claim(50, Never));
  budget.Add(100);
  budget.Add(-150);
  EXPECT_EQ(budget.peak_bytes(), 150);
}

}  // namespace
}  // namespace tpch
