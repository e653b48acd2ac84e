// The end of a Parquet file: page indexes and footer (parquet.thrift, PageIndex.md).

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tpch/parquet/column_writer.h"
#include "tpch/parquet/parquet_table.h"

namespace tpch {

/// The first and the last bytes of a file.
inline constexpr std::string_view kParquetMagic = "PAR1";

/// A column chunk with its place in the file.
struct PlacedColumnChunk {
  int64_t offset = 0;  ///< of its dictionary page, or of its first data page where it has none
  int64_t bloom_filter_offset = 0;
  int64_t bloom_filter_size_bytes = 0;  ///< 0: it has none
  ColumnSummary summary;                ///< of the pages of all its units
};

/// A key and its value in the metadata of a file.
using KeyValue = std::pair<std::string, std::string>;

/// Collects what the end of the file must say about its row groups, in the form in which it will be
/// written: memory grows with row groups and pages only. Not thread-safe.
class FileMetadata {
 public:
  /// `table` is not owned and outlives the object.
  explicit FileMetadata(const ParquetTable& table) : table_(table) {}

  /// Adds the next row group: a chunk for each column.
  void AddRowGroup(std::span<const PlacedColumnChunk> chunks);

  /// Returns all that follows the last row group, whose end is at `offset`.
  std::string Serialize(int64_t offset, std::span<const KeyValue> key_values) const;

 private:
  /// A row group but for its column chunks, whose places of indexes are not known yet.
  struct RowGroup {
    int64_t num_rows;
    int64_t offset;
    int64_t uncompressed_size_bytes;
    int64_t compressed_size_bytes;
  };
  /// Sizes of what was written of one column chunk, in the three strings below.
  struct ChunkSizes {
    uint32_t metadata;
    uint32_t column_index;
    uint32_t offset_index;
  };

  void AddColumnChunk(size_t column, const PlacedColumnChunk& chunk);
  std::string SerializeRowGroups(int64_t offset) const;

  const ParquetTable& table_;
  int64_t num_rows_ = 0;
  std::vector<RowGroup> row_groups_;
  std::vector<ChunkSizes> chunks_;  // of all row groups
  std::string chunk_metadata_;
  std::string column_indexes_;
  std::string offset_indexes_;
};

}  // namespace tpch
