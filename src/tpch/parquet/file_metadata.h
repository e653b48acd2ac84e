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

/// The first and last bytes of a file.
inline constexpr std::string_view kParquetMagic = "PAR1";

/// A column chunk and its position in the file.
struct PlacedColumnChunk {
  int64_t offset = 0;  ///< of its dictionary page, or of its first data page if there is none
  int64_t bloom_filter_offset = 0;
  int64_t bloom_filter_size_bytes = 0;  ///< 0: no filter
  ColumnSummary summary;                ///< of the pages of all its units
};

/// A key and its value in the metadata of a file.
using KeyValue = std::pair<std::string, std::string>;

/// Collects the metadata of row groups for the end of the file, in serialized form. Memory grows
/// only with the numbers of row groups and pages. Not thread-safe.
class FileMetadata {
 public:
  /// `table` is not owned and outlives the object.
  explicit FileMetadata(const ParquetTable& table) : table_(table) {}

  /// Adds the next row group, with a chunk for each column.
  void AddRowGroup(std::span<const PlacedColumnChunk> chunks);

  /// Returns everything after the last row group, which ends at `offset`.
  std::string Serialize(int64_t offset, std::span<const KeyValue> key_values) const;

 private:
  // A row group without its column chunks, whose index positions are not known yet.
  struct RowGroup {
    int64_t num_rows;
    int64_t offset;
    int64_t uncompressed_size_bytes;
    int64_t compressed_size_bytes;
  };
  // Sizes of the data written for one column chunk in the three strings below.
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
