#include "tpch/parquet/options_description.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tpch/base/size_text.h"
#include "tpch/compress/compression_options.h"

namespace tpch {
namespace {

std::string Describe(const ColumnEncoding& setting) {
  return fmt::format("{}={}", setting.column, NameOf(setting.encoding, kEncodings));
}

std::string Describe(const ColumnCompression& setting) {
  return fmt::format("{}={}", setting.column, DescribeCompression(setting.compression));
}

template <typename Setting>
std::vector<std::string> DescribeAll(const std::vector<Setting>& settings) {
  std::vector<std::string> described;
  described.reserve(settings.size());
  for (const Setting& setting : settings) described.push_back(Describe(setting));
  return described;
}

DataOption DescribeColumns(std::string name, const std::vector<std::string>& columns) {
  return DescribeOption(std::move(name), fmt::format("{}", fmt::join(columns, ",")),
                        columns.empty());
}

}  // namespace

DataOptions DescribeParquetOptions(const ParquetOptions& options) {
  const std::string compression = DescribeCompression(options.compression);
  return {
      DescribeOption("compression", compression,
                     compression == DescribeCompression(ParquetOptions().compression)),
      {"row-group-rows", fmt::format("{}", options.row_group_rows.value_or(kDefaultRowGroupRows))},
      DescribeOption("row-group-bytes", ExactSize(options.row_group_bytes.value_or(0)),
                     !options.row_group_bytes),
      {"page-bytes", ExactSize(options.page_bytes)},
      {"data-page-version", fmt::format("{}", options.data_page_version)},
      DescribeFlag("page-checksums", options.page_checksums),
      {"parquet-profile", std::string(NameOf(options.profile, kParquetProfiles))},
      DescribeColumns("column-encoding", DescribeAll(options.column_encodings)),
      DescribeColumns("column-compression", DescribeAll(options.column_compressions)),
      DescribeColumns("bloom-filter", options.bloom_filter_columns)};
}

}  // namespace tpch
