#include "tpch/store/upload_blocks.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/unit/threads.h"
#include "tpch/store/object_upload.h"

namespace tpch {
namespace {

constexpr int64_t kBlockBytes = UploadBlocks::kBlockBytes;
constexpr int64_t kAlignment = 64;

uint8_t* Take(UploadBlocks* blocks) {
  uint8_t* memory = nullptr;
  EXPECT_TRUE(blocks->Allocate(kBlockBytes, kAlignment, &memory).ok());
  return memory;
}

TEST(UploadBlocks, MemoryIsUsedAgain) {
  UploadBlocks blocks(1);
  uint8_t* const first = Take(&blocks);
  blocks.NoteFilled();
  blocks.Free(first, kBlockBytes, kAlignment);
  uint8_t* const second = Take(&blocks);
  EXPECT_EQ(first, second);
  blocks.NoteFilled();
  blocks.Free(second, kBlockBytes, kAlignment);
  EXPECT_EQ(blocks.peak_bytes(), kBlockBytes);
}

TEST(UploadBlocks, AskingWaitsWhileOneIsOnItsWay) {
  UploadBlocks blocks(2);
  uint8_t* const sent = Take(&blocks);
  blocks.NoteFilled();
  uint8_t* const filling = Take(&blocks);
  std::atomic<bool> taken = false;
  std::thread asking([&] {
    uint8_t* const third = Take(&blocks);
    taken = true;
    blocks.NoteFilled();
    blocks.Free(third, kBlockBytes, kAlignment);
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_FALSE(taken);
  blocks.Free(sent, kBlockBytes, kAlignment);
  asking.join();
  EXPECT_TRUE(taken);
  blocks.NoteFilled();
  blocks.Free(filling, kBlockBytes, kAlignment);
  EXPECT_EQ(blocks.peak_bytes(), 2 * kBlockBytes);
}

TEST(UploadBlocks, NobodyWaitsForABlockThatIsBeingFilled) {
  UploadBlocks blocks(2);
  std::vector<uint8_t*> filling(5);
  for (uint8_t*& memory : filling) memory = Take(&blocks);
  EXPECT_EQ(blocks.peak_bytes(), 5 * kBlockBytes);
  for (uint8_t* const memory : filling) {
    blocks.NoteFilled();
    blocks.Free(memory, kBlockBytes, kAlignment);
  }
}

TEST(UploadBlocks, ManyThreadsStayWithinTheBound) {
  constexpr int kNumBlocks = 3;
  constexpr int kNumThreads = 8;
  UploadBlocks blocks(kNumBlocks);
  RunThreads(kNumThreads, [&](int) {
    for (int round = 0; round < 200; ++round) {
      uint8_t* const memory = Take(&blocks);
      blocks.NoteFilled();
      blocks.Free(memory, kBlockBytes, kAlignment);
    }
  });
  // All threads may be filling at once.
  EXPECT_LE(blocks.peak_bytes(), (kNumBlocks + kNumThreads) * kBlockBytes);
}

TEST(UploadBlocks, OtherSizesAreNotCounted) {
  UploadBlocks blocks(1);
  uint8_t* memory = nullptr;
  ASSERT_TRUE(blocks.Allocate(100, kAlignment, &memory).ok());
  ASSERT_TRUE(blocks.Reallocate(100, 200, kAlignment, &memory).ok());
  blocks.Free(memory, 200, kAlignment);
  EXPECT_EQ(blocks.peak_bytes(), 0);
}

TEST(UploadBlocks, GrowingIntoABlockKeepsTheBytes) {
  UploadBlocks blocks(1);
  uint8_t* memory = nullptr;
  ASSERT_TRUE(blocks.Allocate(100, kAlignment, &memory).ok());
  memory[99] = 42;
  ASSERT_TRUE(blocks.Reallocate(100, kBlockBytes, kAlignment, &memory).ok());
  EXPECT_EQ(memory[99], 42);
  blocks.NoteFilled();
  blocks.Free(memory, kBlockBytes, kAlignment);
}

TEST(BlockCutter, PiecesEndWhereBlocksDo) {
  UploadBlocks blocks(1);
  BlockCutter cutter(&blocks);
  uint8_t* memory = nullptr;
  int64_t offset = 0;
  // Takes and frees a block as a stream does.
  const auto write = [&](std::string_view piece) {
    if (offset % kBlockBytes == 0) memory = Take(&blocks);
    const int64_t end = offset + static_cast<int64_t>(piece.size());
    EXPECT_LE(end, (offset / kBlockBytes + 1) * kBlockBytes);
    if (end % kBlockBytes == 0) blocks.Free(memory, kBlockBytes, kAlignment);
    offset = end;
    return arrow::Status::OK();
  };
  int64_t num_bytes = 0;
  for (const int64_t size : {int64_t{1}, kBlockBytes - 1, kBlockBytes, 3 * kBlockBytes}) {
    num_bytes += size;
    ASSERT_TRUE(cutter.Cut(std::string(static_cast<size_t>(size), 'x'), write).ok());
    EXPECT_EQ(offset, num_bytes);
  }
  EXPECT_EQ(blocks.peak_bytes(), kBlockBytes);
}

}  // namespace
}  // namespace tpch
