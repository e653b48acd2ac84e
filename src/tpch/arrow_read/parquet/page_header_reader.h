// Page headers in files of any origin (struct PageHeader of parquet.thrift).

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tpch/arrow_read/parquet/footer.h"
#include "tpch/arrow_read/parquet/thrift_reader.h"
#include "tpch/parquet/page_header.h"

namespace tpch {

/// The Statistics of a page (struct Statistics of parquet.thrift), which own their bytes.
struct RawStatistics {
  std::optional<std::string> min;
  std::optional<std::string> max;
  std::optional<std::string> min_value;
  std::optional<std::string> max_value;
  std::optional<int64_t> null_count;
  std::optional<int64_t> distinct_count;
  std::optional<bool> is_min_value_exact;
  std::optional<bool> is_max_value_exact;
  std::optional<int64_t> nan_count;

  /// Returns a view in the form of a footer's statistics, valid as long as this object.
  footer::Statistics View() const;
};

/// The contents of a page header. Sizes are in bytes.
struct PageHeader {
  PageType type = PageType::kDataPage;
  int32_t uncompressed_size = 0;
  int32_t compressed_size = 0;
  int32_t num_values = 0;
  int32_t encoding = 0;  ///< number in parquet.thrift
  std::optional<RawStatistics> statistics;

  bool is_sorted = false;  ///< only dictionary pages

  // Only data pages of version 2.
  int32_t num_nulls = 0;
  int32_t num_rows = 0;
  int32_t definition_levels_size = 0;
  int32_t repetition_levels_size = 0;
  bool is_compressed = true;

  /// Returns whether it is a data page of any version.
  bool has_data() const { return type != PageType::kDictionaryPage; }
};

/// Reads a header. Returns the fault, in words that continue "its header", or an empty text. After
/// a fault `*header` is undefined, but `reader` knows whether the header is incomplete.
std::string ReadPageHeader(ThriftReader* reader, PageHeader* header);

}  // namespace tpch
