// How each column of a table lies in a Parquet file: type, encoding, codec, dictionary.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tpch/encode/parquet_options.h"
#include "tpch/parquet/column_dictionary.h"
#include "tpch/parquet/page_header.h"
#include "tpch/parquet/value_bounds.h"
#include "tpch/schema/table.h"
#include "tpch/status.h"

namespace tpch {

/// A dictionary page as it lies in every row group.
struct DictionaryPage {
  std::string bytes;  ///< header and compressed values
  int64_t uncompressed_size_bytes;
};

/// How one column is written. Immutable, thread-safe.
struct ColumnLayout {
  const ColumnDescriptor* descriptor = nullptr;  ///< not owned
  PhysicalType physical_type = PhysicalType::kByteArray;
  Encoding encoding = Encoding::kPlain;
  Compression compression;
  std::optional<ColumnDictionary> dictionary;  ///< where the column's values are known
  /// Encoding::kDictionary only.
  std::shared_ptr<const DictionaryPage> dictionary_page;
  bool bloom_filter = false;
  /// Where rows ascend by this column: how many share a value, on average; 0 elsewhere.
  int64_t rows_per_ascending_value = 0;

  /// Returns how many different values `num_rows` rows can have.
  int64_t MaxValues(int64_t num_rows) const;
};

/// Makes the layouts of a table's columns. REQUIRES: CheckParquetOptions is OK.
Result<std::vector<ColumnLayout>> MakeColumnLayouts(Table table, const ParquetOptions& options);

/// Returns how the pages of files with these options are framed.
PageStyle MakePageStyle(const ParquetOptions& options);

}  // namespace tpch
