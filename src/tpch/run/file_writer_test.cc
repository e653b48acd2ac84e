#include "tpch/run/file_writer.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <iterator>
#include <latch>
#include <memory>
#include <mutex>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "tests/unit/budget_claims.h"
#include "tests/unit/memory_sink.h"
#include "tests/unit/random_numbers.h"
#include "tests/unit/small_units_format.h"
#include "tests/unit/status_matchers.h"
#include "tests/unit/threads.h"

namespace tpch {
namespace {

using State = MemoryOutput::State;

constexpr int64_t kNumUnits = 300;

// Puts brackets around the chunks and notes where they lie.
class BracketEncoder : public FileEncoder {
 public:
  std::string_view magic() const override { return {}; }

  Status Begin(ByteBuffer* out) override {
    out->Append("[");
    return Status::OK();
  }

  Status Append(Chunk chunk, int64_t offset, std::vector<ByteBuffer>* ready) override {
    if (offset != size_bytes_) return Status::IoError("wrong offset");
    for (ByteBuffer& buffer : chunk.buffers) {
      size_bytes_ += static_cast<int64_t>(buffer.size());
      ready->push_back(std::move(buffer));
    }
    return Status::OK();
  }

  Status Finish(int64_t offset, std::vector<ByteBuffer>* ready) override {
    if (offset != size_bytes_) return Status::IoError("wrong offset");
    ready->emplace_back().Append("]");
    return Status::OK();
  }

 private:
  int64_t size_bytes_ = 1;
};

// Writes nothing before the end, as a format may whose row groups are not whole yet.
class HoldingEncoder : public FileEncoder {
 public:
  std::string_view magic() const override { return {}; }

  Status Begin(ByteBuffer* /*out*/) override { return Status::OK(); }

  Status Append(Chunk chunk, int64_t /*offset*/, std::vector<ByteBuffer>* /*ready*/) override {
    std::ranges::move(chunk.buffers, std::back_inserter(held_));
    return Status::OK();
  }

  Status Finish(int64_t /*offset*/, std::vector<ByteBuffer>* ready) override {
    *ready = std::move(held_);
    return Status::OK();
  }

 private:
  std::vector<ByteBuffer> held_;
};

// The text of a unit: of many lengths, none among them.
std::string UnitText(int64_t index) {
  return std::string(static_cast<size_t>(index * 7 % 50), static_cast<char>('a' + index % 26));
}

std::string ExpectedFile() {
  std::string text = "[";
  for (int64_t index = 0; index < kNumUnits; ++index) text += UnitText(index);
  return text + "]";
}

uint64_t DigestOf(std::string_view bytes) {
  FileDigest digest;
  digest.Update(bytes);
  return digest.value();
}

std::vector<int64_t> ShuffledUnits() {
  std::vector<int64_t> units(kNumUnits);
  std::iota(units.begin(), units.end(), int64_t{0});
  std::ranges::shuffle(units, MakeRandom());
  return units;
}

using EncoderMaker = std::function<std::unique_ptr<FileEncoder>()>;

// Returns what makes encoders of that class.
template <typename Encoder>
EncoderMaker Makes() {
  return [] { return std::make_unique<Encoder>(); };
}

// A format of files alone.
class FileFormat : public SmallUnitsFormat {
 public:
  explicit FileFormat(EncoderMaker make_encoder)
      : SmallUnitsFormat(1), make_encoder_(std::move(make_encoder)) {}

  std::unique_ptr<FileEncoder> MakeFileEncoder(const FileContents& /*contents*/) const override {
    return make_encoder_();
  }

