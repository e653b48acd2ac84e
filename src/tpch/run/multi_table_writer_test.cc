#include "tpch/run/multi_table_writer.h"

#include <string>

#include "tests/unit/memory_sink.h"
#include "tests/unit/small_units_format.h"
#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

Chunk MakeChunk(std::string_view text) {
  Chunk chunk;
  chunk.buffers.emplace_back().Append(text);
  return chunk;
}

/// Two files of two units each, written to one stream.
class StreamTest : public testing::Test {
 protected:
  MultiTableWriter MakeWriter() {
    return {
        plan_,
        format_,
        FileOrder::kAsListed,
        DigestKind::kXxh3,
        [this](const OutputFile& file) -> Result<std::unique_ptr<Sink>> {
          opened_ += file.relative_path + " ";
          return MakeMemorySink(WriteOrder::kSequential, output_, NeverFail);
        },
        [this](const OutputFile& file, const FileTotals& /*totals*/, const NameGiver& give_name) {
          completed_ += file.relative_path + " ";
          return give_name();
        },
        &budget_};
  }

  SmallUnitsFormat format_{100};
  Plan plan_ = ValueOf(MakePlan({.scale_factor = ValueOf(ScaleFactor::Parse("0.001")),
                                 .tables = {Table::kPart, Table::kCustomer},
                                 .file_order = FileOrder::kAsListed},
                                format_));
  ByteBudget budget_{1 << 20};
  std::shared_ptr<MemoryOutput> output_ = std::make_shared<MemoryOutput>();
  std::string opened_;
  std::string completed_;
};

TEST_F(StreamTest, FileBeginsWhenTheOneBeforeItIsComplete) {
  MultiTableWriter writer = MakeWriter();
  EXPECT_THAT(writer.Put(1, 0, MakeChunk("c0")), IsOk());
  EXPECT_THAT(writer.Put(0, 0, MakeChunk("p0")), IsOk());
  EXPECT_EQ(opened_, "part.tbl ");
  EXPECT_EQ(output_->bytes, "p0");
  EXPECT_THAT(writer.Put(0, 1, MakeChunk("")), IsOk());
  EXPECT_TRUE(writer.file(0).complete());
  EXPECT_EQ(opened_, "part.tbl customer.tbl ");
  EXPECT_EQ(completed_, "part.tbl ");
  EXPECT_FALSE(writer.file(1).complete());
}

TEST_F(StreamTest, LowestUnfinishedUnitFollowsThePassedOnes) {
  MultiTableWriter writer = MakeWriter();
  const UnitSeries& parts = plan_.series[0];
  const UnitSeries& customers = plan_.series[1];
  EXPECT_TRUE(writer.IsLowestUnfinished(parts, 0));
  EXPECT_FALSE(writer.IsLowestUnfinished(parts, 1));
  EXPECT_THAT(writer.Put(0, 0, MakeChunk("p0")), IsOk());
  EXPECT_TRUE(writer.IsLowestUnfinished(parts, 1));
  // A unit of a file that may not begin yet waits although its chunk is there.
  EXPECT_THAT(writer.Put(1, 0, MakeChunk("c0")), IsOk());
  EXPECT_FALSE(writer.IsLowestUnfinished(customers, 1));
}

TEST_F(StreamTest, AbortEndsWhatIsIncomplete) {
  MultiTableWriter writer = MakeWriter();
  EXPECT_THAT(writer.Put(0, 0, MakeChunk("p0")), IsOk());
  writer.Abort();
  EXPECT_EQ(output_->state, MemoryOutput::State::kAborted);
}

}  // namespace
}  // namespace tpch
