// The bound against the chunks of real files.

#include "tpch/parquet/chunk_bound.h"

#include <arrow/io/memory.h>
#include <parquet/file_reader.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/unit/column_encodings.h"
#include "tests/unit/encoded_file.h"
#include "tpch/parquet/parquet_format.h"

namespace tpch {
namespace {

/// A column chunk of a file.
struct ChunkSize {
  int64_t num_rows;
  int64_t size_bytes;  // in the file or before compression, whatever is more
};

/// Returns the only column chunk of each column in a file of the table's first base rows.
std::vector<ChunkSize> ChunkSizes(Table table, const ParquetOptions& options) {
  constexpr int64_t kNumBaseRows = 3000;
  const auto format = ValueOf(MakeParquetFormat(options));
  const std::string file =
      EncodeFile(*format, {ParseScaleFactor("0.1"), table, kNumBaseRows, kNumBaseRows, 256});
  const auto metadata = parquet::ParquetFileReader::Open(std::make_shared<arrow::io::BufferReader>(
                                                             arrow::Buffer::FromString(file)))
                            ->metadata();
  std::vector<ChunkSize> sizes;
  for (int i = 0; i < metadata->num_columns(); ++i) {
    const auto chunk = metadata->RowGroup(0)->ColumnChunk(i);
    sizes.push_back({chunk->num_values(),
                     std::max(chunk->total_compressed_size(), chunk->total_uncompressed_size())});
  }
  return sizes;
}

void ExpectBounded(const ParquetOptions& options) {
  for (const Table table : kAllTables) {
    if (!Describe(table).scaled) continue;
    const std::vector<ColumnLayout> columns = ValueOf(MakeColumnLayouts(table, options));
    const std::vector<ChunkSize> chunks = ChunkSizes(table, options);
    for (size_t i = 0; i < columns.size(); ++i) {
      EXPECT_LE(chunks[i].size_bytes, MaxChunkSizeBytes(columns[i], chunks[i].num_rows))
          << columns[i].descriptor->name << ", " << NameOf(columns[i].encoding, kEncodings);
    }
  }
}

TEST(MaxChunkSizeBytes, HoldsForEveryEncodingOfEveryColumn) {
  for (const auto& encoding : kEncodings) {
    for (const Codec codec : {Codec::kNone, Codec::kSnappy}) {
      ExpectBounded(
          {.compression = {codec, {}}, .column_encodings = EveryColumnAs(encoding.value)});
    }
  }
}

TEST(MaxChunkSizeBytes, HoldsForSmallPagesAndLongHeaders) {
  ExpectBounded({.page_bytes = kMinPageBytes, .data_page_version = 2, .page_checksums = true});
  ExpectBounded({.profile = ParquetProfile::kCompatible, .page_bytes = kMinPageBytes});
}

TEST(MaxChunkSizeBytes, IsNoMoreThanTwiceTheLargestChunk) {
  for (const Table table : kAllTables) {
    if (!Describe(table).scaled) continue;
    const std::vector<ColumnLayout> columns = ValueOf(MakeColumnLayouts(table, {}));
    const std::vector<ChunkSize> chunks = ChunkSizes(table, {});
    const auto largest = std::ranges::max_element(chunks, {}, &ChunkSize::size_bytes);
    const ColumnLayout& column = columns[static_cast<size_t>(largest - chunks.begin())];
    EXPECT_LT(MaxChunkSizeBytes(column, largest->num_rows), 2 * largest->size_bytes)
        << column.descriptor->name;
  }
}

}  // namespace
}  // namespace tpch
