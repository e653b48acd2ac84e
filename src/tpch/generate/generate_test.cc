#include "tpch/generate.h"

#include <array>
#include <filesystem>
#include <utility>
#include <vector>

#include "tests/unit/status_matchers.h"
#include "tests/unit/temporary_directory.h"
#include "tests/unit/threads.h"
#include "tpch/text/text_pool_slot.h"
#include "tpch/verify.h"

namespace tpch {
namespace {

class GenerateTest : public testing::Test {
 protected:
  GenerateOptions Options(const char* folder, const char* scale_factor = "0.01") const {
    GenerateOptions options;
    options.selection.scale_factor = ValueOf(ScaleFactor::Parse(scale_factor));
    options.selection.tables.assign(kAllTables.begin(), kAllTables.end());
    options.format = FileFormat::kTbl;
    options.output_dir = dir_.path() / folder;
    options.num_threads = 2;
    return options;
  }

  TemporaryDirectory dir_;
};

std::vector<uint64_t> Digests(const GenerateReport& report) {
  std::vector<uint64_t> digests;
  digests.reserve(report.files.size());
  for (const GeneratedFile& file : report.files) digests.push_back(file.xxh3.value());
  return digests;
}

TEST_F(GenerateTest, NeedsNothingButOptions) {
  const GenerateReport report = Generate(Options("a"));
  EXPECT_THAT(report.status, IsOk());
  ASSERT_EQ(report.files.size(), kAllTables.size());
  for (const GeneratedFile& file : report.files) {
    EXPECT_EQ(std::filesystem::file_size(file.path), static_cast<uint64_t>(file.size_bytes));
  }
}

TEST_F(GenerateTest, RunsAtTheSameTimeShareTheTextPoolOfTheirSession) {
  Session session;
  const char* const scale_factor = "0.03";  // whose comments come from a pool
  const std::vector<uint64_t> expected = Digests(Generate(Options("alone", scale_factor)));
  std::vector<GenerateReport> reports(3);
  RunThreads(static_cast<int>(reports.size()), [&](int thread) {
    const char* const name = std::array{"a", "b", "c"}[static_cast<size_t>(thread)];
    GenerateOptions options = Options(name, scale_factor);
    options.session = &session;
    reports[static_cast<size_t>(thread)] = Generate(options);
  });
  for (const GenerateReport& report : reports) {
    EXPECT_THAT(report.status, IsOk());
    EXPECT_EQ(Digests(report), expected);
  }
  EXPECT_TRUE(ValueOf(session.text_pool().Get(reports.front().text_pool))->complete());
}

TEST_F(GenerateTest, LaterRunTakesThePoolThatIsThere) {
  Session session;
  ASSERT_THAT(session.text_pool().Get(TextPoolKind::kWide).status(), IsOk());
  GenerateOptions options = Options("a");
  options.session = &session;
  const GenerateReport report = Generate(options);
  EXPECT_EQ(report.text_pool, TextPoolKind::kWide);
  EXPECT_EQ(Digests(report), Digests(Generate(Options("alone"))));
}

TEST_F(GenerateTest, VerificationSharesTheSession) {
  Session session;
  GenerateOptions options = Options("a");
  options.session = &session;
  ASSERT_THAT(Generate(options).status, IsOk());
  const auto text_pool = ValueOf(session.text_pool().Get(TextPoolKind::kCompact));
  const VerifyReport report = Verify({.paths = {options.output_dir}, .session = &session}, false);
  EXPECT_THAT(report.status, IsOk());
  EXPECT_FALSE(report.HasDifferences());
  EXPECT_EQ(text_pool, ValueOf(session.text_pool().Get(TextPoolKind::kCompact)));
}

void SelectSets(int64_t first, int64_t last, GenerateOptions* options) {
  options->selection.tables.assign(kRefreshTables.begin(), kRefreshTables.end());
  options->selection.refresh = RefreshSelection{first, last, {}, {}};
}

TEST_F(GenerateTest, MakesRefreshSets) {
  GenerateOptions options = Options("a", "0.01");
  SelectSets(2, 3, &options);
  const GenerateReport report = Generate(options);
  EXPECT_THAT(report.status, IsOk());
  ASSERT_EQ(report.files.size(), 6U);
  EXPECT_EQ(report.files[2].table, Table::kDelete);
  EXPECT_EQ(report.files[2].set, 2);
  EXPECT_EQ(report.files[2].num_rows, 10);
  EXPECT_EQ(std::filesystem::path(report.files[2].path).filename(), "delete.2");
}

TEST_F(GenerateTest, RefusesOptionsThatNoRunCanFollow) {
  const std::pair<void (*)(GenerateOptions*), const char*> cases[] = {
      {[](auto* options) { options->selection.tables.clear(); }, "tables: no table"},
      {[](auto* options) { options->selection.tables.assign(2, Table::kPart); },
       "tables: a table is given twice"},
      {[](auto* options) { options->selection.tables = {Table::kDelete}; },
       "tables: 'delete' is not in the database"},
      {[](auto* options) { options->selection.refresh.emplace(); },
       "tables: 'region' is not in refresh sets"},
      {[](auto* options) { SelectSets(2, 1, options); }, "sets: 1 is before 2"},
      {[](auto* options) { SelectSets(0, 1, options); }, "sets: 0 is out of range"},
      {[](auto* options) {
         SelectSets(1, 1, options);
         options->selection.num_parts = 2;
       },
       "sets: contradicts num_parts"},
      {[](auto* options) { options->selection.num_parts = 0; }, "num_parts: 0 is out of range"},
      {[](auto* options) { options->selection.parts = {2}; }, "parts: 2 is out of range"},
      {[](auto* options) { options->selection.max_rows = 0; }, "max_rows: 0 is out of range"},
      {[](auto* options) { options->num_threads = 0; }, "num_threads: 0 is out of range"},
      {[](auto* options) { options->target_file_bytes = 0; }, "target_file_bytes: 0 is out"},
      {[](auto* options) {
         options->selection.num_parts = 2;
         options->target_file_bytes = 1 << 20;
       },
       "target_file_bytes: contradicts num_parts; use one of them"},
      {[](auto* options) { options->resume = options->overwrite = true; },
       "resume: contradicts overwrite"},
      {[](auto* options) {
         options->to_stdout = true;
         options->format = FileFormat::kParquet;
       },
       "to_stdout: one stream holds one table of parquet; choose one with table, or format=tbl"},
      {[](auto* options) {
         options->to_stdout = true;
         options->selection.num_parts = 2;
       },
       "to_stdout: one stream holds one part; choose one with parts"}};
  for (const auto& [change, message] : cases) {
    GenerateOptions options = Options("a");
    change(&options);
    EXPECT_THAT(Generate(options).status,
                IsError(StatusCode::kInvalid, testing::HasSubstr(message)));
    EXPECT_FALSE(std::filesystem::exists(options.output_dir));
  }
}

TEST_F(GenerateTest, ReportsProgressAndHeedsAStop) {
  Progress progress;
  std::atomic<bool> stop = false;
  GenerateOptions options = Options("a");
  options.progress = &progress;
  options.stop = &stop;
  EXPECT_THAT(Generate(options).status, IsOk());
  EXPECT_EQ(progress.of(Table::kOrders).num_rows, 15'000);
  stop = true;
  options.overwrite = true;
  EXPECT_THAT(Generate(options).status, HasCode(StatusCode::kCancelled));
}

TEST_F(GenerateTest, FormatChoosesTheStyleOfText) {
  GenerateOptions options = Options("a");
  options.selection.tables = {Table::kRegion};
  options.format = FileFormat::kCsv;
  const GenerateReport report = Generate(options);
  EXPECT_EQ(std::filesystem::path(report.files.front().path).filename(), "region.csv");
  options.text.delimiter = ' ';
  options.overwrite = true;
  EXPECT_THAT(Generate(options).status,
              IsError(StatusCode::kInvalid, testing::HasSubstr("' ' occurs in csv values")));
}

}  // namespace
}  // namespace tpch
