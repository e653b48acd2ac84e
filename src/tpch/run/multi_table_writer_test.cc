#include "tpch/run/multi_table_writer.h"

#include <string>
#include <utility>

#include "tests/unit/budget_claims.h"
#include "tests/unit/memory_sink.h"
#include "tests/unit/small_units_format.h"
#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

// Two files of two units each, written to one stream.
class StreamTest : public testing::Test, public RunOutput {
 protected:
  MultiTableWriter MakeWriter() {
    return {{plan_.scale_factor, &format_, DigestKind::kXxh3, this, &budget_}, plan_};
  }

  Status Put(MultiTableWriter* writer, size_t file, int64_t unit_index, std::string_view text) {
    Chunk chunk;
    chunk.buffers.emplace_back().Append(text);
    return writer->Put(file, unit_index, std::move(chunk),
                       ClaimAtOnce(&budget_, static_cast<int64_t>(text.size())));
  }

  Result<std::unique_ptr<Sink>> OpenSink(const OutputFile& file) override {
    opened_ += file.relative_path + " ";
    return MakeMemorySink(WriteOrder::kSequential, output_, NeverFail);
  }

  Status NameFile(const OutputFile& file, const FileTotals& /*totals*/, Sink* sink) override {
    completed_ += file.relative_path + " ";
    return sink->GiveName();
  }

  SmallUnitsFormat format_{100};
  ScaleFactor scale_factor_ = ValueOf(ScaleFactor::Parse("0.001"));
  Plan plan_ =
      ValueOf(MakePlan({.scale_factor = scale_factor_, .tables = {Table::kPart, Table::kCustomer}},
                       format_, FileOrder::kAsListed));
  ByteBudget budget_{1 << 20};
  std::shared_ptr<MemoryOutput> output_ = std::make_shared<MemoryOutput>();
  std::string opened_;
  std::string completed_;
};

TEST_F(StreamTest, FileBeginsWhenTheOneBeforeItIsComplete) {
  MultiTableWriter writer = MakeWriter();
  EXPECT_THAT(Put(&writer, 1, 0, "c0"), IsOk());
  EXPECT_THAT(Put(&writer, 0, 0, "p0"), IsOk());
  EXPECT_EQ(opened_, "part.tbl ");
  EXPECT_EQ(output_->bytes, "p0");
  EXPECT_THAT(Put(&writer, 0, 1, ""), IsOk());
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
  EXPECT_THAT(Put(&writer, 0, 0, "p0"), IsOk());
  EXPECT_TRUE(writer.IsLowestUnfinished(parts, 1));
  // A unit of a file that may not begin yet waits although its chunk is there.
  EXPECT_THAT(Put(&writer, 1, 0, "c0"), IsOk());
  EXPECT_FALSE(writer.IsLowestUnfinished(customers, 1));
}

TEST_F(StreamTest, AbortEndsWhatIsIncomplete) {
  MultiTableWriter writer = MakeWriter();
  EXPECT_THAT(Put(&writer, 0, 0, "p0"), IsOk());
  writer.Abort();
  EXPECT_EQ(output_->state, MemoryOutput::State::kAborted);
}

}  // namespace
}  // namespace tpch