 private:
  EncoderMaker make_encoder_;
};

struct FileSettings {
  WriteOrder order = WriteOrder::kAny;
  EncoderMaker make_encoder = Makes<BracketEncoder>();
  int64_t num_units = kNumUnits;
  WriteCheck check = NeverFail;
  bool closed = false;
  DigestKind digest = DigestKind::kXxh3;
  Status opening = {};
  Status before_naming = {};
  Status after_naming = {};
};

// A file writer with its surroundings.
class TestFile : public RunOutput {
 public:
  explicit TestFile(FileSettings file_settings,
                    std::shared_ptr<ByteBudget> byte_budget = std::make_shared<ByteBudget>(1))
      : settings(std::move(file_settings)),
        format(settings.make_encoder),
        budget(std::move(byte_budget)) {}

  Result<std::unique_ptr<Sink>> OpenSink(const OutputFile& /*file*/) override {
    TPCH_RETURN_NOT_OK(settings.opening);
    ++num_opened;
    return MakeMemorySink(settings.order, output, settings.check);
  }

  Status NameFile(const OutputFile& /*file*/, const FileTotals& totals, Sink* sink) override {
    TPCH_RETURN_NOT_OK(settings.before_naming);
    EXPECT_EQ(output->state, State::kOpen);
    TPCH_RETURN_NOT_OK(sink->GiveName());
    EXPECT_EQ(output->state, State::kCommitted);
    named_totals.push_back(totals);
    return settings.after_naming;
  }

  // Puts the chunk of a unit, in two buffers.
  Status Put(int64_t index) {
    const std::string text = UnitText(index);
    Chunk chunk;
    chunk.buffers.emplace_back().Append(text.substr(0, text.size() / 2));
    chunk.buffers.emplace_back().Append(text.substr(text.size() / 2));
    chunk.num_rows = index;
    ByteBudget::Claim claim = ClaimAtOnce(budget.get(), static_cast<int64_t>(text.size()));
    return writer.Put(index, std::move(chunk), std::move(claim));
  }

  // Puts all units from several threads and returns the errors.
  std::vector<Status> PutAll() {
    const std::vector<int64_t> units = ShuffledUnits();
    std::vector<Status> errors;
    std::mutex mutex;
    RunThreads(4, [&](int thread) {
      for (auto i = static_cast<size_t>(thread); i < units.size(); i += 4) {
        const Status status = Put(units[i]);
        const std::lock_guard lock(mutex);
        if (!status.ok()) errors.push_back(status);
      }
    });
    return errors;
  }

  int64_t bytes_in_flight() const { return BytesInFlight(budget.get()); }

