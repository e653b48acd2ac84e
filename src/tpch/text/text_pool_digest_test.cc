// The digest of the whole pool.

#include "tests/unit/golden.h"
#include "tests/unit/status_matchers.h"
#include "tests/unit/threads.h"
#include "tpch/text/text_pool.h"

namespace tpch {
namespace {

TEST(TextPool, WholePoolHasTheReferencesDigest) {
  const auto pool = ValueOf(TextPool::Make());
  RunThreads(2, [&pool](int first) {
    for (int64_t block = first; block < TextPool::kNumBlocks; block += 2) pool->EnsureBlock(block);
  });
  EXPECT_TRUE(pool->complete());
  EXPECT_EQ(Md5({pool->data(), TextPool::kSizeBytes}), "0f85e3af02482a7035e80b448c795a4c");
}

}  // namespace
}  // namespace tpch
