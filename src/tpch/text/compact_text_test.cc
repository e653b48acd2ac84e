#include "tpch/text/compact_text.h"

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <string_view>

#include "tests/unit/random_numbers.h"
#include "tests/unit/status_matchers.h"
#include "tpch/text/text_pool.h"

namespace tpch {
namespace {

/// Expands one text, after making the blocks that it needs.
std::string Expand(TextPool* compact_pool, int64_t offset, int64_t size_bytes) {
  compact_pool->Ensure(
      std::array{TextSlice{static_cast<uint32_t>(offset), static_cast<uint32_t>(size_bytes)}});
  std::string out(
      static_cast<size_t>(CompactText::kMaxSkippedBytes + size_bytes + CompactText::kExpandSlack),
      '\0');
  const auto expansion = compact_pool->compact()->Expand(offset, size_bytes, out.data());
  EXPECT_LE(expansion.begin - out.data(), CompactText::kMaxSkippedBytes);
  return {expansion.begin, expansion.end};
}

TEST(CompactText, BeginsAsTheReference) {
  const auto pool = ValueOf(TextPool::Make(TextPoolKind::kCompact));
  constexpr std::string_view kExpected =
      "furiously special foxes haggle furiously blithely ironic deposits. slyly final theodolites "
      "boost slyly even asymptotes. ";
  EXPECT_EQ(Expand(pool.get(), 0, kExpected.size()), kExpected);
}

TEST(CompactText, EndsAsTheReference) {
  const auto pool = ValueOf(TextPool::Make(TextPoolKind::kCompact));
  EXPECT_EQ(Expand(pool.get(), TextPool::kSizeBytes - 30, 30), "ly against the busy, express s");
}

TEST(CompactText, EqualsTheWideTextAtEveryOffsetAroundABlocksEnd) {
  const auto compact = ValueOf(TextPool::Make(TextPoolKind::kCompact));
  const auto wide = ValueOf(TextPool::Make(TextPoolKind::kWide));
  for (const int64_t block : {int64_t{1}, int64_t{7}, TextPool::kNumBlocks - 1}) {
    const int64_t end = block * TextPool::kBlockSizeBytes;
    wide->EnsureBlocks(block - 1, std::min(block + 1, TextPool::kNumBlocks));
    for (int64_t offset = end - 200; offset < end + 100; ++offset) {
      for (const int64_t size_bytes : {1, 10, 43, 100}) {
        ASSERT_EQ(Expand(compact.get(), offset, size_bytes),
                  std::string_view(wide->data() + offset, static_cast<size_t>(size_bytes)))
            << offset << " " << size_bytes;
      }
    }
  }
}

TEST(CompactText, EqualsTheWideTextAtRandomPlaces) {
  const auto compact = ValueOf(TextPool::Make(TextPoolKind::kCompact));
  const auto wide = ValueOf(TextPool::Make(TextPoolKind::kWide));
  std::mt19937_64 random = MakeRandom();
  for (int i = 0; i < 5000; ++i) {
    const auto size_bytes = static_cast<int64_t>(1 + random() % 198);
    const auto offset = static_cast<int64_t>(
        random() % static_cast<uint64_t>(TextPool::kSizeBytes - size_bytes + 1));
    wide->Ensure(
        std::array{TextSlice{static_cast<uint32_t>(offset), static_cast<uint32_t>(size_bytes)}});
    ASSERT_EQ(Expand(compact.get(), offset, size_bytes),
              std::string_view(wide->data() + offset, static_cast<size_t>(size_bytes)))
        << offset << " " << size_bytes;
  }
}

TEST(CompactText, TakesLessThanAQuarterOfTheText) {
  EXPECT_LT(CompactText::SizeBytes(), TextPool::kSizeBytes / 4);
}

}  // namespace
}  // namespace tpch
