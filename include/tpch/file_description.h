// How a Parquet file is laid out, for people who want to know where its bytes go.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tpch {

struct RowGroupDescription {
  int64_t num_rows;
  int64_t size_bytes;               ///< of its column chunks, as they are in the file
  int64_t uncompressed_size_bytes;  ///< before compression
};

/// One column, all row groups together.
struct ColumnChunksDescription {
  std::string name;
  std::string type;
  std::string encodings;  ///< of its pages, without that of levels, separated by spaces
  std::string codecs;     ///< separated by spaces where row groups differ
  int64_t size_bytes = 0;
  int64_t uncompressed_size_bytes = 0;
};

struct FileDescription {
  std::string created_by;
  int64_t num_rows = 0;
  int64_t size_bytes = 0;         ///< of the whole file
  int64_t footer_size_bytes = 0;  ///< of the metadata at its end; indexes and filters not counted
  std::vector<RowGroupDescription> row_groups;
  std::vector<ColumnChunksDescription> columns;
};

}  // namespace tpch
