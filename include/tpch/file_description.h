// The layout of a Parquet file, for people who want to know which columns take the space.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tpch {

struct RowGroupDescription {
  int64_t num_rows;
  int64_t size_bytes;               ///< column chunks as stored
  int64_t uncompressed_size_bytes;  ///< before compression
};

/// One column, all row groups together.
struct ColumnChunksDescription {
  std::string name;
  std::string type;
  std::string encodings;  ///< encodings of its pages, except levels, separated by spaces
  std::string codecs;     ///< separated by spaces if row groups differ
  int64_t size_bytes = 0;
  int64_t uncompressed_size_bytes = 0;
};

struct FileDescription {
  std::string created_by;
  int64_t num_rows = 0;
  int64_t size_bytes = 0;         ///< the whole file
  int64_t footer_size_bytes = 0;  ///< metadata at the end, without indexes and filters
  std::vector<RowGroupDescription> row_groups;
  std::vector<ColumnChunksDescription> columns;
};

}  // namespace tpch
