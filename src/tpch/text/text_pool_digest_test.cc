// The digest of the whole pool.

#include <algorithm>
#include <string>

#include "tests/unit/golden.h"
#include "tests/unit/pool_text.h"
#include "tests/unit/status_matchers.h"
#include "tpch/text/text_pool.h"

namespace tpch {
namespace {

TEST(TextPool, WholePoolHasTheReferencesDigest) {
  const auto pool = ValueOf(TextPool::Make(TextPoolKind::kWide));
  MakeAllBlocksInRanges(pool.get(), 2);
  EXPECT_TRUE(pool->complete());
  EXPECT_EQ(Md5({pool->data(), TextPool::kSizeBytes}), "0f85e3af02482a7035e80b448c795a4c");
}

TEST(CompactText, AllOfItExpandedHasTheReferencesDigest) {
  const auto pool = ValueOf(TextPool::Make(TextPoolKind::kCompact));
  MakeAllBlocksInRanges(pool.get(), 2);
  ASSERT_TRUE(pool->complete());
  // Pieces of a length that fits neither blocks nor the index.
  constexpr int64_t kPieceSizeBytes = 173;
  char piece[CompactText::kMaxSkippedBytes + kPieceSizeBytes + CompactText::kExpandSlack];
  std::string text;
  text.reserve(TextPool::kSizeBytes);
  for (int64_t offset = 0; offset < TextPool::kSizeBytes; offset += kPieceSizeBytes) {
    const int64_t size_bytes = std::min(kPieceSizeBytes, TextPool::kSizeBytes - offset);
    const auto expansion = pool->compact()->Expand(offset, size_bytes, piece);
    text.append(expansion.begin, expansion.end);
  }
  EXPECT_EQ(Md5(text), "0f85e3af02482a7035e80b448c795a4c");
}

}  // namespace
}  // namespace tpch
