#include "tpch/run/file_writer.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <latch>
#include <memory>
#include <mutex>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "tests/unit/memory_sink.h"
#include "tests/unit/random_numbers.h"
#include "tests/unit/status_matchers.h"
#include "tests/unit/threads.h"

namespace tpch {
namespace {

using State = MemoryOutput::State;

constexpr int64_t kNumUnits = 300;

/// Puts brackets around the chunks and notes where they lie.
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

/// Writes nothing before the end, as a format may whose row groups are not whole yet.
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

/// The text of a unit: of many lengths, none among them.
std::string UnitText(int64_t index) {
  return std::string(static_cast<size_t>(index * 7 % 50), static_cast<char>('a' + index % 26));
}

/// Makes the chunk of a unit, in two buffers, and counts it in the budget.
Chunk MakeChunk(int64_t index, ByteBudget* budget) {
  const std::string text = UnitText(index);
  Chunk chunk;
  for (const std::string& half : {text.substr(0, text.size() / 2), text.substr(text.size() / 2)}) {
    chunk.buffers.emplace_back().Append(half);
  }
  chunk.num_rows = index;
  budget->Add(static_cast<int64_t>(text.size()));
  return chunk;
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

Status IgnoreCompletion(const FileTotals& /*totals*/, const NameGiver& give_name) {
  return give_name();
}

/// A file writer with its surroundings.
struct Fixture {
  explicit Fixture(WriteOrder order, const WriteCheck& check = NeverFail, bool closed = false,
                   DigestKind digest = DigestKind::kXxh3)
      : writer([] { return std::make_unique<BracketEncoder>(); }, MakeOpener(order, check),
               Listener(), kNumUnits, closed, digest, &budget) {}

  SinkOpener MakeOpener(WriteOrder order, const WriteCheck& check) {
    return [this, order, check]() -> Result<std::unique_ptr<Sink>> {
      ++num_opened;
      return MakeMemorySink(order, output, check);
    };
  }

  /// Puts all units from several threads and returns the errors.
  std::vector<Status> PutAll() {
    const std::vector<int64_t> units = ShuffledUnits();
    std::vector<Status> errors;
    std::mutex mutex;
    RunThreads(4, [&](int thread) {
      for (auto i = static_cast<size_t>(thread); i < units.size(); i += 4) {
        const Status status = writer.Put(units[i], MakeChunk(units[i], &budget));
        const std::lock_guard lock(mutex);
        if (!status.ok()) errors.push_back(status);
      }
    });
    return errors;
  }

  NamingDecision Listener() {
    return [this](const FileTotals& totals, const NameGiver& give_name) {
      EXPECT_EQ(output->state, State::kOpen);
      TPCH_RETURN_NOT_OK(give_name());
      EXPECT_EQ(output->state, State::kCommitted);
      told_totals.push_back(totals);
      return Status::OK();
    };
  }

  ByteBudget budget{1 << 20};
  std::vector<FileTotals> told_totals;
  std::shared_ptr<MemoryOutput> output = std::make_shared<MemoryOutput>();
  std::atomic<int> num_opened = 0;
  FileWriter writer;
};

class FileWriterTest : public testing::TestWithParam<WriteOrder> {};

INSTANTIATE_TEST_SUITE_P(WriteOrders, FileWriterTest,
                         testing::Values(WriteOrder::kAny, WriteOrder::kSequential));

TEST_P(FileWriterTest, ChunksFromManyThreadsBecomeTheFile) {
  Fixture file(GetParam());
  EXPECT_THAT(file.PutAll(), testing::IsEmpty());
  ASSERT_TRUE(file.writer.complete());
  EXPECT_EQ(file.num_opened, 1);
  EXPECT_EQ(file.output->state, State::kCommitted);
  EXPECT_EQ(file.output->bytes, ExpectedFile());
  EXPECT_EQ(file.writer.num_passed(), kNumUnits);
}

TEST_P(FileWriterTest, TotalsAreThoseOfTheFile) {
  Fixture file(GetParam());
  EXPECT_THAT(file.PutAll(), testing::IsEmpty());
  ASSERT_TRUE(file.writer.complete());
  const FileTotals& totals = file.writer.totals();
  EXPECT_EQ(totals.num_rows, kNumUnits * (kNumUnits - 1) / 2);
  EXPECT_EQ(totals.size_bytes, static_cast<int64_t>(ExpectedFile().size()));
  EXPECT_EQ(totals.xxh3, DigestOf(ExpectedFile()));
  ASSERT_EQ(file.told_totals.size(), 1);
  EXPECT_EQ(file.told_totals[0].xxh3, totals.xxh3);
}

TEST_P(FileWriterTest, DigestCanBeLeftOut) {
  Fixture file(GetParam(), NeverFail, /*closed=*/false, DigestKind::kNone);
  EXPECT_THAT(file.PutAll(), testing::IsEmpty());
  ASSERT_TRUE(file.writer.complete());
  EXPECT_EQ(file.output->bytes, ExpectedFile());
  EXPECT_EQ(file.writer.totals().xxh3, std::nullopt);
}

TEST_P(FileWriterTest, GivesAllBytesBackToTheBudget) {
  Fixture file(GetParam());
  EXPECT_THAT(file.PutAll(), testing::IsEmpty());
  const int64_t peak_before = file.budget.peak_bytes();
  file.budget.Add(peak_before + 1);
  EXPECT_EQ(file.budget.peak_bytes(), peak_before + 1);
}

TEST_P(FileWriterTest, HeldBackBytesAreOutsideTheBudgetUntilTheyAreReady) {
  ByteBudget budget(1);
  const auto output = std::make_shared<MemoryOutput>();
  FileWriter writer([] { return std::make_unique<HoldingEncoder>(); },
                    [&]() -> Result<std::unique_ptr<Sink>> {
                      return MakeMemorySink(GetParam(), output, NeverFail);
                    },
                    IgnoreCompletion, kNumUnits, false, DigestKind::kXxh3, &budget);
  const auto never = [] { return false; };
  for (int64_t index = 0; index < kNumUnits; ++index) {
    EXPECT_THAT(writer.Put(index, MakeChunk(index, &budget)), IsOk());
    // Would wait for ever, were anything left in the budget.
    EXPECT_TRUE(budget.Claim(1, never));
    budget.Add(-1);
  }
  EXPECT_TRUE(writer.complete());
  EXPECT_EQ("[" + output->bytes + "]", ExpectedFile());
}

TEST_P(FileWriterTest, FailedWriteLeavesTheFileIncompleteAndAborted) {
  for (const int num_writes : {0, 1, 100}) {
    Fixture file(GetParam(), FailAfter(num_writes));
    const std::vector<Status> errors = file.PutAll();
    ASSERT_FALSE(errors.empty());
    for (const Status& error : errors) {
      EXPECT_THAT(error, IsError(StatusCode::kIoError, "no space left"));
    }
    EXPECT_FALSE(file.writer.complete());
    EXPECT_TRUE(file.told_totals.empty());
    file.writer.Abort();
    EXPECT_EQ(file.output->state, State::kAborted);
  }
}

TEST_P(FileWriterTest, ClosedFileTouchesNothingUntilItIsOpened) {
  Fixture file(GetParam(), NeverFail, /*closed=*/true);
  EXPECT_THAT(file.PutAll(), testing::IsEmpty());
  EXPECT_EQ(file.num_opened, 0);
  EXPECT_EQ(file.writer.num_passed(), 0);
  EXPECT_THAT(file.writer.Open(), IsOk());
  EXPECT_TRUE(file.writer.complete());
  EXPECT_EQ(file.output->bytes, ExpectedFile());
}

/// Says that its files are marked, and does not mark them.
class UnmarkedEncoder : public BracketEncoder {
 public:
  std::string_view magic() const override { return "MARK"; }
};

TEST(FileWriter, FileWithoutItsMagicIsAnError) {
  ByteBudget budget(100);
  const auto output = std::make_shared<MemoryOutput>();
  FileWriter writer([] { return std::make_unique<UnmarkedEncoder>(); },
                    [&]() -> Result<std::unique_ptr<Sink>> {
                      return MakeMemorySink(WriteOrder::kAny, output, NeverFail);
                    },
                    IgnoreCompletion, 1, false, DigestKind::kXxh3, &budget);
  EXPECT_THAT(writer.Put(0, MakeChunk(0, &budget)), IsError(StatusCode::kIoError, "no magic"));
  EXPECT_FALSE(writer.complete());
}

TEST(FileWriter, SinkThatCannotBeOpenedIsTheError) {
  ByteBudget budget(100);
  FileWriter writer([] { return std::make_unique<BracketEncoder>(); },
                    []() -> Result<std::unique_ptr<Sink>> { return Status::IoError("read-only"); },
                    IgnoreCompletion, 1, false, DigestKind::kXxh3, &budget);
  EXPECT_THAT(writer.Put(0, MakeChunk(0, &budget)), IsError(StatusCode::kIoError, "read-only"));
  EXPECT_FALSE(writer.complete());
  writer.Abort();
}

TEST(FileWriter, FileThatMustNotGetItsNameIsIncompleteAndAborted) {
  ByteBudget budget(100);
  const auto output = std::make_shared<MemoryOutput>();
  FileWriter writer(
      [] { return std::make_unique<BracketEncoder>(); },
      [&]() -> Result<std::unique_ptr<Sink>> {
        return MakeMemorySink(WriteOrder::kSequential, output, NeverFail);
      },
      [](const FileTotals&, const NameGiver&) { return Status::IoError("others were first"); }, 1,
      false, DigestKind::kXxh3, &budget);
  EXPECT_THAT(writer.Put(0, MakeChunk(0, &budget)),
              IsError(StatusCode::kIoError, "others were first"));
  EXPECT_FALSE(writer.complete());
  writer.Abort();
  EXPECT_EQ(output->state, State::kAborted);
}

TEST(FileWriter, ChunksPassWhenTheyAreWrittenInOrder) {
  ByteBudget budget(100);
  const auto output = std::make_shared<MemoryOutput>();
  FileWriter* self = nullptr;
  std::vector<int64_t> passed_at_write;
  const auto check = [&] {
    passed_at_write.push_back(self->num_passed());
    return Status::OK();
  };
  FileWriter writer([] { return std::make_unique<BracketEncoder>(); },
                    [&]() -> Result<std::unique_ptr<Sink>> {
                      return MakeMemorySink(WriteOrder::kSequential, output, check);
                    },
                    IgnoreCompletion, 3, false, DigestKind::kXxh3, &budget);
  self = &writer;
  for (const int64_t index : {2, 1, 0})
    EXPECT_THAT(writer.Put(index, MakeChunk(index, &budget)), IsOk());
  // The bracket, then two halves of each chunk, then the other bracket.
  EXPECT_THAT(passed_at_write, testing::ElementsAre(0, 0, 0, 1, 1, 2, 2, 3));
}

/// Counts the chunks that get their places.
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
  ByteBudget budget(1 << 20);
  const auto output = std::make_shared<MemoryOutput>();
  std::latch all_placed(kNumUnits);
  const auto wait_for_all = [&] {
    all_placed.wait();
    return Status::OK();
  };
  FileWriter writer([&] { return std::make_unique<CountingEncoder>(&all_placed); },
                    [&]() -> Result<std::unique_ptr<Sink>> {
                      return MakeMemorySink(WriteOrder::kSequential, output, wait_for_all);
                    },
                    IgnoreCompletion, kNumUnits, false, DigestKind::kXxh3, &budget);
  RunThreads(2, [&](int thread) {
    const int64_t begin = thread == 0 ? 0 : 1;
    const int64_t end = thread == 0 ? 1 : kNumUnits;
    for (int64_t index = begin; index < end; ++index) {
      EXPECT_THAT(writer.Put(index, MakeChunk(index, &budget)), IsOk());
    }
  });
  EXPECT_TRUE(writer.complete());
  EXPECT_EQ(output->bytes, ExpectedFile());
  EXPECT_EQ(writer.totals().xxh3, DigestOf(ExpectedFile()));
}

TEST(FileWriter, AbortKeepsACompleteFile) {
  Fixture file(WriteOrder::kAny);
  EXPECT_THAT(file.PutAll(), testing::IsEmpty());
  file.writer.Abort();
  EXPECT_EQ(file.output->state, State::kCommitted);
}

}  // namespace
}  // namespace tpch
