#include "tpch/run/sequencer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "tests/unit/random_numbers.h"
#include "tests/unit/threads.h"

namespace tpch {
namespace {

using testing::ElementsAre;

/// A chunk that can be told from others by its rows.
Chunk MakeChunk(int64_t index) {
  Chunk chunk;
  chunk.num_rows = index;
  return chunk;
}

/// Does a drainer's duty and appends what it takes.
void Drain(Sequencer* sequencer, std::vector<int64_t>* taken) {
  while (const std::optional<Chunk> chunk = sequencer->TakeNext()) {
    taken->push_back(chunk->num_rows);
  }
}

TEST(Sequencer, ChunksComeOutInOrder) {
  Sequencer sequencer(/*open=*/true);
  std::vector<int64_t> taken;
  EXPECT_FALSE(sequencer.Park(2, MakeChunk(2)));
  EXPECT_FALSE(sequencer.Park(1, MakeChunk(1)));
  EXPECT_EQ(sequencer.num_passed(), 0);
  EXPECT_TRUE(sequencer.Park(0, MakeChunk(0)));
  Drain(&sequencer, &taken);
  EXPECT_THAT(taken, ElementsAre(0, 1, 2));
  EXPECT_EQ(sequencer.num_passed(), 3);
}

TEST(Sequencer, HasOneDrainerAtATime) {
  Sequencer sequencer(/*open=*/true);
  EXPECT_TRUE(sequencer.Park(0, MakeChunk(0)));
  EXPECT_FALSE(sequencer.Park(1, MakeChunk(1)));
  std::vector<int64_t> taken;
  Drain(&sequencer, &taken);
  EXPECT_THAT(taken, ElementsAre(0, 1));
  EXPECT_TRUE(sequencer.Park(2, MakeChunk(2)));
}

TEST(Sequencer, TakenChunkHasPassedWhenTheDrainerAsksAgain) {
  Sequencer sequencer(/*open=*/true);
  EXPECT_TRUE(sequencer.Park(0, MakeChunk(0)));
  EXPECT_TRUE(sequencer.TakeNext().has_value());
  EXPECT_EQ(sequencer.num_passed(), 0);
  EXPECT_FALSE(sequencer.TakeNext().has_value());
  EXPECT_EQ(sequencer.num_passed(), 1);
}

TEST(Sequencer, ClosedOneParksEverythingUntilItIsOpened) {
  Sequencer sequencer(/*open=*/false);
  EXPECT_FALSE(sequencer.Park(0, MakeChunk(0)));
  EXPECT_FALSE(sequencer.Park(1, MakeChunk(1)));
  EXPECT_TRUE(sequencer.Open());
  std::vector<int64_t> taken;
  Drain(&sequencer, &taken);
  EXPECT_THAT(taken, ElementsAre(0, 1));
}

TEST(Sequencer, OpeningAnEmptyOneMakesNoDrainer) {
  Sequencer sequencer(/*open=*/false);
  EXPECT_FALSE(sequencer.Open());
  EXPECT_TRUE(sequencer.Park(0, MakeChunk(0)));
}

TEST(Sequencer, KeepsTheOrderOfManyThreads) {
  constexpr int64_t kNumChunks = 5'000;
  constexpr int kNumThreads = 4;
  std::vector<int64_t> order(kNumChunks);
  std::iota(order.begin(), order.end(), int64_t{0});
  const std::vector<int64_t> expected = order;
  std::ranges::shuffle(order, MakeRandom());
  Sequencer sequencer(/*open=*/true);
  std::vector<int64_t> taken;  // only the drainer appends
  RunThreads(kNumThreads, [&](int thread) {
    for (int64_t i = thread; i < kNumChunks; i += kNumThreads) {
      if (sequencer.Park(order[i], MakeChunk(order[i]))) Drain(&sequencer, &taken);
    }
  });
  EXPECT_EQ(taken, expected);
}

}  // namespace
}  // namespace tpch
