#include "tpch/parquet/options_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "tpch/base/enum_names.h"
#include "tpch/parquet/column_dictionary.h"
#include "tpch/parquet/page_compressor.h"

namespace tpch {
namespace {

constexpr EnumName<LogicalType> kTypes[] = {{LogicalType::kInt32, "INT32"},
                                            {LogicalType::kInt64, "INT64"},
                                            {LogicalType::kDecimal, "DECIMAL(15,2) in INT64"},
                                            {LogicalType::kDate, "DATE in INT32"},
                                            {LogicalType::kString, "STRING"}};

// Returns the encodings that a column supports, in the order of kEncodings.
std::vector<Encoding> FittingEncodings(const ColumnDescriptor& column, ParquetProfile profile) {
  std::vector<Encoding> fitting = {Encoding::kPlain};
  if (ValuesAreKnown(column)) fitting.push_back(Encoding::kDictionary);
  if (profile == ParquetProfile::kCompatible) return fitting;
  if (column.type == LogicalType::kString) {
    fitting.push_back(Encoding::kDeltaLengthByteArray);
    fitting.push_back(Encoding::kDeltaByteArray);
  } else {
    fitting.push_back(Encoding::kDeltaBinaryPacked);
    fitting.push_back(Encoding::kByteStreamSplit);
  }
  return fitting;
}

Status CheckColumnExists(const char* option, std::string_view name) {
  if (FindColumn(name)) return Status::OK();
  return Status::Invalid(
      fmt::format("{}: '{}' is not a column; use a name such as {}", option, name, kExampleColumn));
}

Status CheckEncoding(const ColumnEncoding& setting, ParquetProfile profile) {
  TPCH_RETURN_NOT_OK(CheckColumnExists("--column-encoding", setting.column));
  const ColumnPlace place = *FindColumn(setting.column);
  const ColumnDescriptor& column = Describe(place.table).columns[place.index];
  std::string fitting;
  for (const Encoding encoding : FittingEncodings(column, profile)) {
    if (encoding == setting.encoding) return Status::OK();
    fitting += fmt::format("{}{}", fitting.empty() ? "" : ", ", NameOf(encoding, kEncodings));
  }
  return Status::Invalid(fmt::format(
      "--column-encoding: '{}' does not fit {} ({}, values {}known beforehand{}); use {}",
      NameOf(setting.encoding, kEncodings), column.name, NameOf(column.type, kTypes),
      ValuesAreKnown(column) ? "" : "not ",
      profile == ParquetProfile::kCompatible ? ", compatible profile" : "", fitting));
}

Status CheckRange(const char* option, int64_t value, int64_t min, int64_t max) {
  if (value >= min && value <= max) return Status::OK();
  return Status::Invalid(
      fmt::format("{}: {} is out of range; use {} to {}", option, value, min, max));
}

Status CheckNumbers(const ParquetOptions& options) {
  TPCH_RETURN_NOT_OK(
      CheckRange("--row-group-rows", options.row_group_rows.value_or(1), 1, kMaxRowGroupRows));
  TPCH_RETURN_NOT_OK(CheckRange("--row-group-bytes", options.row_group_bytes.value_or(1), 1,
                                std::numeric_limits<int64_t>::max()));
  TPCH_RETURN_NOT_OK(CheckRange("--page-bytes", options.page_bytes, kMinPageBytes, kMaxPageBytes));
  const int max_version = options.profile == ParquetProfile::kCompatible ? 1 : 2;
  if (options.data_page_version == 1 || options.data_page_version == max_version) {
    return Status::OK();
  }
  return Status::Invalid(fmt::format(
      "--data-page-version: {} is none{}; use {}", options.data_page_version,
      max_version == 1 ? " of the compatible profile" : "", max_version == 1 ? "1" : "1 or 2"));
}

}  // namespace

Status CheckParquetOptions(const ParquetOptions& options) {
  TPCH_RETURN_NOT_OK(CheckNumbers(options));
  TPCH_RETURN_NOT_OK(CheckCompression("--compression", options.compression));
  for (const ColumnEncoding& setting : options.column_encodings) {
    TPCH_RETURN_NOT_OK(CheckEncoding(setting, options.profile));
  }
  for (const ColumnCompression& setting : options.column_compressions) {
    TPCH_RETURN_NOT_OK(CheckColumnExists("--column-compression", setting.column));
    TPCH_RETURN_NOT_OK(CheckCompression("--column-compression", setting.compression));
  }
  for (const std::string& column : options.bloom_filter_columns) {
    TPCH_RETURN_NOT_OK(CheckColumnExists("--bloom-filter", column));
  }
  return Status::OK();
}

}  // namespace tpch
