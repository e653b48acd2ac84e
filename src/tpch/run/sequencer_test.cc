#include "tpch/run/sequencer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <numeric>
#include <vector>

#include "tests/unit/random_numbers.h"
#include "tests/unit/threads.h"

namespace tpch {
namespace {

using testing::ElementsAre;

// Does a drainer's duty and appends what it takes.
void Drain(Sequencer<int64_t>* sequencer, std::vector<int64_t>* taken) {
  while (const std::optional<int64_t> item = sequencer->TakeNext()) taken->push_back(*item);
}

TEST(Sequencer, ItemsComeOutInOrder) {
  Sequencer<int64_t> sequencer(/*open=*/true);
  std::vector<int64_t> taken;
  EXPECT_FALSE(sequencer.Park(2, 2));
  EXPECT_FALSE(sequencer.Park(1, 1));
  EXPECT_TRUE(sequencer.Park(0, 0));
  Drain(&sequencer, &taken);
  EXPECT_THAT(taken, ElementsAre(0, 1, 2));
}

TEST(Sequencer, HasOneDrainerAtATime) {
  Sequencer<int64_t> sequencer(/*open=*/true);
  EXPECT_TRUE(sequencer.Park(0, 0));
  EXPECT_FALSE(sequencer.Park(1, 1));
  std::vector<int64_t> taken;
  Drain(&sequencer, &taken);
  EXPECT_THAT(taken, ElementsAre(0, 1));
  EXPECT_TRUE(sequencer.Park(2, 2));
}

TEST(Sequencer, ClosedOneParksEverythingUntilItIsOpened) {
  Sequencer<int64_t> sequencer(/*open=*/false);
  EXPECT_FALSE(sequencer.Park(0, 0));
  EXPECT_FALSE(sequencer.Park(1, 1));
  EXPECT_TRUE(sequencer.Open());
  std::vector<int64_t> taken;
  Drain(&sequencer, &taken);
  EXPECT_THAT(taken, ElementsAre(0, 1));
}

TEST(Sequencer, OpeningAnEmptyOneMakesNoDrainer) {
  Sequencer<int64_t> sequencer(/*open=*/false);
  EXPECT_FALSE(sequencer.Open());
  EXPECT_TRUE(sequencer.Park(0, 0));
}

TEST(Sequencer, OwnsItsItems) {
  Sequencer<std::unique_ptr<int>> sequencer(/*open=*/true);
  EXPECT_TRUE(sequencer.Park(0, std::make_unique<int>(7)));
  const auto item = sequencer.TakeNext();
  ASSERT_TRUE(item.has_value());
  EXPECT_EQ(**item, 7);
}

TEST(Sequencer, KeepsTheOrderOfManyThreads) {
  constexpr int64_t kNumItems = 5'000;
  constexpr int kNumThreads = 4;
  std::vector<int64_t> order(kNumItems);
  std::iota(order.begin(), order.end(), int64_t{0});
  const std::vector<int64_t> expected = order;
  std::ranges::shuffle(order, MakeRandom());
  Sequencer<int64_t> sequencer(/*open=*/true);
  std::vector<int64_t> taken;  // only the drainer appends
  RunThreads(kNumThreads, [&](int thread) {
    for (int64_t i = thread; i < kNumItems; i += kNumThreads) {
      if (sequencer.Park(order[i], order[i])) Drain(&sequencer, &taken);
    }
  });
  EXPECT_EQ(taken, expected);
}

}  // namespace
}  // namespace tpch
