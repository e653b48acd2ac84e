// Arrow IPC files and streams in memory, read back with Arrow's readers.

#include "tpch/arrow/arrow_format.h"

#include <arrow/api.h>
#include <arrow/io/memory.h>
#include <arrow/ipc/reader.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/unit/encoded_file.h"
#include "tests/unit/equal_units.h"
#include "tpch/stream.h"

namespace tpch {
namespace {

ScaleFactor Small() { return ParseScaleFactor("0.001"); }

/// Returns the file of a table's first `num_base_rows` base rows, in units of `unit_base_rows`.
std::string MakeFile(Table table, int64_t num_base_rows, int64_t unit_base_rows,
                     const Format& format) {
  return EncodeFile(format, {Small(), table, num_base_rows, unit_base_rows, unit_base_rows});
}

std::unique_ptr<Format> FileFormatOf(const ArrowOptions& options) {
  return ValueOf(MakeArrowFormat(options, ArrowFraming::kFile));
}

std::shared_ptr<arrow::io::BufferReader> OpenBytes(const std::string& file) {
  return std::make_shared<arrow::io::BufferReader>(arrow::Buffer::FromString(file));
}

std::shared_ptr<arrow::ipc::RecordBatchFileReader> OpenFile(const std::string& file) {
  return arrow::ipc::RecordBatchFileReader::Open(OpenBytes(file)).ValueOrDie();
}

TEST(ArrowFormat, TablesThatAreMadeTogetherHaveEqualUnits) {
  ExpectUnitsOfUnitTables(*FileFormatOf({}));
}

/// Returns the table's rows from the reader in this process.
std::shared_ptr<arrow::Table> Expected(Table table) {
  static const Session kSession;
  const auto reader =
      MakeRecordBatchReader({.table = table, .scale_factor = Small()}, kSession, StreamOptions{});
  return reader.ValueOrDie()->ToTable().ValueOrDie();
}

constexpr ArrowOptions kCompressions[] = {{},
                                          {.compression = {Codec::kLz4, {}}},
                                          {.compression = {Codec::kLz4, 12}},
                                          {.compression = {Codec::kZstd, {}}},
                                          {.compression = {Codec::kZstd, 22}}};

TEST(ArrowFormat, FilesHoldTheTableWithEveryCodec) {
  for (const Table table : kAllTables) {
    const int64_t num_rows = NumBaseRows(table, Small());
    for (const ArrowOptions& options : kCompressions) {
      const std::string file = MakeFile(table, num_rows, 500, *FileFormatOf(options));
      const std::shared_ptr<arrow::Table> read = OpenFile(file)->ToTable().ValueOrDie();
      ASSERT_TRUE(read->ValidateFull().ok());
      EXPECT_TRUE(read->Equals(*Expected(table)));
    }
  }
}

TEST(ArrowFormat, StreamsHoldTheTable) {
  const auto format = ValueOf(MakeArrowFormat({}, ArrowFraming::kStream));
  const std::string stream = MakeFile(Table::kOrders, 1500, 400, *format);
  const auto input = OpenBytes(stream);
  const auto reader = arrow::ipc::RecordBatchStreamReader::Open(input.get()).ValueOrDie();
  EXPECT_TRUE(reader->ToTable().ValueOrDie()->Equals(*Expected(Table::kOrders)));
  EXPECT_EQ(input->Tell().ValueOrDie(), static_cast<int64_t>(stream.size()));
}

TEST(ArrowFormat, EveryUnitIsARecordBatch) {
  const auto reader = OpenFile(MakeFile(Table::kPart, 200, 90, *FileFormatOf({})));
  ASSERT_EQ(reader->num_record_batches(), 3);
  EXPECT_EQ(reader->ReadRecordBatch(0).ValueOrDie()->num_rows(), 90);
  EXPECT_EQ(reader->ReadRecordBatch(2).ValueOrDie()->num_rows(), 20);
}

TEST(ArrowFormat, BytesDoNotDependOnBatches) {
  const auto format = FileFormatOf({});
  BufferPool pool;
  std::vector<std::string> messages;
  for (const int64_t batch_rows : {200, 64}) {
    const auto encoder = format->MakeUnitEncoder(Table::kPart, &pool);
    const auto generator =
        MakeTableGenerator(std::vector{Table::kPart}, {Small(), SharedTextPool()});
    std::vector<ColumnBatch> batches = generator->MakeBatches(batch_rows);
    generator->Start({{0, 200}, 0, 0});
    for (int64_t row = 0; row < 200; row += batch_rows) {
      generator->Fill(std::min(batch_rows, 200 - row), batches);
      EXPECT_THAT(encoder->Add(batches.front()), IsOk());
    }
    AppendBuffers(ValueOf(encoder->Finish()).buffers, &messages.emplace_back());
  }
  EXPECT_EQ(messages[0], messages[1]);
}

TEST(ArrowFormat, FileWithoutRowsIsValid) {
  for (const ArrowFraming framing : {ArrowFraming::kFile, ArrowFraming::kStream}) {
    const auto format = ValueOf(MakeArrowFormat({}, framing));
    const auto file_encoder = format->MakeFileEncoder({Small(), Table::kPart, 1, 1});
    BufferPool pool;
    ByteBuffer begin;
    EXPECT_THAT(file_encoder->Begin(&begin), IsOk());
    std::string file(begin.view());
    // The one unit of such a file has no rows.
    std::vector<ByteBuffer> ready;
    Chunk chunk = ValueOf(format->MakeUnitEncoder(Table::kPart, &pool)->Finish());
    EXPECT_THAT(file_encoder->Append(std::move(chunk), std::ssize(file), &ready), IsOk());
    EXPECT_THAT(file_encoder->Finish(std::ssize(file), &ready), IsOk());
    AppendBuffers(ready, &file);
    if (framing == ArrowFraming::kFile) {
      EXPECT_EQ(OpenFile(file)->num_record_batches(), 0);
      EXPECT_EQ(OpenFile(file)->schema()->num_fields(), 9);
    } else {
      const auto reader = arrow::ipc::RecordBatchStreamReader::Open(OpenBytes(file)).ValueOrDie();
      EXPECT_EQ(reader->Next().ValueOrDie(), nullptr);
      EXPECT_EQ(reader->schema()->num_fields(), 9);
    }
  }
}

TEST(ArrowFormat, ChunksBeyondTheirPlaceAreRefused) {
  const auto format = FileFormatOf({});
  BufferPool pool;
  const auto encoder = format->MakeUnitEncoder(Table::kRegion, &pool);
  const auto generator =
      MakeTableGenerator(std::vector{Table::kRegion}, {Small(), SharedTextPool()});
  std::vector<ColumnBatch> batches = generator->MakeBatches(5);
  generator->Start({{0, 5}, 0, 0});
  generator->Fill(5, batches);
  EXPECT_THAT(encoder->Add(batches.front()), IsOk());
  const auto file_encoder = format->MakeFileEncoder({Small(), Table::kRegion, 1, 1});
  ByteBuffer begin;
  EXPECT_THAT(file_encoder->Begin(&begin), IsOk());
  std::vector<ByteBuffer> ready;
  EXPECT_THAT(file_encoder->Append(ValueOf(encoder->Finish()),
                                   static_cast<int64_t>(begin.size()) + 8, &ready),
              HasCode(StatusCode::kIoError));
}

}  // namespace
}  // namespace tpch
