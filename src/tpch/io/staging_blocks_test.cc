#include "tpch/io/staging_blocks.h"

#include <memory>
#include <set>
#include <vector>

#include "tests/unit/scripted_ring.h"
#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

class StagingBlocksTest : public testing::Test {
 protected:
  std::vector<ByteBuffer> TakeBlocks(size_t num_blocks) {
    std::vector<ByteBuffer> taken(num_blocks);
    for (ByteBuffer& block : taken) block = blocks_.Take();
    return taken;
  }

  RingScript script_;
  SharedAsyncIOContext io_{std::make_unique<ScriptedRing>(&script_)};
  StagingBlocks blocks_{&io_, 2};
};

std::set<const char*> MemoryOf(const std::vector<ByteBuffer>& blocks) {
  std::set<const char*> memory;
  for (const ByteBuffer& block : blocks) memory.insert(block.data());
  return memory;
}

TEST_F(StagingBlocksTest, MoreAreMadeWhileAllAreBeingFilled) {
  EXPECT_EQ(blocks_.peak_bytes(), 2 * StagingBlocks::kBlockBytes);
  EXPECT_EQ(MemoryOf(TakeBlocks(5)).size(), 5U);
  EXPECT_EQ(blocks_.peak_bytes(), 5 * StagingBlocks::kBlockBytes);
}

TEST_F(StagingBlocksTest, TheFirstBlocksStayInWhateverOrderBlocksComeBack) {
  std::vector<ByteBuffer> first = TakeBlocks(2);
  std::vector<ByteBuffer> others = TakeBlocks(2);
  const std::set<const char*> kept = MemoryOf(first);
  blocks_.Give(std::move(first[1]));
  blocks_.Give(std::move(others[0]));
  blocks_.Give(std::move(first[0]));
  blocks_.Give(std::move(others[1]));
  EXPECT_EQ(MemoryOf(TakeBlocks(2)), kept);
}

}  // namespace
}  // namespace tpch
