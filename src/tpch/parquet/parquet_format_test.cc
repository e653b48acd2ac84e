// Parquet files in memory, read back with parquet-cpp.

#include "tpch/parquet/parquet_format.h"

#include <arrow/api.h>
#include <arrow/io/memory.h>
#include <parquet/arrow/reader.h>
#include <parquet/bloom_filter.h>
#include <parquet/bloom_filter_reader.h>
#include <parquet/column_page.h>
#include <parquet/column_reader.h>
#include <parquet/file_reader.h>
#include <parquet/page_index.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "tests/unit/encoded_file.h"
#include "tests/unit/equal_units.h"

namespace tpch {
namespace {

ScaleFactor Small() { return ParseScaleFactor("0.001"); }

/// Returns the file of a table's first `num_base_rows` base rows, made in batches of
/// `batch_base_rows`.
std::string MakeFile(Table table, int64_t num_base_rows, const ParquetOptions& options,
                     int64_t batch_base_rows) {
  const std::unique_ptr<Format> format = ValueOf(MakeParquetFormat(options));
  return EncodeFile(*format,
                    {Small(), table, num_base_rows, format->UnitBaseRows(table), batch_base_rows});
}

std::string MakeFile(Table table, int64_t num_base_rows, const ParquetOptions& options) {
  return MakeFile(table, num_base_rows, options, 256);
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

TEST(ParquetFormat, TablesThatAreMadeTogetherHaveEqualUnits) {
  for (const int64_t row_group_rows : {1'000, 1'048'576, 1'234'567}) {
    ExpectUnitsOfUnitTables(*ValueOf(MakeParquetFormat({.row_group_rows = row_group_rows})));
  }
  ExpectUnitsOfUnitTables(*ValueOf(MakeParquetFormat({.row_group_bytes = 10'000'000})));
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

TEST(ParquetFormat, FilesAreOfVersion1InEveryShape) {
  for (const ParquetOptions& options :
       {ParquetOptions{}, ParquetOptions{.profile = ParquetProfile::kCompatible},
        ParquetOptions{.data_page_version = 2}}) {
    EXPECT_EQ(OpenFile(MakeFile(Table::kRegion, 5, options))->metadata()->version(),
              parquet::ParquetVersion::PARQUET_1_0);
  }
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
  for (const Codec codec : kParquetCodecs) {
    const ParquetOptions options{.compression = {codec, {}}, .row_group_rows = 700};
    EXPECT_TRUE(ReadTable(MakeFile(Table::kOrders, 1500, options))->Equals(*expected))
        << NameOf(codec, kCodecs);
  }
}

TEST(ParquetFormat, SizesAreEstimatedWithinAQuarter) {
  constexpr int64_t kNumBaseRows = 6'000;
  for (const Codec codec : kParquetCodecs) {
    for (const int64_t row_group_rows : {1'048'576, 1'000}) {
      const ParquetOptions options{.compression = {codec, {}}, .row_group_rows = row_group_rows};
      const std::unique_ptr<Format> format = ValueOf(MakeParquetFormat(options));
      for (const Table table : kAllTables) {
        if (!Describe(table).scaled) continue;
        const auto size_bytes = static_cast<double>(MakeFile(table, kNumBaseRows, options).size());
        const int64_t num_rows = kNumBaseRows * Describe(table).rows_per_base_row;
        const auto estimate = static_cast<double>(format->EstimateSizeBytes(table, num_rows));
        EXPECT_LT(std::abs(size_bytes / estimate - 1), 0.25)
            << NameOf(codec, kCodecs) << ", " << Describe(table).name << ", " << row_group_rows;
      }
    }
  }
}

TEST(ParquetFormat, HashesOfBloomFiltersAreCountedAsHeldBack) {
  constexpr int64_t kUnitRows = 131'072;
  const auto held_back = [](std::vector<std::string> columns) {
    return ValueOf(MakeParquetFormat({.bloom_filter_columns = std::move(columns)}))
        ->EstimateMemory(Table::kLineitem, kUnitRows, /*file_rows=*/1'000'000'000)
        .held_back_bytes;
  };
  constexpr int64_t kRowGroupRows = 8 * kUnitRows;
  const int64_t without = held_back({});
  // The hashes and the filter; where the values are known only the few hashes of those that came.
  EXPECT_EQ(held_back({"l_comment"}) - without, kRowGroupRows * 8 + (2 << 20) / 8 * 9);
  EXPECT_LT(held_back({"l_shipdate", "l_tax"}) - without, 8192);
}

/// Returns the Bloom filter of a column of the first row group.
std::unique_ptr<parquet::BloomFilter> ReadBloomFilter(parquet::ParquetFileReader* file,
                                                      const char* column) {
  const int index = file->metadata()->schema()->ColumnIndex(column);
  return file->GetBloomFilterReader().RowGroup(0)->GetColumnBloomFilter(index);
}

TEST(ParquetFormat, BloomFiltersAreAsLargeAsTheDifferentValuesOfARowGroupNeed) {
  // About 6,000 lines: of 1,500 orders, 200 parts, 10 suppliers and 7 ways to ship.
  const ParquetOptions options{
      .column_encodings = {{"l_shipmode", Encoding::kPlain}},
      .bloom_filter_columns = {"l_orderkey", "l_partkey", "l_suppkey", "l_shipmode", "l_comment"}};
  const std::string bytes = MakeFile(Table::kLineitem, 1500, options);
  const auto file = OpenFile(bytes);
  const auto size_bytes = [&](const char* column) {
    return ReadBloomFilter(file.get(), column)->GetBitsetSize();
  };
  EXPECT_EQ(size_bytes("l_orderkey"), 2048U);
  EXPECT_EQ(size_bytes("l_partkey"), 512U);
  EXPECT_EQ(size_bytes("l_suppkey"), 32U);
  EXPECT_EQ(size_bytes("l_shipmode"), 32U);
  EXPECT_EQ(size_bytes("l_comment"), 8192U);
}

TEST(ParquetFormat, BloomFiltersFindOneInAHundredAbsentValues) {
  const std::string bytes = MakeFile(
      Table::kOrders, 1500, {.row_group_rows = 1500, .bloom_filter_columns = {"o_orderkey"}});
  const auto file = OpenFile(bytes);
  const auto filter = ReadBloomFilter(file.get(), "o_orderkey");
  constexpr int64_t kNumAbsent = 100'000;
  int num_wrong = 0;
  for (int64_t key = 6'001; key <= 6'000 + kNumAbsent; ++key) {
    num_wrong += filter->FindHash(filter->Hash(key)) ? 1 : 0;
  }
  // 10.9 bits a value: one of the smallest filters that will do.
  EXPECT_LT(num_wrong, kNumAbsent / 100);
  EXPECT_GT(num_wrong, kNumAbsent / 200);
}

TEST(ParquetFormat, ASmallFileHoldsBackAboutWhatItHas) {
  constexpr int64_t kFileRows = 10'000;
  const auto format = ValueOf(MakeParquetFormat({}));
  const int64_t held_back =
      format->EstimateMemory(Table::kSupplier, kFileRows, kFileRows).held_back_bytes;
  const int64_t size_bytes = format->EstimateSizeBytes(Table::kSupplier, kFileRows);
  EXPECT_GE(held_back, size_bytes);
  EXPECT_LE(held_back, size_bytes + size_bytes / 8);
}

TEST(ParquetFormat, ThreadsTakeWhatTheHungriestCodecDoes) {
  const auto thread_bytes = [](const ParquetOptions& options) {
    return ValueOf(MakeParquetFormat(options))
        ->EstimateMemory(Table::kLineitem, 1000, 1000)
        .thread_bytes;
  };
  EXPECT_EQ(thread_bytes({}), 0);
  const int64_t zstd_1 = thread_bytes({.compression = {Codec::kZstd, 1}});
  const int64_t zstd_19 = thread_bytes({.compression = {Codec::kZstd, 19}});
  EXPECT_LT(zstd_1, zstd_19);
  EXPECT_EQ(thread_bytes({.column_compressions = {{"l_comment", {Codec::kZstd, 19}}}}), zstd_19);
  EXPECT_EQ(thread_bytes({.column_compressions = {{"o_comment", {Codec::kZstd, 19}}}}), 0);
}

TEST(ParquetFormat, BytesDoNotDependOnBatches) {
  const ParquetOptions options{.row_group_rows = 3000, .page_bytes = 2000};
  for (const Table table : {Table::kLineitem, Table::kOrders, Table::kPart}) {
    const std::string expected = MakeFile(table, 200, options, 200);
    for (const int64_t batch_base_rows : {1, 3, 64, 199}) {
      EXPECT_TRUE(MakeFile(table, 200, options, batch_base_rows) == expected) << batch_base_rows;
    }
  }
}

TEST(ParquetFormat, RowGroupsJoinUnitsColumnByColumn) {
  // Orders come in units of lineitem's row groups, four of which have the rows of one of theirs.
  const ParquetOptions options{.row_group_rows = 400};
  const std::string file = MakeFile(Table::kOrders, 1000, options);
  const auto metadata = OpenFile(file)->metadata();
  ASSERT_EQ(metadata->num_row_groups(), 3);
  EXPECT_EQ(metadata->RowGroup(0)->num_rows(), 400);
  EXPECT_EQ(metadata->RowGroup(2)->num_rows(), 200);
  EXPECT_TRUE(ReadTable(file)->Equals(*ReadTable(MakeFile(Table::kOrders, 1000, {}))));
}

TEST(ParquetFormat, ColumnChunksLieWithoutGaps) {
  for (const Table table : kAllTables) {
    const auto metadata = OpenFile(MakeFile(table, 5, {.row_group_rows = 3}))->metadata();
    int64_t end = 4;  // of the magic
    for (int group = 0; group < metadata->num_row_groups(); ++group) {
      const auto row_group = metadata->RowGroup(group);
      EXPECT_EQ(row_group->file_offset(), end);
      int64_t group_size_bytes = 0;
      for (int i = 0; i < row_group->num_columns(); ++i) {
        const auto column = row_group->ColumnChunk(i);
        const int64_t begin = column->has_dictionary_page() ? column->dictionary_page_offset()
                                                            : column->data_page_offset();
        EXPECT_EQ(begin, end);
        end += column->total_compressed_size();
        group_size_bytes += column->total_compressed_size();
      }
      EXPECT_EQ(row_group->total_compressed_size(), group_size_bytes);
    }
  }
}

/// A page as its index describes it.
struct IndexedPage {
  int64_t first_row;
  int64_t num_rows;
  std::string min;
  std::string max;
};

/// Returns the pages of a column of the first row group, checked against the pages themselves.
std::vector<IndexedPage> IndexedPages(parquet::ParquetFileReader* file, int column) {
  const auto row_group = file->GetPageIndexReader()->RowGroup(0);
  const auto column_index = row_group->GetColumnIndex(column);
  const auto locations = row_group->GetOffsetIndex(column)->page_locations();
  const auto chunk = file->metadata()->RowGroup(0)->ColumnChunk(column);
  const auto pages = file->RowGroup(0)->GetColumnPageReader(column);
  std::vector<IndexedPage> indexed;
  int64_t offset = chunk->data_page_offset();
  int64_t row = 0;
  for (size_t i = 0; i < locations.size(); ++i) {
    std::shared_ptr<parquet::Page> page = pages->NextPage();
    if (page->type() == parquet::PageType::DICTIONARY_PAGE) page = pages->NextPage();
    const int64_t num_rows = static_cast<const parquet::DataPage&>(*page).num_values();
    EXPECT_EQ(locations[i].offset, offset);
    EXPECT_EQ(locations[i].first_row_index, row);
    EXPECT_FALSE(column_index->null_pages()[i]);
    EXPECT_EQ(column_index->null_counts()[i], 0);
    indexed.push_back({row, num_rows, column_index->encoded_min_values()[i],
                       column_index->encoded_max_values()[i]});
    offset += locations[i].compressed_page_size;
    row += num_rows;
  }
  EXPECT_EQ(pages->NextPage(), nullptr);
  EXPECT_EQ(row, chunk->num_values());
  return indexed;
}

int64_t PlainInt64(const std::string& plain) {
  int64_t number = 0;
  EXPECT_EQ(plain.size(), sizeof(number));
  std::memcpy(&number, plain.data(), std::min(plain.size(), sizeof(number)));
  return number;
}

TEST(ParquetFormat, PageIndexesBoundNumbers) {
  const std::string bytes = MakeFile(Table::kLineitem, 1500, {.page_bytes = 1024});
  const auto file = OpenFile(bytes);
  const std::shared_ptr<arrow::Table> table = ReadTable(bytes);
  const auto keys = std::static_pointer_cast<arrow::Int64Array>(
      table->column(0)->Slice(0, table->num_rows())->chunk(0));
  const std::vector<IndexedPage> pages = IndexedPages(file.get(), 0);
  EXPECT_GT(pages.size(), 1U);
  for (const IndexedPage& page : pages) {
    EXPECT_EQ(PlainInt64(page.min), keys->Value(page.first_row));
    EXPECT_EQ(PlainInt64(page.max), keys->Value(page.first_row + page.num_rows - 1));
  }
  constexpr int kPrice = 5;
  const auto row_group = file->GetPageIndexReader()->RowGroup(0);
  EXPECT_EQ(row_group->GetColumnIndex(0)->boundary_order(), parquet::BoundaryOrder::Ascending);
  EXPECT_EQ(row_group->GetColumnIndex(kPrice)->boundary_order(), parquet::BoundaryOrder::Unordered);
}

TEST(ParquetFormat, PageIndexesBoundTextByAtMost64Bytes) {
  for (const Table table : {Table::kPartsupp, Table::kPart}) {
    const std::string bytes = MakeFile(table, 200, {.page_bytes = 1024});
    const auto read = ReadTable(bytes);
    const int column = read->num_columns() - 1;
    const auto comments =
        std::static_pointer_cast<arrow::StringArray>(read->column(column)->chunk(0));
    for (const IndexedPage& page : IndexedPages(OpenFile(bytes).get(), column)) {
      EXPECT_LE(std::max(page.min.size(), page.max.size()), 64U);
      bool min_is_met = false;
      bool max_is_met = false;
      for (int64_t row = page.first_row; row < page.first_row + page.num_rows; ++row) {
        const std::string_view text = comments->GetView(row);
        EXPECT_LE(page.min, text);
        EXPECT_GE(page.max, text);
        min_is_met |= text.starts_with(page.min);
        // The greatest text or, where it was cut, the end of what begins as it does.
        std::string before_max = page.max;
        --before_max.back();
        max_is_met |= text == page.max || (text.size() > 64 && text.starts_with(before_max));
      }
      EXPECT_TRUE(min_is_met && max_is_met);
    }
  }
}

TEST(ParquetFormat, EveryPageOfEveryColumnIsIndexed) {
  for (const int version : {1, 2}) {
    const auto file = OpenFile(
        MakeFile(Table::kOrders, 1500, {.page_bytes = 1024, .data_page_version = version}));
    for (int i = 0; i < file->metadata()->num_columns(); ++i) {
      EXPECT_GE(IndexedPages(file.get(), i).size(), 1U) << i;
    }
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
