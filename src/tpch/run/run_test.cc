// Whole runs with outputs in memory.

#include "tpch/run/run.h"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "tests/unit/golden.h"
#include "tests/unit/memory_sink.h"
#include "tests/unit/small_units_format.h"
#include "tests/unit/table_text.h"
#include "tpch/tables/initial_database.h"

namespace tpch {
namespace {

using State = MemoryOutput::State;

// Units of 37 base rows.
const Format& SmallUnits() {
  static const SmallUnitsFormat kFormat(37);
  return kFormat;
}

struct RunSettings {
  int num_threads = 4;
  int64_t budget_bytes = 1 << 20;
  WriteCheck check = NeverFail;
};

// A run with its outputs.
class MemoryRun : private RunOutput {
 public:
  explicit MemoryRun(RunSettings run_settings = {}) : settings(std::move(run_settings)) {}

  RunSettings settings;
  std::map<std::string, std::shared_ptr<MemoryOutput>> outputs;  // by path
  Progress progress;
  std::atomic<bool> stop = false;

  // Every file is an output of its own.
  RunResult ToFiles(const Plan& plan) { return Run(plan); }

  // All files are written to one output.
  RunResult ToStream(const Plan& plan) { return Run(plan); }

  const std::string& bytes(const std::string& path) { return outputs.at(path)->bytes; }

 private:
  Result<std::unique_ptr<Sink>> OpenSink(const OutputFile& file) override {
    return is_stream_ ? OpenStream() : OpenFile(file.relative_path);
  }

  Result<std::unique_ptr<Sink>> OpenFile(const std::string& path) {
    const std::lock_guard lock(mutex_);
    auto& output = outputs[path];
    if (output != nullptr) return Status::IoError("opened twice: " + path);
    output = std::make_shared<MemoryOutput>();
    return MakeMemorySink(WriteOrder::kAny, output, settings.check);
  }

  Result<std::unique_ptr<Sink>> OpenStream() {
    const std::lock_guard lock(mutex_);
    auto& output = outputs["-"];
    if (output == nullptr) output = std::make_shared<MemoryOutput>();
    return MakeMemorySink(WriteOrder::kSequential, output, settings.check);
  }

  RunResult Run(const Plan& plan) {
    is_stream_ = plan.file_order == FileOrder::kAsListed;
    StopCondition condition(stop);
    const InitialDatabase database(plan.scale_factor);
    return RunPlan(plan, SmallUnits(),
                   {.num_threads = settings.num_threads,
                    .budget_bytes = settings.budget_bytes,
                    .output = this,
                    .source = &database,
                    .text_pool = SharedTextPool(),
                    .buffer_pool = &buffer_pool_,
                    .progress = &progress,
                    .stop = &condition});
  }

