#include "tpch/verify/memory_need.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tpch {
namespace {

constexpr int64_t kMiB = int64_t{1} << 20;

TEST(MemoryNeedTest, NothingIsSavedWithoutALimit) {
  const auto memory = PlanVerifyMemory(100'000'000, true, 64, std::nullopt);
  ASSERT_TRUE(memory.ok());
  EXPECT_EQ(memory->num_threads, 64);
  EXPECT_EQ(memory->text_pool, TextPoolKind::kWide);
}

TEST(MemoryNeedTest, ASmallLimitTakesTheCompactPoolAndFewerThreads) {
  const auto memory = PlanVerifyMemory(100'000'000, true, 64, 256 * kMiB);
  ASSERT_TRUE(memory.ok());
  EXPECT_EQ(memory->text_pool, TextPoolKind::kCompact);
  EXPECT_GE(memory->num_threads, 2);
  EXPECT_LE(memory->num_threads, 6);
}

TEST(MemoryNeedTest, ALimitBelowOneThreadIsAnError) {
  const auto memory = PlanVerifyMemory(1'000'000, true, 2, 58 * kMiB);
  ASSERT_FALSE(memory.ok());
  EXPECT_EQ(memory.status().code(), StatusCode::kIoError);
  EXPECT_THAT(memory.status().message(), testing::HasSubstr("the cgroup's limit leaves 60.8 MB"));
}

// What orders and lineitem of scale factor 1 were seen to take in a cgroup.
TEST(MemoryNeedTest, WhatIsTooLittleIsRefused) {
  EXPECT_FALSE(PlanVerifyMemory(6'000'000, /*reads_by_arrow=*/false, 1, 80 * kMiB).ok());
  EXPECT_TRUE(PlanVerifyMemory(6'000'000, /*reads_by_arrow=*/false, 1, 92 * kMiB).ok());
  EXPECT_FALSE(PlanVerifyMemory(6'000'000, /*reads_by_arrow=*/true, 1, 112 * kMiB).ok());
  EXPECT_TRUE(PlanVerifyMemory(6'000'000, /*reads_by_arrow=*/true, 1, 121 * kMiB).ok());
}

TEST(MemoryNeedTest, ThreadsTakeWhatIsLeft) {
  const auto text = PlanVerifyMemory(6'000'000, /*reads_by_arrow=*/false, 64, 141 * kMiB);
  ASSERT_TRUE(text.ok());
  EXPECT_LE(text->num_threads, 4);
  const auto parquet = PlanVerifyMemory(6'000'000, /*reads_by_arrow=*/true, 64, 205 * kMiB);
  ASSERT_TRUE(parquet.ok());
  EXPECT_LE(parquet->num_threads, 4);
}

TEST(MemoryNeedTest, TextFilesNeedLess) {
  EXPECT_TRUE(PlanVerifyMemory(1'000, false, 1, 58 * kMiB).ok());
}

}  // namespace
}  // namespace tpch