  FileSettings settings;
  FileFormat format;
  OutputFile file{Table::kPart, 1, 1, "part.tbl", {0, 1}, kAllRows};
  std::shared_ptr<ByteBudget> budget;
  std::vector<FileTotals> named_totals;
  std::shared_ptr<MemoryOutput> output = std::make_shared<MemoryOutput>();
  std::atomic<int> num_opened = 0;
  FileWriter writer{{ScaleFactor::FromInteger(1), &format, settings.digest, this, budget.get()},
                    file,
                    settings.num_units,
                    settings.closed};
};

class FileWriterTest : public testing::TestWithParam<WriteOrder> {};

INSTANTIATE_TEST_SUITE_P(WriteOrders, FileWriterTest,
                         testing::Values(WriteOrder::kAny, WriteOrder::kSequential));

TEST_P(FileWriterTest, ChunksFromManyThreadsBecomeTheFile) {
  TestFile file({.order = GetParam()});
  EXPECT_THAT(file.PutAll(), testing::IsEmpty());
  ASSERT_TRUE(file.writer.complete());
  EXPECT_EQ(file.num_opened, 1);
  EXPECT_EQ(file.output->state, State::kCommitted);
  EXPECT_EQ(file.output->bytes, ExpectedFile());
  EXPECT_EQ(file.writer.num_passed(), kNumUnits);
}

TEST_P(FileWriterTest, TotalsAreThoseOfTheFile) {
  TestFile file({.order = GetParam()});
  EXPECT_THAT(file.PutAll(), testing::IsEmpty());
  ASSERT_TRUE(file.writer.complete());
  const FileTotals expected{kNumUnits * (kNumUnits - 1) / 2,
                            static_cast<int64_t>(ExpectedFile().size()), DigestOf(ExpectedFile())};
  EXPECT_EQ(file.writer.totals(), expected);
  EXPECT_THAT(file.named_totals, testing::ElementsAre(expected));
}

TEST_P(FileWriterTest, DigestCanBeLeftOut) {
  TestFile file({.order = GetParam(), .digest = DigestKind::kNone});
  EXPECT_THAT(file.PutAll(), testing::IsEmpty());
  ASSERT_TRUE(file.writer.complete());
  EXPECT_EQ(file.output->bytes, ExpectedFile());
  EXPECT_EQ(file.writer.totals().xxh3, std::nullopt);
}

TEST_P(FileWriterTest, GivesAllBytesBackToTheBudget) {
  TestFile file({.order = GetParam()});
  EXPECT_THAT(file.PutAll(), testing::IsEmpty());
  EXPECT_EQ(file.bytes_in_flight(), 0);
}

TEST_P(FileWriterTest, HeldBackBytesAreOutsideTheBudgetUntilTheyAreReady) {
  TestFile file({.order = GetParam(), .make_encoder = Makes<HoldingEncoder>()});
  int64_t written_bytes = 0;
  file.settings.check = [&] {
    written_bytes = std::max(written_bytes, file.bytes_in_flight());
    return Status::OK();
  };
  for (int64_t index = 0; index < kNumUnits; ++index) {
    EXPECT_THAT(file.Put(index), IsOk());
    EXPECT_EQ(file.bytes_in_flight(), 0);
  }
  EXPECT_TRUE(file.writer.complete());
  EXPECT_EQ("[" + file.output->bytes + "]", ExpectedFile());
  EXPECT_EQ(written_bytes, static_cast<int64_t>(file.output->bytes.size()));
}

TEST_P(FileWriterTest, FailedWriteLeavesTheFileIncompleteAndAborted) {
  for (const int num_writes : {0, 1, 100}) {
    TestFile file({.order = GetParam(), .check = FailAfter(num_writes)});
    const std::vector<Status> errors = file.PutAll();
    ASSERT_FALSE(errors.empty());
    for (const Status& error : errors) {
      EXPECT_THAT(error, IsError(StatusCode::kIoError, "no space left"));
    }
    EXPECT_FALSE(file.writer.complete());
    EXPECT_TRUE(file.named_totals.empty());
    file.writer.Abort();
    EXPECT_EQ(file.output->state, State::kAborted);
  }
}

TEST_P(FileWriterTest, ClosedFileTouchesNothingUntilItIsOpened) {
  TestFile file({.order = GetParam(), .closed = true});
  EXPECT_THAT(file.PutAll(), testing::IsEmpty());
  EXPECT_EQ(file.num_opened, 0);
  EXPECT_EQ(file.writer.num_passed(), 0);
  EXPECT_THAT(file.writer.Open(), IsOk());
  EXPECT_TRUE(file.writer.complete());
  EXPECT_EQ(file.output->bytes, ExpectedFile());
}

// Says that its files are marked, and does not mark them.
class UnmarkedEncoder : public BracketEncoder {
 public:
  std::string_view magic() const override { return "MARK"; }
};

TEST(FileWriter, FileWithoutItsMagicIsAnError) {
  TestFile file({.make_encoder = Makes<UnmarkedEncoder>(), .num_units = 1});
  EXPECT_THAT(file.Put(0), IsError(StatusCode::kIoError, "no magic"));
  EXPECT_FALSE(file.writer.complete());
}

TEST(FileWriter, SinkThatCannotBeOpenedIsTheError) {
  TestFile file({.num_units = 1, .opening = Status::IoError("read-only")});
  EXPECT_THAT(file.Put(0), IsError(StatusCode::kIoError, "read-only"));
  EXPECT_FALSE(file.writer.complete());
  file.writer.Abort();
}

TEST(FileWriter, FileThatMustNotGetItsNameIsIncompleteAndAborted) {
  TestFile file({.num_units = 1, .before_naming = Status::IoError("others were first")});
  EXPECT_THAT(file.Put(0), IsError(StatusCode::kIoError, "others were first"));
  EXPECT_FALSE(file.writer.complete());
  file.writer.Abort();
  EXPECT_EQ(file.output->state, State::kAborted);
}

TEST(FileWriter, FileWithItsNameStaysAfterAnError) {
  TestFile file({.num_units = 1, .after_naming = Status::IoError("no manifest")});
  EXPECT_THAT(file.Put(0), IsError(StatusCode::kIoError, "no manifest"));
  EXPECT_TRUE(file.writer.complete());
  file.writer.Abort();
  EXPECT_EQ(file.output->state, State::kCommitted);
}

TEST(FileWriter, FailedWriteGivesItsBytesBack) {
  TestFile file({.check = FailAfter(3)});
  EXPECT_THAT(file.Put(0), IsOk());
  EXPECT_THAT(file.Put(1), IsError(StatusCode::kIoError, "no space left"));
  EXPECT_EQ(file.bytes_in_flight(), 0);
}

TEST(FileWriter, ChunksThatWaitInVainGiveTheirBytesBackWithTheWriter) {
  const auto budget = std::make_shared<ByteBudget>(1);
  {
    TestFile file({}, budget);
    for (const int64_t index : {1, 2, 5}) EXPECT_THAT(file.Put(index), IsOk());
    EXPECT_EQ(file.bytes_in_flight(), 7 + 14 + 35);
  }
  EXPECT_EQ(BytesInFlight(budget.get()), 0);
}

TEST(FileWriter, ChunksPassWhenTheyAreWrittenInOrder) {
  TestFile file({.order = WriteOrder::kSequential, .num_units = 3});
  std::vector<int64_t> passed_at_write;
  file.settings.check = [&] {
    passed_at_write.push_back(file.writer.num_passed());
    return Status::OK();
  };
  for (const int64_t index : {2, 1, 0}) EXPECT_THAT(file.Put(index), IsOk());
  // The bracket, then two halves of each chunk, then the other bracket.
  EXPECT_THAT(passed_at_write, testing::ElementsAre(0, 0, 0, 1, 1, 2, 2, 3));
}

// Counts the chunks that get their places.
class CountingEncoder : public BracketEncoder {
 public:
  explicit CountingEncoder(std::latch* chunks) : chunks_(chunks) {}

