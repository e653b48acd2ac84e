// The layout of each column of a table in a Parquet file: type, encoding, codec, dictionary.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tpch/parquet/column_dictionary.h"
#include "tpch/parquet/page_header.h"
#include "tpch/parquet/value_bounds.h"
#include "tpch/parquet_options.h"
#include "tpch/schema/table.h"
#include "tpch/status.h"

namespace tpch {

/// The dictionary page that every row group contains.
struct DictionaryPage {
  std::string bytes;  ///< header and compressed values
  int64_t uncompressed_size_bytes;
};

/// The layout of one column. Immutable and thread-safe.
struct ColumnLayout {
  const ColumnDescriptor* descriptor = nullptr;  ///< not owned
  PhysicalType physical_type = PhysicalType::kByteArray;
  Encoding encoding = Encoding::kPlain;
  Compression compression;
  std::optional<ColumnDictionary> dictionary;  ///< if the column's values are known
  /// Only for Encoding::kDictionary.
  std::shared_ptr<const DictionaryPage> dictionary_page;
  bool bloom_filter = false;
  /// If rows ascend by this column, how many share a value on average; otherwise 0.
  int64_t rows_per_ascending_value = 0;

  /// Returns the largest number of different values in `num_rows` rows.
  int64_t MaxValues(int64_t num_rows) const;
};

/// Makes the layouts of a table's columns. REQUIRES: CheckParquetOptions returned OK.
Result<std::vector<ColumnLayout>> MakeColumnLayouts(Table table, const ParquetOptions& options);

/// Returns the page style of files with these options.
PageStyle MakePageStyle(const ParquetOptions& options);

}  // namespace tpch
