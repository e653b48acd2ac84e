// Headers of pages as they are found in files of any origin (struct PageHeader of parquet.thrift).

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tpch/arrow_read/parquet/footer.h"
#include "tpch/arrow_read/parquet/thrift_reader.h"
#include "tpch/parquet/page_header.h"

namespace tpch {

/// The Statistics of a page (struct Statistics of parquet.thrift), with their own bytes.
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

  /// Returns them as a footer has them; valid as long as this is.
  footer::Statistics View() const;
};

/// What a page header says. Sizes are in bytes.
struct PageHeader {
  PageType type = PageType::kDataPage;
  int32_t uncompressed_size = 0;
  int32_t compressed_size = 0;
  int32_t num_values = 0;
  int32_t encoding = 0;  ///< by its number in parquet.thrift
  std::optional<RawStatistics> statistics;

  bool is_sorted = false;  ///< only of dictionary pages

  // Only of data pages of version 2.
  int32_t num_nulls = 0;
  int32_t num_rows = 0;
  int32_t definition_levels_size = 0;
  int32_t repetition_levels_size = 0;
  bool is_compressed = true;

  /// Returns whether it is a data page, of any version.
  bool has_data() const { return type != PageType::kDictionaryPage; }
};

/// Reads a header. Returns what is wrong with it, in words that follow "its header", or an empty
/// text. Nothing is known of the header then, but that `reader` says whether it is cut off.
std::string ReadPageHeader(ThriftReader* reader, PageHeader* header);

}  // namespace tpch
