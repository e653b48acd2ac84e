#include "tpch/run/process_plan.h"

#include <map>
#include <string>

#include "tests/unit/status_matchers.h"
#include "tpch/encode/text_format.h"

namespace tpch {
namespace {

constexpr int64_t kMiB = int64_t{1} << 20;
constexpr int64_t kCompactBytes = 52 * kMiB;

const Format& Tbl() {
  static const std::unique_ptr<Format> kFormat = MakeTextFormat(kTblStyle);
  return *kFormat;
}

std::vector<Plan> EachTable(std::string_view scale_factor) {
  std::vector<Plan> plans;
  plans.reserve(kAllTables.size());
  for (const Table table : kAllTables) {
    plans.push_back(ValueOf(MakePlan(
        {.scale_factor = ValueOf(ScaleFactor::Parse(scale_factor)), .tables = {table}}, Tbl())));
  }
  return plans;
}

Result<ProcessPlan> Divide(std::string_view scale_factor, int num_threads,
                           std::optional<int64_t> limit_bytes) {
  std::optional<MemoryLimit> limit;
  if (limit_bytes) limit = MemoryLimit{*limit_bytes, MemoryLimit::Source::kOption};
  return PlanProcesses(EachTable(scale_factor), Tbl(), num_threads, /*staging_bytes=*/0, limit);
}

std::map<Table, int> ThreadsOf(const ProcessPlan& plan) {
  std::map<Table, int> threads;
  for (const ProcessShare& share : plan.shares) threads[share.table] = share.num_threads;
  return threads;
}

int64_t SumOfLimits(const ProcessPlan& plan) {
  int64_t sum = 0;
  for (const ProcessShare& share : plan.shares) sum += share.memory_limit_bytes.value();
  return sum;
}

TEST(ProcessPlan, TheLargestTableGetsAllThreadsAndTheOthersTheirPart) {
  const ProcessPlan plan = ValueOf(Divide("1", 16, std::nullopt));
  ASSERT_EQ(plan.shares.size(), kAllTables.size());
  EXPECT_EQ(plan.shares.front().table, Table::kLineitem);
  const std::map<Table, int> threads = ThreadsOf(plan);
  EXPECT_EQ(threads.at(Table::kLineitem), 16);
  EXPECT_EQ(threads.at(Table::kOrders), 4);  // 172 of 760 MB
  EXPECT_EQ(threads.at(Table::kNation), 1);
}

TEST(ProcessPlan, OneThreadIsEnoughForEveryTable) {
  for (const auto& [table, threads] : ThreadsOf(ValueOf(Divide("10", 1, std::nullopt)))) {
    EXPECT_EQ(threads, 1) << Describe(table).name;
  }
}

TEST(ProcessPlan, WithoutALimitProcessesHaveNone) {
  for (const ProcessShare& share : ValueOf(Divide("1", 2, std::nullopt)).shares) {
    EXPECT_FALSE(share.memory_limit_bytes.has_value());
  }
}

TEST(ProcessPlan, TheTextPoolIsTheFasterOneWhereAllOfItIsMade) {
  EXPECT_EQ(ValueOf(Divide("0.001", 2, std::nullopt)).text_pool, TextPoolKind::kCompact);
  EXPECT_EQ(ValueOf(Divide("0.5", 2, std::nullopt)).text_pool, TextPoolKind::kCompact);
  EXPECT_EQ(ValueOf(Divide("1", 2, std::nullopt)).text_pool, TextPoolKind::kWide);
}

TEST(ProcessPlan, ALargeLimitIsDividedAsFarAsItGoes) {
  const int64_t limit_bytes = 1000 * kMiB;
  const ProcessPlan plan = ValueOf(Divide("1", 2, limit_bytes));
  EXPECT_EQ(plan.text_pool, TextPoolKind::kWide);
  EXPECT_LE(SumOfLimits(plan), limit_bytes - TextPool::kSizeBytes);
  EXPECT_GT(SumOfLimits(plan), limit_bytes - TextPool::kSizeBytes - 32 * kMiB);
}

TEST(ProcessPlan, ASmallLimitTakesTheCompactPool) {
  const ProcessPlan plan = ValueOf(Divide("1", 2, 256 * kMiB));
  EXPECT_EQ(plan.text_pool, TextPoolKind::kCompact);
  EXPECT_LE(SumOfLimits(plan), 256 * kMiB - kCompactBytes);
}

TEST(ProcessPlan, EveryProcessCanWorkWithWhatItGets) {
  const ProcessPlan plan = ValueOf(Divide("1", 4, 256 * kMiB));
  const std::vector<Plan> tables = EachTable("1");
  for (const ProcessShare& share : plan.shares) {
    const Plan& table = tables[static_cast<size_t>(share.table)];
    const MemoryLimit limit{*share.memory_limit_bytes, MemoryLimit::Source::kOption};
    const MemoryPlan memory =
        ValueOf(PlanMemoryBesidePool(plan.text_pool, table, Tbl(), share.num_threads, 0, limit));
    EXPECT_EQ(memory.text_pool, plan.text_pool);
    EXPECT_GE(memory.num_threads, 1);
  }
}

TEST(ProcessPlan, TooSmallALimitIsInvalidAndTheOneItNamesWorks) {
  const Status status = Divide("1", 2, 64 * kMiB).status();
  ASSERT_EQ(status.code(), StatusCode::kInvalid);
  const std::string& message = status.message();
  EXPECT_THAT(message, testing::HasSubstr("in each of the processes"));
  const std::string_view before = "at least ";
  const int64_t smallest = std::stoll(message.substr(message.find(before) + before.size()));
  EXPECT_THAT(Divide("1", 2, smallest * kMiB).status(), IsOk());
  EXPECT_THAT(Divide("1", 2, (smallest - 1) * kMiB).status(), HasCode(StatusCode::kInvalid));
}

}  // namespace
}  // namespace tpch
