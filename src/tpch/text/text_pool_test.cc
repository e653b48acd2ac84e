#include "tpch/text/text_pool.h"

#include <algorithm>
#include <atomic>
#include <numeric>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/pool_text.h"
#include "tests/unit/random_numbers.h"
#include "tests/unit/status_matchers.h"
#include "tpch/random/stream.h"

namespace tpch {
namespace {

TEST(TextPool, BeginsAsTheReference) {
  const auto pool = ValueOf(TextPool::Make(TextPoolKind::kWide));
  constexpr std::string_view kExpected =
      "furiously special foxes haggle furiously blithely ironic deposits. slyly final theodolites "
      "boost slyly even asymptotes. ";
  EXPECT_EQ(TextOf(pool.get(), 0, kExpected.size()), kExpected);
}

TEST(TextPool, ContinuesAsTheReference) {
  const auto pool = ValueOf(TextPool::Make(TextPoolKind::kWide));
  EXPECT_EQ(TextOf(pool.get(), 1'000'000, 60),
            "uests are blithely regular pinto beans. ironic packages hagg");
}

TEST(TextPool, EndsAsTheReference) {
  const auto pool = ValueOf(TextPool::Make(TextPoolKind::kWide));
  EXPECT_EQ(TextOf(pool.get(), TextPool::kSizeBytes - 30, 30), "ly against the busy, express s");
}

/// The first blocks by walking sentence after sentence, without checkpoints.
std::string WalkSentences(int64_t num_blocks) {
  const Grammar grammar;
  uint32_t state = kTextPoolSeed;
  std::string text;
  while (static_cast<int64_t>(text.size()) <= num_blocks * TextPool::kBlockSizeBytes) {
    TextToken sentence[kMaxSentenceTokens];
    const TextToken* const end = grammar.WriteSentence(&state, sentence);
    for (const TextToken* token = sentence; token < end; ++token) {
      const TokenText& token_text = grammar.token_texts()[*token];
      text.append(token_text.text.data(), token_text.size_bytes);
    }
  }
  // The first sentence's blank comes before the pool.
  return text.substr(1, static_cast<size_t>(num_blocks * TextPool::kBlockSizeBytes));
}

constexpr int64_t kNumWalkedBlocks = 500;

std::vector<int64_t> ShuffledBlocks(uint32_t seed) {
  std::vector<int64_t> blocks(kNumWalkedBlocks);
  std::iota(blocks.begin(), blocks.end(), int64_t{0});
  std::ranges::shuffle(blocks, std::mt19937(seed));
  return blocks;
}

TEST(TextPool, BlocksMadeInRandomOrderEqualTheWalk) {
  const auto pool = ValueOf(TextPool::Make(TextPoolKind::kWide));
  for (const int64_t block : ShuffledBlocks(1)) pool->EnsureBlocks(block, block + 1);
  EXPECT_EQ(TextOf(pool.get(), 0, kNumWalkedBlocks * TextPool::kBlockSizeBytes),
            WalkSentences(kNumWalkedBlocks));
}

TEST(TextPool, BlocksMadeByThreadsAtOnceEqualTheWalk) {
  const auto pool = ValueOf(TextPool::Make(TextPoolKind::kWide));
  RunThreads(4, [&pool](int thread) {
    // Two threads each want the blocks in the same order.
    for (const int64_t block : ShuffledBlocks(static_cast<uint32_t>(thread / 2))) {
      pool->EnsureBlocks(block, block + 1);
    }
  });
  EXPECT_EQ(TextOf(pool.get(), 0, kNumWalkedBlocks * TextPool::kBlockSizeBytes),
            WalkSentences(kNumWalkedBlocks));
}

TEST(TextPool, MakingABlockLeavesItsNeighboursAlone) {
  const auto pool = ValueOf(TextPool::Make(TextPoolKind::kWide));
  pool->EnsureBlocks(100, 100 + 1);
  const auto is_untouched = [](char c) { return c == '\0'; };
  const char* block = pool->data() + 100 * TextPool::kBlockSizeBytes;
  EXPECT_TRUE(std::all_of(block - 500, block, is_untouched));
  block += TextPool::kBlockSizeBytes;
  EXPECT_TRUE(std::all_of(block, block + 500, is_untouched));
}

TEST(TextPool, IsNotCompleteWhileBlocksAreMissing) {
  const auto pool = ValueOf(TextPool::Make(TextPoolKind::kWide));
  EXPECT_FALSE(pool->complete());
  pool->EnsureBlocks(0, 0 + 1);
  EXPECT_FALSE(pool->complete());
}

TEST(TextPool, ThreadsMakeAllBlocksFromANumberOn) {
  const auto pool = ValueOf(TextPool::Make(TextPoolKind::kCompact));
  std::atomic<int64_t> next = 0;
  const std::atomic<bool> requested = false;
  const StopCondition stop(requested);
  RunThreads(2, [&](int) { pool->EnsureBlocksFrom(&next, stop); });
  EXPECT_TRUE(pool->complete());
}

TEST(TextPool, TextsWithoutBlocksAreThoseOfTheBlocks) {
  const auto pool = ValueOf(TextPool::Make(TextPoolKind::kWide));
  const auto none = ValueOf(TextPool::Make(TextPoolKind::kNone));
  std::mt19937_64 random = MakeRandom();
  for (const size_t num_texts : {1U, 2U, 3U, 4U, 5U, 1001U}) {
    std::vector<TextSlice> slices(num_texts);
    int64_t size_bytes = 0;
    for (TextSlice& slice : slices) {
      slice.size_bytes = static_cast<uint32_t>(1 + random() % TextPool::kMaxTextSizeBytes);
      slice.offset =
          static_cast<uint32_t>(random() % (TextPool::kSizeBytes - slice.size_bytes + 1));
      size_bytes += slice.size_bytes;
    }
    slices.back().offset = TextPool::kSizeBytes - slices.back().size_bytes;
    slices.front().offset = 0;
    std::string expected = "before";
    for (const TextSlice& slice : slices) {
      expected += TextOf(pool.get(), slice.offset, slice.size_bytes);
    }
    std::string written = "before" + std::string(static_cast<size_t>(size_bytes), '\0');
    none->WriteTexts(slices, written.data(), written.data() + 6);
    EXPECT_EQ(written, expected);
    EXPECT_EQ(slices.front().offset, 6U);
    EXPECT_EQ(slices.back().offset + slices.back().size_bytes, written.size());
  }
}

}  // namespace
}  // namespace tpch
