#include "tpch/text/compact_text.h"

#include <random>
#include <string_view>

#include "tests/unit/pool_text.h"
#include "tests/unit/random_numbers.h"
#include "tests/unit/status_matchers.h"
#include "tpch/text/text_pool.h"

namespace tpch {
namespace {

TEST(CompactText, BeginsAsTheReference) {
  const auto pool = ValueOf(TextPool::Make(TextPoolKind::kCompact));
  constexpr std::string_view kExpected =
      "furiously special foxes haggle furiously blithely ironic deposits. slyly final theodolites "
      "boost slyly even asymptotes. ";
  EXPECT_EQ(TextOf(pool.get(), 0, kExpected.size()), kExpected);
}

TEST(CompactText, EndsAsTheReference) {
  const auto pool = ValueOf(TextPool::Make(TextPoolKind::kCompact));
  EXPECT_EQ(TextOf(pool.get(), TextPool::kSizeBytes - 30, 30), "ly against the busy, express s");
}

TEST(CompactText, EqualsTheWideTextAtEveryOffsetAroundABlocksEnd) {
  const auto compact = ValueOf(TextPool::Make(TextPoolKind::kCompact));
  const auto wide = ValueOf(TextPool::Make(TextPoolKind::kWide));
  for (const int64_t block : {int64_t{1}, int64_t{7}, TextPool::kNumBlocks - 1}) {
    const int64_t end = block * TextPool::kBlockSizeBytes;
    for (int64_t offset = end - 200; offset < end + 100; ++offset) {
      for (const int64_t size_bytes : {1, 10, 43, 100}) {
        ASSERT_EQ(TextOf(compact.get(), offset, size_bytes), TextOf(wide.get(), offset, size_bytes))
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
    ASSERT_EQ(TextOf(compact.get(), offset, size_bytes), TextOf(wide.get(), offset, size_bytes))
        << offset << " " << size_bytes;
  }
}

TEST(CompactText, TakesLessThanAQuarterOfTheText) {
  EXPECT_LT(CompactText::SizeBytes(), TextPool::kSizeBytes / 4);
}

}  // namespace
}  // namespace tpch
