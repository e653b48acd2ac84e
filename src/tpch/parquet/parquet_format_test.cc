// Parquet files in memory, read back with parquet-cpp.

#include "tpch/parquet/parquet_format.h"

#include <arrow/api.h>
#include <arrow/io/memory.h>
#include <parquet/arrow/reader.h>
#include <parquet/file_reader.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "tests/unit/table_text.h"
#include "tpch/parquet/page_compressor.h"

namespace tpch {
namespace {

ScaleFactor Small() { return ParseScaleFactor("0.001"); }

void Append(const std::vector<ByteBuffer>& buffers, std::string* file) {
  for (const ByteBuffer& buffer : buffers) file->append(buffer.view());
}

/// Returns the file of a table's first `num_base_rows` base rows.
std::string MakeFile(Table table, int64_t num_base_rows, const ParquetOptions& options) {
  const std::unique_ptr<Format> format = ValueOf(MakeParquetFormat(options));
  BufferPool pool;
  const auto unit_encoder = format->MakeUnitEncoder(table, &pool);
  const auto file_encoder = format->MakeFileEncoder({Small(), table, 1, 1});
  const std::vector<Table> tables = {table};
  const auto generator = MakeTableGenerator(tables, {Small(), SharedTextPool()});
  const int64_t unit_base_rows = format->UnitBaseRows(table);
  std::vector<ColumnBatch> batches = generator->MakeBatches(unit_base_rows);

  ByteBuffer begin;
  EXPECT_THAT(file_encoder->Begin(&begin), IsOk());
  std::string file(begin.view());
  for (RowRange unit; unit.begin < num_base_rows; unit.begin = unit.end) {
    unit.end = std::min(num_base_rows, unit.begin + unit_base_rows);
    generator->Start({unit, 0, 0});
    generator->Fill(unit.size(), batches);
    EXPECT_THAT(unit_encoder->Add(batches.front()), IsOk());
    std::vector<ByteBuffer> ready;
    EXPECT_THAT(file_encoder->Append(ValueOf(unit_encoder->Finish()),
                                     static_cast<int64_t>(file.size()), &ready),
                IsOk());
    Append(ready, &file);
  }
  std::vector<ByteBuffer> end;
  EXPECT_THAT(file_encoder->Finish(static_cast<int64_t>(file.size()), &end), IsOk());
  Append(end, &file);
  return file;
}

std::shared_ptr<arrow::io::RandomAccessFile> OpenBytes(const std::string& file) {
  return std::make_shared<arrow::io::BufferReader>(arrow::Buffer::FromString(file));
}

std::unique_ptr<parquet::ParquetFileReader> OpenFile(const std::string& file) {
  return parquet::ParquetFileReader::Open(OpenBytes(file));
}

std::shared_ptr<arrow::Table> ReadTable(const std::string& file) {
  const auto reader = parquet::arrow::OpenFile(OpenBytes(file), arrow::default_memory_pool());
  return reader.ValueOrDie()->GetRecordBatchReader().ValueOrDie()->ToTable().ValueOrDie();
}

TEST(ParquetFormat, SmallRowGroupsAreOneUnitEach) {
  const auto metadata = OpenFile(MakeFile(Table::kPart, 200, {.row_group_rows = 90}))->metadata();
  ASSERT_EQ(metadata->num_row_groups(), 3);
  EXPECT_EQ(metadata->RowGroup(0)->num_rows(), 90);
  EXPECT_EQ(metadata->RowGroup(2)->num_rows(), 20);
  EXPECT_EQ(metadata->num_rows(), 200);
}

TEST(ParquetFormat, RowGroupRowsAreRowsOfTheTable) {
  const auto metadata =
      OpenFile(MakeFile(Table::kPartsupp, 200, {.row_group_rows = 400}))->metadata();
  ASSERT_EQ(metadata->num_row_groups(), 2);
  EXPECT_EQ(metadata->RowGroup(0)->num_rows(), 400);
}

TEST(ParquetFormat, FieldIdsCountFromOneAndNothingIsNullable) {
  for (const Table table : kAllTables) {
    const auto reader = OpenFile(MakeFile(table, 5, {}));
    const parquet::schema::GroupNode* root = reader->metadata()->schema()->group_node();
    const auto& columns = Describe(table).columns;
    ASSERT_EQ(root->field_count(), static_cast<int>(columns.size()));
    for (int i = 0; i < root->field_count(); ++i) {
      EXPECT_EQ(root->field(i)->name(), columns[i].name);
      EXPECT_EQ(root->field(i)->field_id(), i + 1);
      EXPECT_TRUE(root->field(i)->is_required());
    }
  }
}

TEST(ParquetFormat, ReadersSeeTheTypesOfTheSchema) {
  const std::shared_ptr<arrow::Schema> schema =
      ReadTable(MakeFile(Table::kLineitem, 5, {}))->schema();
  const auto type_of = [&](const char* name) { return schema->GetFieldByName(name)->type(); };
  EXPECT_TRUE(type_of("l_orderkey")->Equals(arrow::int64()));
  EXPECT_TRUE(type_of("l_linenumber")->Equals(arrow::int32()));
  EXPECT_TRUE(type_of("l_quantity")->Equals(arrow::decimal128(15, 2)));
  EXPECT_TRUE(type_of("l_shipdate")->Equals(arrow::date32()));
  EXPECT_TRUE(type_of("l_shipmode")->Equals(arrow::utf8()));
}

TEST(ParquetFormat, FileWithoutRowsIsValid) {
  for (const Table table : kAllTables) {
    const std::shared_ptr<arrow::Table> read = ReadTable(MakeFile(table, 0, {}));
    EXPECT_EQ(read->num_rows(), 0);
    EXPECT_EQ(read->num_columns(), static_cast<int>(Describe(table).columns.size()));
  }
}

TEST(ParquetFormat, UnitWithoutRowsAddsNoRowGroup) {
  const std::unique_ptr<Format> format = ValueOf(MakeParquetFormat({}));
  BufferPool pool;
  const auto encoder = format->MakeUnitEncoder(Table::kPart, &pool);
  std::vector<ByteBuffer> ready;
  EXPECT_THAT(format->MakeFileEncoder({Small(), Table::kPart, 1, 1})
                  ->Append(ValueOf(encoder->Finish()), 4, &ready),
              IsOk());
  EXPECT_TRUE(ready.empty());
}

TEST(ParquetFormat, ValuesDoNotDependOnRowGroupsAndCodec) {
  const std::shared_ptr<arrow::Table> expected = ReadTable(MakeFile(Table::kOrders, 1500, {}));
  for (const CodecDescriptor& codec : kCodecs) {
    if (!CheckCodec(codec.codec).ok()) continue;
    const ParquetOptions options{.compression = {codec.codec, {}}, .row_group_rows = 700};
    EXPECT_TRUE(ReadTable(MakeFile(Table::kOrders, 1500, options))->Equals(*expected))
        << codec.name;
  }
}

TEST(ParquetFormat, FirstRegionIsTheReferences) {
  const std::shared_ptr<arrow::Table> table = ReadTable(MakeFile(Table::kRegion, 5, {}));
  EXPECT_EQ(table->column(0)->GetScalar(4).ValueOrDie()->ToString(), "4");
  EXPECT_EQ(table->column(1)->GetScalar(0).ValueOrDie()->ToString(), "AFRICA");
  EXPECT_EQ(table->column(2)->GetScalar(0).ValueOrDie()->ToString(),
            "lar deposits. blithely final packages cajole. regular waters are final requests. "
            "regular accounts are according to ");
}

}  // namespace
}  // namespace tpch
