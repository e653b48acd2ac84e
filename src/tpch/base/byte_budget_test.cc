#include "tpch/base/byte_budget.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <utility>

#include "tests/unit/budget_claims.h"

namespace tpch {
namespace {

using Claim = ByteBudget::Claim;

const std::atomic<bool> kNever = false;

bool Never() { return false; }
bool Always() { return true; }

// Starts a claim that has to wait, and returns once it waits.
std::future<bool> ClaimAndWait(ByteBudget* budget, int64_t num_bytes,
                               const std::atomic<bool>& may_exceed) {
  std::promise<void> asked;
  std::future<void> is_asked = asked.get_future();
  auto admitted =
      std::async(std::launch::async, [=, &may_exceed, asked = std::move(asked)]() mutable {
        bool first = true;
        return Claim(budget).Await(num_bytes, [&] {
          if (std::exchange(first, false)) asked.set_value();
          return may_exceed.load();
        });
      });
  is_asked.wait();
  return admitted;
}

TEST(ByteBudget, AdmitsWhatFits) {
  ByteBudget budget(100);
  Claim first(&budget);
  Claim second(&budget);
  EXPECT_TRUE(first.Await(60, Never));
  EXPECT_TRUE(second.Await(40, Never));
  EXPECT_EQ(first.size_bytes(), 60);
  EXPECT_EQ(budget.peak_bytes(), 100);
}

TEST(ByteBudget, ClaimWaitsUntilBytesAreGivenBack) {
  ByteBudget budget(100);
  Claim claim = ClaimAtOnce(&budget, 60);
  std::future<bool> admitted = ClaimAndWait(&budget, 50, kNever);
  claim.Resize(50);
  EXPECT_TRUE(admitted.get());
  EXPECT_EQ(budget.peak_bytes(), 100);
}

TEST(ByteBudget, DestroyedClaimIsGivenBackOnce) {
  ByteBudget budget(100);
  {
    Claim claim = ClaimAtOnce(&budget, 60);
    const Claim moved = std::move(claim);
    EXPECT_EQ(BytesInFlight(&budget), 60);
  }
  EXPECT_EQ(BytesInFlight(&budget), 0);
}

TEST(ByteBudget, SplitClaimsAreGivenBackOneByOne) {
  ByteBudget budget(100);
  Claim whole = ClaimAtOnce(&budget, 60);
  {
    const Claim part = whole.Split(45);
    EXPECT_EQ(part.size_bytes(), 45);
    EXPECT_EQ(whole.size_bytes(), 15);
    EXPECT_EQ(BytesInFlight(&budget), 60);
  }
  EXPECT_EQ(BytesInFlight(&budget), 15);
}

TEST(ByteBudget, WhoMayExceedDoesNotWait) {
  ByteBudget budget(100);
  Claim first(&budget);
  Claim second(&budget);
  EXPECT_TRUE(first.Await(1000, Always));
  EXPECT_TRUE(second.Await(1000, Always));
  EXPECT_EQ(budget.peak_bytes(), 2000);
}

TEST(ByteBudget, MayExceedIsAskedAgainByRecheck) {
  ByteBudget budget(100);
  const Claim claim = ClaimAtOnce(&budget, 100);
  std::atomic<bool> may_exceed = false;
  std::future<bool> admitted = ClaimAndWait(&budget, 50, may_exceed);
  may_exceed = true;
  budget.Recheck();
  EXPECT_TRUE(admitted.get());
}

TEST(ByteBudget, CloseEndsAllWaiting) {
  ByteBudget budget(100);
  const Claim claim = ClaimAtOnce(&budget, 100);
  std::future<bool> admitted = ClaimAndWait(&budget, 50, kNever);
  budget.Close();
  EXPECT_FALSE(admitted.get());
  EXPECT_FALSE(Claim(&budget).Await(1, Always));
  EXPECT_EQ(BytesInFlight(&budget), 100);
}

TEST(ByteBudget, PeakCountsCorrectionsToo) {
  ByteBudget budget(100);
  Claim claim(&budget);
  EXPECT_TRUE(claim.Await(50, Never));
  claim.Resize(150);
  claim.Resize(0);
  EXPECT_EQ(budget.peak_bytes(), 150);
}

}  // namespace
}  // namespace tpch