  std::mutex mutex_;
  bool is_stream_ = false;
  BufferPool buffer_pool_;
};

Plan PlanOf(const Selection& selection, FileOrder order = FileOrder::kLargestFirst) {
  return ValueOf(MakePlan(selection, SmallUnits(), order));
}

// All tables at the smallest scale factor with digests.
Plan AllTables() {
  return PlanOf({.scale_factor = ParseScaleFactor("0.001"),
                 .tables = {kAllTables.begin(), kAllTables.end()}});
}

void ExpectReferenceFiles(const Plan& plan, const RunResult& result, MemoryRun* run) {
  static const auto kGolden = ReadGolden("tbl_md5.json", "0.001");
  EXPECT_THAT(result.status, IsOk());
  ASSERT_EQ(result.complete_files.size(), plan.files.size());
  for (const RunResult::CompleteFile& file : result.complete_files) {
    const OutputFile& planned = plan.files[file.file];
    const auto expected = kGolden.at(std::string(Describe(planned.table).name)).get<GoldenFile>();
    EXPECT_EQ(run->outputs.at(planned.relative_path)->state, State::kCommitted);
    EXPECT_EQ(Md5(run->bytes(planned.relative_path)), expected.md5) << planned.relative_path;
    EXPECT_EQ(file.totals.size_bytes, expected.size_bytes) << planned.relative_path;
    EXPECT_EQ(file.totals.num_rows, expected.num_rows) << planned.relative_path;
  }
}

TEST(Run, FilesDoNotDependOnThreads) {
  const Plan plan = AllTables();
  for (int num_threads = 1; num_threads <= 8; ++num_threads) {
    MemoryRun run({.num_threads = num_threads});
    ExpectReferenceFiles(plan, run.ToFiles(plan), &run);
  }
}

TEST(Run, TinyBudgetNeitherBlocksNorChangesFiles) {
  const Plan plan = AllTables();
  for (const int num_threads : {1, 2, 8}) {
    MemoryRun run({.num_threads = num_threads, .budget_bytes = 1});
    ExpectReferenceFiles(plan, run.ToFiles(plan), &run);
  }
}

TEST(Run, BudgetBoundsTheBytesInFlight) {
  const Plan plan = PlanOf({.scale_factor = ParseScaleFactor("0.01"), .tables = {Table::kOrders}});
  MemoryRun run({.num_threads = 8, .budget_bytes = 20'000});
  const RunResult result = run.ToFiles(plan);
  EXPECT_THAT(result.status, IsOk());
  // Each thread may hold a unit of 37 orders, at most 140 bytes each, beside the budget.
  EXPECT_LT(result.peak_bytes_in_flight, 20'000 + 8 * 37 * 140);
}

TEST(Run, StreamTakesFileAfterFile) {
  const Selection selection{.scale_factor = ParseScaleFactor("0.001"),
                            .tables = {Table::kNation, Table::kLineitem, Table::kOrders,
                                       Table::kRegion, Table::kPartsupp}};
  std::string expected;
  for (const Table table : selection.tables) expected += MakeText(table, selection.scale_factor);
  for (const int num_threads : {1, 2, 8}) {
    for (const int64_t budget_bytes : {1, 1 << 20}) {
      MemoryRun run({.num_threads = num_threads, .budget_bytes = budget_bytes});
      EXPECT_THAT(run.ToStream(PlanOf(selection, FileOrder::kAsListed)).status, IsOk());
      EXPECT_TRUE(run.bytes("-") == expected) << num_threads << " threads, " << budget_bytes;
    }
  }
}

TEST(Run, PartsFollowEachOther) {
  const ScaleFactor scale_factor = ParseScaleFactor("0.001");
  const Plan plan = PlanOf({.scale_factor = scale_factor,
                            .tables = {Table::kOrders, Table::kLineitem, Table::kSupplier},
                            .num_parts = 12});
  MemoryRun run;
  EXPECT_THAT(run.ToFiles(plan).status, IsOk());
  for (const Table table : {Table::kOrders, Table::kLineitem, Table::kSupplier}) {
    std::string whole;
    for (const OutputFile& file : plan.files) {
      if (file.table == table) whole += run.bytes(file.relative_path);
    }
    EXPECT_TRUE(whole == MakeText(table, scale_factor)) << Describe(table).name;
  }
}

TEST(Run, PartWithoutRowsIsAnEmptyFile) {
  MemoryRun run;
  const Plan plan = PlanOf({.scale_factor = ParseScaleFactor("0.001"),
                            .tables = {Table::kSupplier},
                            .num_parts = 12,
                            .parts = {5}});
  const RunResult result = run.ToFiles(plan);
  EXPECT_THAT(result.status, IsOk());
  ASSERT_EQ(result.complete_files.size(), 1);
  EXPECT_EQ(run.outputs.at("supplier/supplier.5.tbl")->state, State::kCommitted);
  EXPECT_EQ(run.bytes("supplier/supplier.5.tbl"), "");
}

TEST(Run, PartOfAScaleFactorWithWideStreamsHasTheReferencesDigest) {
  for (const auto& chunk : ReadGolden("chunks_md5.json", "chunks")) {
    if (chunk["sf"] < 30'000) continue;
    const Plan plan = PlanOf({.scale_factor = ScaleFactor::FromInteger(chunk["sf"]),
                              .tables = {Table::kOrders, Table::kLineitem},
                              .num_parts = chunk["chunks"],
                              .parts = {chunk["step"]}});
    MemoryRun run;
    EXPECT_THAT(run.ToFiles(plan).status, IsOk());
    for (const OutputFile& file : plan.files) {
      const auto expected =
          chunk["tables"].at(std::string(Describe(file.table).name)).get<GoldenFile>();
      EXPECT_EQ(Md5(run.bytes(file.relative_path)), expected.md5) << file.relative_path;
    }
  }
}

// Returns the first `num_lines` lines of a text.
std::string FirstLines(const std::string& text, int64_t num_lines) {
  size_t end = 0;
  for (; num_lines > 0; --num_lines) end = text.find('\n', end) + 1;
  return text.substr(0, end);
}

TEST(Run, RowLimitKeepsTheFirstRowsOfEachTable) {
  const ScaleFactor scale_factor = ParseScaleFactor("0.001");
  for (const int64_t max_rows : {1, 3, 10, 37, 150, 151}) {
    const Plan plan =
        PlanOf({.scale_factor = scale_factor,
                .tables = {Table::kCustomer, Table::kPartsupp, Table::kOrders, Table::kLineitem},
                .max_rows = max_rows});
    MemoryRun run;
    const RunResult result = run.ToFiles(plan);
    EXPECT_THAT(result.status, IsOk());
    for (const RunResult::CompleteFile& file : result.complete_files) {
      const OutputFile& planned = plan.files[file.file];
      const int64_t num_rows =
          planned.table == Table::kCustomer ? std::min<int64_t>(150, max_rows) : max_rows;
      EXPECT_EQ(file.totals.num_rows, num_rows);
      EXPECT_EQ(run.bytes(planned.relative_path),
                FirstLines(MakeText(planned.table, scale_factor), num_rows));
    }
  }
}

TEST(Run, ProgressEndsWithAllRowsAndBytes) {
  const Plan plan = AllTables();
  MemoryRun run;
  const RunResult result = run.ToFiles(plan);
  for (const RunResult::CompleteFile& file : result.complete_files) {
    const OutputFile& planned = plan.files[file.file];
    const Progress::OfTable& progress = run.progress.of(planned.table);
    EXPECT_EQ(progress.planned_rows, EstimateRows(planned));
    EXPECT_EQ(progress.num_rows, file.totals.num_rows);
    EXPECT_EQ(progress.size_bytes, file.totals.size_bytes);
  }
}

// Checks that the complete files are whole and have their final names, and that nothing else has.
void ExpectOnlyWholeFiles(const Plan& plan, const RunResult& result, MemoryRun* run) {
  size_t num_committed = 0;
  for (const auto& [path, output] : run->outputs) {
    EXPECT_NE(output->state, State::kOpen) << path;
    num_committed += output->state == State::kCommitted ? 1 : 0;
  }
  EXPECT_EQ(result.complete_files.size(), num_committed);
  for (const RunResult::CompleteFile& file : result.complete_files) {
    const OutputFile& planned = plan.files[file.file];
    EXPECT_EQ(run->outputs.at(planned.relative_path)->state, State::kCommitted);
    EXPECT_TRUE(run->bytes(planned.relative_path) == MakeText(planned.table, plan.scale_factor));
  }
}

TEST(Run, FailedWriteLeavesOnlyWholeFiles) {
  const Plan plan = AllTables();
  for (const int num_writes : {0, 1, 10, 50, 90}) {
    for (const int num_threads : {1, 4}) {
      MemoryRun run({.num_threads = num_threads, .check = FailAfter(num_writes)});
      const RunResult result = run.ToFiles(plan);
      EXPECT_THAT(result.status, IsError(StatusCode::kIoError, "no space left"));
      EXPECT_LT(result.complete_files.size(), plan.files.size());
      EXPECT_FALSE(run.stop);
      ExpectOnlyWholeFiles(plan, result, &run);
    }
  }
}

TEST(Run, FailedWriteEndsARunThatWaitsForItsBudget) {
  MemoryRun run({.num_threads = 8, .budget_bytes = 1, .check = FailAfter(5)});
  EXPECT_THAT(run.ToFiles(AllTables()).status, IsError(StatusCode::kIoError, "no space left"));
}

TEST(Run, ClosedStreamIsNoOtherError) {
  MemoryRun run({.check = [] { return Status::OutputClosed(); }});
  const Plan plan = PlanOf(
      {.scale_factor = ParseScaleFactor("0.001"), .tables = {Table::kPart, Table::kLineitem}},
      FileOrder::kAsListed);
  EXPECT_THAT(run.ToStream(plan).status, HasCode(StatusCode::kOutputClosed));
}

TEST(Run, OutOfMemoryIsAnErrorOfTheEnvironment) {
  MemoryRun run({.check = []() -> Status { throw std::bad_alloc(); }});
  const Plan plan = AllTables();
  const RunResult result = run.ToFiles(plan);
  EXPECT_THAT(result.status,
              IsError(StatusCode::kIoError,
                      testing::HasSubstr("cannot allocate memory for the chunks of ")));
  ExpectOnlyWholeFiles(plan, result, &run);
}

TEST(Run, StoppedRunMakesNothing) {
  MemoryRun run;
  run.stop = true;
  const RunResult result = run.ToFiles(AllTables());
  EXPECT_THAT(result.status, HasCode(StatusCode::kCancelled));
  EXPECT_TRUE(result.complete_files.empty());
}

TEST(Run, StopInTheMiddleLeavesOnlyWholeFiles) {
  const Plan plan = AllTables();
  for (const int num_writes : {1, 20, 80}) {
    MemoryRun run;
    run.settings.check = [&run, rest = std::make_shared<std::atomic<int>>(num_writes)] {
      if (--*rest == 0) run.stop = true;
      return Status::OK();
    };
    const RunResult result = run.ToFiles(plan);
    // A stop that comes after the last file changes nothing.
    const bool all_complete = result.complete_files.size() == plan.files.size();
    EXPECT_THAT(result.status, HasCode(all_complete ? StatusCode::kOk : StatusCode::kCancelled));
    ExpectOnlyWholeFiles(plan, result, &run);
  }
}

}  // namespace
}  // namespace tpch
