#include "tpch/run/memory_plan.h"

#include <string>

#include "tests/unit/status_matchers.h"
#include "tpch/encode/text_format.h"

namespace tpch {
namespace {

constexpr int64_t kMiB = int64_t{1} << 20;

const Format& Tbl() {
  static const std::unique_ptr<Format> kFormat = MakeTextFormat(kTblStyle);
  return *kFormat;
}

Plan AllTables(std::string_view text) {
  const ScaleFactor scale_factor = ValueOf(ScaleFactor::Parse(text));
  return ValueOf(
      MakePlan({.scale_factor = scale_factor, .tables = {kAllTables.begin(), kAllTables.end()}},
               Tbl(), FileOrder::kLargestFirst));
}

MemoryPlan PlanWithoutLimit(std::string_view scale_factor, int num_threads,
                            std::optional<TextPoolKind> held_pool = std::nullopt) {
  return ValueOf(PlanMemory(AllTables(scale_factor), Tbl(), num_threads, /*staging_bytes=*/0,
                            std::nullopt, held_pool));
}

Result<MemoryPlan> PlanWith(std::string_view scale_factor, int num_threads, int64_t limit_bytes,
                            std::optional<TextPoolKind> held_pool = std::nullopt) {
  const MemoryLimit limit{limit_bytes, MemoryLimit::Source::kOption};
  return PlanMemory(AllTables(scale_factor), Tbl(), num_threads, /*staging_bytes=*/0, limit,
                    held_pool);
}

TEST(MemoryPlan, WithoutALimitAllThreadsShareTheWidePool) {
  const MemoryPlan plan = PlanWithoutLimit("1", 16);
  EXPECT_EQ(plan.num_threads, 16);
  EXPECT_EQ(plan.text_pool, TextPoolKind::kWide);
}

TEST(MemoryPlan, SmallRunsTakeNoPoolAndMidSizeOnesTheCompactPool) {
  const auto pool_of = [](std::string_view scale_factor) {
    return PlanWithoutLimit(scale_factor, 2).text_pool;
  };
  EXPECT_EQ(pool_of("0.01"), TextPoolKind::kNone);
  EXPECT_EQ(pool_of("0.04"), TextPoolKind::kCompact);
  EXPECT_EQ(pool_of("0.9"), TextPoolKind::kCompact);
  EXPECT_EQ(pool_of("1"), TextPoolKind::kWide);
}

TEST(MemoryPlan, OnlyTablesWithCommentsNeedAPool) {
  const Plan deletes =
      ValueOf(MakePlan({.tables = {Table::kDelete}, .refresh = RefreshSelection{1, 1000, {}, {}}},
                       Tbl(), FileOrder::kLargestFirst));
  const MemoryPlan plan = ValueOf(PlanMemory(deletes, Tbl(), /*num_threads=*/2,
                                             /*staging_bytes=*/0, std::nullopt, std::nullopt));
  EXPECT_EQ(plan.text_pool, TextPoolKind::kNone);
}

TEST(MemoryPlan, ALargeLimitChangesNothing) {
  const MemoryPlan plan = PlanWithoutLimit("1", 2);
  const MemoryPlan limited = ValueOf(PlanWith("1", 2, 1024 * kMiB));
  EXPECT_EQ(limited.num_threads, plan.num_threads);
  EXPECT_EQ(limited.text_pool, plan.text_pool);
  EXPECT_EQ(limited.budget_bytes, plan.budget_bytes);
}

TEST(MemoryPlan, APoolThatIsThereIsUsedWhereTheLimitAdmitsIt) {
  EXPECT_EQ(PlanWithoutLimit("1", 2, TextPoolKind::kCompact).text_pool, TextPoolKind::kCompact);
  EXPECT_EQ(PlanWithoutLimit("0.1", 2, TextPoolKind::kWide).text_pool, TextPoolKind::kWide);
  const auto pool_of = [](std::string_view scale_factor, int64_t limit_bytes) {
    return ValueOf(PlanWith(scale_factor, 1, limit_bytes, TextPoolKind::kWide)).text_pool;
  };
  EXPECT_EQ(pool_of("0.1", 512 * kMiB), TextPoolKind::kWide);
  EXPECT_EQ(pool_of("0.1", 128 * kMiB), TextPoolKind::kCompact);
  EXPECT_EQ(pool_of("0.001", 512 * kMiB), TextPoolKind::kWide);
  // All of the pool may be there, however few comments this run has.
  EXPECT_EQ(pool_of("0.001", 128 * kMiB), TextPoolKind::kNone);
}

TEST(MemoryPlan, ASmallLimitTakesTheCompactPoolFirstAndThreadsThen) {
  const MemoryPlan two_threads = ValueOf(PlanWith("1", 2, 128 * kMiB));
  EXPECT_EQ(two_threads.num_threads, 2);
  EXPECT_EQ(two_threads.text_pool, TextPoolKind::kCompact);
  const MemoryPlan many_threads = ValueOf(PlanWith("1", 64, 128 * kMiB));
  EXPECT_GE(many_threads.num_threads, 2);
  EXPECT_LT(many_threads.num_threads, 64);
}

TEST(MemoryPlan, FewCommentsNeedNoPool) {
  EXPECT_EQ(ValueOf(PlanWith("0.01", 1, 24 * kMiB)).text_pool, TextPoolKind::kNone);
  EXPECT_THAT(PlanWith("0.04", 1, 24 * kMiB).status(), HasCode(StatusCode::kInvalid));
}

TEST(MemoryPlan, EveryThreadHasAUnitsShareOfTheBudget) {
  const int64_t unit_bytes =
      Tbl().EstimateSizeBytes(Table::kLineitem, 4 * Tbl().UnitBaseRows(Table::kLineitem));
  for (const int64_t limit_bytes : {80 * kMiB, 128 * kMiB, 200 * kMiB, 500 * kMiB}) {
    const MemoryPlan plan = ValueOf(PlanWith("1", 8, limit_bytes));
    EXPECT_GE(plan.budget_bytes, plan.num_threads * unit_bytes) << limit_bytes;
  }
}

TEST(MemoryPlan, TooSmallALimitIsInvalidAndTheOneItNamesWorks) {
  const Status status = PlanWith("1", 2, 20 * kMiB).status();
  ASSERT_EQ(status.code(), StatusCode::kInvalid);
  const std::string message = status.message();
  EXPECT_THAT(message, testing::HasSubstr("memory_limit: 20MiB is less"));
  const std::string_view before = "at least ";
  const int64_t smallest = std::stoll(message.substr(message.find(before) + before.size()));
  EXPECT_THAT(PlanWith("1", 2, smallest * kMiB).status(), IsOk());
  EXPECT_THAT(PlanWith("1", 2, (smallest - 1) * kMiB).status(), HasCode(StatusCode::kInvalid));
}

TEST(MemoryPlan, OnlyASmallCgroupLimitCountsAndNotAllOfIt) {
  EXPECT_FALSE(LimitOfCgroup(std::nullopt).has_value());
  EXPECT_FALSE(LimitOfCgroup(1024 * kMiB).has_value());
  const auto limit = LimitOfCgroup(100 * kMiB);
  ASSERT_TRUE(limit.has_value());
  EXPECT_EQ(limit->size_bytes, 90 * kMiB);
  EXPECT_EQ(limit->source, MemoryLimit::Source::kCgroup);
}

}  // namespace
}  // namespace tpch
