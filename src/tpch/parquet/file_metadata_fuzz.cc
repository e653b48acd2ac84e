// Fuzz target: parquet-cpp reads the written facts about pages back from the footer and both
// indexes.

#include <arrow/io/memory.h>
#include <parquet/file_reader.h>
#include <parquet/metadata.h>
#include <parquet/page_index.h>
#include <parquet/statistics.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "tests/fuzz/fuzz_input.h"
#include "tests/unit/value_of.h"
#include "tpch/parquet/file_metadata.h"

namespace tpch {
namespace {

using RowGroup = std::vector<PlacedColumnChunk>;

constexpr int64_t kMagicSizeBytes = 4;
constexpr size_t kMaxIndexTextSizeBytes = 64;

const std::vector<ParquetTable>& Tables() {
  static const std::vector<ParquetTable> kTables = ValueOf(MakeParquetTables({}));
  return kTables;
}

// Takes printable text of fewer than 128 bytes.
std::string TakeText(FuzzInput* input) {
  std::string text(input->TakeBytes(input->TakeNumber(1) % 128));
  for (char& letter : text) letter = static_cast<char>(' ' + (letter & 63));
  return text;
}

ValueBounds TakeBounds(PhysicalType type, FuzzInput* input) {
  if (type == PhysicalType::kByteArray) {
    const auto [min, max] = std::minmax({TakeText(input), TakeText(input)});
    return ValueBounds::Texts(min, max);
  }
  const size_t num_bytes = type == PhysicalType::kInt32 ? 3 : 8;
  const auto [min, max] = std::minmax({static_cast<int64_t>(input->TakeNumber(num_bytes)),
                                       static_cast<int64_t>(input->TakeNumber(num_bytes))});
  return ValueBounds::Numbers(min, max);
}

// Takes a row group, which begins at `*offset`, with one to three pages for each column, and moves
// `*offset` to its end.
RowGroup TakeRowGroup(const ParquetTable& table, int64_t* offset, FuzzInput* input) {
  std::vector<int64_t> page_rows(static_cast<size_t>(input->TakeChoice(1, 3)));
  for (int64_t& num_rows : page_rows) num_rows = static_cast<int64_t>(1 + input->TakeNumber(2));
  RowGroup chunks;
  for (const ColumnLayout& column : table.columns) {
    PlacedColumnChunk& chunk = chunks.emplace_back();
    chunk.offset = *offset;
    for (const int64_t num_rows : page_rows) {
      const auto size_bytes = static_cast<int64_t>(1 + input->TakeNumber(1));
      chunk.summary.pages.push_back(
          {size_bytes, num_rows, TakeBounds(column.physical_type, input)});
      chunk.summary.size_bytes += size_bytes;
    }
    chunk.summary.uncompressed_size_bytes = static_cast<int64_t>(input->TakeNumber(3));
    *offset += chunk.summary.size_bytes;
    if (column.dictionary_page) *offset += std::ssize(column.dictionary_page->bytes);
  }
  return chunks;
}

std::unique_ptr<parquet::ParquetFileReader> Open(const ParquetTable& table,
                                                 const std::vector<RowGroup>& row_groups,
                                                 int64_t end) {
  FileMetadata metadata(table);
  for (const RowGroup& row_group : row_groups) metadata.AddRowGroup(row_group);
  std::string file(static_cast<size_t>(end), '\0');
  file += metadata.Serialize(end, std::vector<KeyValue>{{"key", "value"}});
  return parquet::ParquetFileReader::Open(
      std::make_shared<arrow::io::BufferReader>(arrow::Buffer::FromString(std::move(file))));
}

void CheckChunk(const ColumnLayout& column, const PlacedColumnChunk& chunk,
                const parquet::ColumnChunkMetaData& read) {
  int64_t dictionary_size_bytes = 0;
  if (column.dictionary_page) {
    Require(read.dictionary_page_offset() == chunk.offset, "the dictionary's place comes back");
    dictionary_size_bytes = std::ssize(column.dictionary_page->bytes);
  }
  Require(read.data_page_offset() == chunk.offset + dictionary_size_bytes, "the place comes back");
  Require(read.total_compressed_size() == dictionary_size_bytes + chunk.summary.size_bytes,
          "the size comes back");
  int64_t num_values = 0;
  ValueBounds bounds;
  for (const PageSummary& page : chunk.summary.pages) {
    num_values += page.num_rows;
    bounds.Include(page.bounds);
  }
  Require(read.num_values() == num_values, "the number of values comes back");
  Require(read.statistics()->EncodeMin() == bounds.PlainMin(column.physical_type) &&
              read.statistics()->EncodeMax() == bounds.PlainMax(column.physical_type),
          "the statistics come back");
}

void CheckOffsetIndex(const std::vector<PageSummary>& pages, int64_t offset,
                      const parquet::OffsetIndex& read) {
  Require(read.page_locations().size() == pages.size(), "every page has a place");
  int64_t first_row = 0;
  for (size_t i = 0; i < pages.size(); ++i) {
    const parquet::PageLocation& page = read.page_locations()[i];
    Require(page.offset == offset && page.first_row_index == first_row &&
                page.compressed_page_size == pages[i].size_bytes,
            "the place of a page comes back");
    offset += pages[i].size_bytes;
    first_row += pages[i].num_rows;
  }
}

void CheckColumnIndex(const std::vector<PageSummary>& pages, PhysicalType type,
                      const parquet::ColumnIndex& read) {
  Require(read.encoded_min_values().size() == pages.size(), "every page has bounds");
  for (size_t i = 0; i < pages.size(); ++i) {
    const std::string min = pages[i].bounds.PlainMin(type);
    const std::string max = pages[i].bounds.PlainMax(type);
    const std::string& read_max = read.encoded_max_values()[i];
    Require(read.encoded_min_values()[i] == min.substr(0, kMaxIndexTextSizeBytes),
            "the lower bound comes back");
    const bool cut = max.size() > kMaxIndexTextSizeBytes;
    Require(cut ? read_max > max && read_max.size() <= kMaxIndexTextSizeBytes : read_max == max,
            "the upper bound comes back");
  }
}

void CheckRoundTrip(const ParquetTable& table, const std::vector<RowGroup>& row_groups,
                    int64_t end) {
  const auto file = Open(table, row_groups, end);
  const std::shared_ptr<parquet::FileMetaData> metadata = file->metadata();
  Require(metadata->num_row_groups() == std::ssize(row_groups), "the row groups come back");
  for (int group = 0; group < metadata->num_row_groups(); ++group) {
    const auto read = metadata->RowGroup(group);
    const auto indexes = file->GetPageIndexReader()->RowGroup(group);
    for (int i = 0; i < metadata->num_columns(); ++i) {
      const ColumnLayout& column = table.columns[static_cast<size_t>(i)];
      const PlacedColumnChunk& chunk =
          row_groups[static_cast<size_t>(group)][static_cast<size_t>(i)];
      const auto read_chunk = read->ColumnChunk(i);
      CheckChunk(column, chunk, *read_chunk);
      CheckOffsetIndex(chunk.summary.pages, read_chunk->data_page_offset(),
                       *indexes->GetOffsetIndex(i));
      CheckColumnIndex(chunk.summary.pages, column.physical_type, *indexes->GetColumnIndex(i));
    }
  }
}

}  // namespace
}  // namespace tpch

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  tpch::FuzzInput input(data, size);
  const auto last_table = static_cast<int>(tpch::Tables().size()) - 1;
  const tpch::ParquetTable& table =
      tpch::Tables()[static_cast<size_t>(input.TakeChoice(0, last_table))];
  int64_t offset = tpch::kMagicSizeBytes;
  std::vector<tpch::RowGroup> row_groups(static_cast<size_t>(input.TakeChoice(0, 2)));
  for (tpch::RowGroup& row_group : row_groups) {
    row_group = tpch::TakeRowGroup(table, &offset, &input);
  }
  tpch::CheckRoundTrip(table, row_groups, offset);
  return 0;
}