  Status Append(Chunk chunk, int64_t offset, std::vector<ByteBuffer>* ready) override {
    chunks_->count_down();
    return BracketEncoder::Append(std::move(chunk), offset, ready);
  }

 private:
  std::latch* chunks_;
};

TEST(FileWriter, ChunksGetTheirPlacesWhileOthersAreWritten) {
  std::latch all_placed(kNumUnits);
  TestFile file({.order = WriteOrder::kSequential,
                 .make_encoder = [&] { return std::make_unique<CountingEncoder>(&all_placed); },
                 .check =
                     [&] {
                       all_placed.wait();
                       return Status::OK();
                     }});
  RunThreads(2, [&](int thread) {
    const int64_t begin = thread == 0 ? 0 : 1;
    const int64_t end = thread == 0 ? 1 : kNumUnits;
    for (int64_t index = begin; index < end; ++index) EXPECT_THAT(file.Put(index), IsOk());
  });
  EXPECT_TRUE(file.writer.complete());
  EXPECT_EQ(file.output->bytes, ExpectedFile());
  EXPECT_EQ(file.writer.totals().xxh3, DigestOf(ExpectedFile()));
}

TEST(FileWriter, AbortKeepsACompleteFile) {
  TestFile file({});
  EXPECT_THAT(file.PutAll(), testing::IsEmpty());
  file.writer.Abort();
  EXPECT_EQ(file.output->state, State::kCommitted);
}

}  // namespace
}  // namespace tpch
