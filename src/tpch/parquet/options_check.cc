#include "tpch/parquet/options_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "tpch/base/size_text.h"
#include "tpch/compress/compression_options.h"
#include "tpch/enum_names.h"
#include "tpch/parquet/column_dictionary.h"

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

// Returns Invalid if a column in the field's list does not exist or is repeated.
Status CheckColumns(Field field, const std::vector<std::string_view>& columns) {
  for (auto column = columns.begin(); column != columns.end(); ++column) {
    if (!FindColumn(*column)) {
      return Status::Invalid(field, fmt::format("'{}' is not a column", *column),
                             fmt::format("use a name such as {}", kExampleColumn));
    }
    if (std::find(columns.begin(), column, *column) != column) {
      return Status::Invalid(field, fmt::format("'{}' is given twice", *column), "use it once");
    }
  }
  return Status::OK();
}

// Returns the columns of the settings.
template <typename ColumnSetting>
std::vector<std::string_view> ColumnsOf(const std::vector<ColumnSetting>& settings) {
  std::vector<std::string_view> columns;
  columns.reserve(settings.size());
  for (const ColumnSetting& setting : settings) columns.push_back(setting.column);
  return columns;
}

Status CheckEncoding(const ColumnEncoding& setting, ParquetProfile profile) {
  const ColumnPlace place = *FindColumn(setting.column);
  const ColumnDescriptor& column = Describe(place.table).columns[place.index];
  std::string fitting;
  for (const Encoding encoding : FittingEncodings(column, profile)) {
    if (encoding == setting.encoding) return Status::OK();
    fitting += fmt::format("{}{}", fitting.empty() ? "" : ", ", NameOf(encoding, kEncodings));
  }
  return Status::Invalid(
      Field::kColumnEncodings,
      fmt::format("'{}' does not fit {} ({}, values {}known beforehand{})",
                  NameOf(setting.encoding, kEncodings), column.name, NameOf(column.type, kTypes),
                  ValuesAreKnown(column) ? "" : "not ",
                  profile == ParquetProfile::kCompatible ? ", compatible profile" : ""),
      "use " + fitting);
}

// Returns a size as users write it.
std::string SizeText(int64_t size_bytes) {
  return size_bytes < 1024 ? std::to_string(size_bytes) : ExactSize(size_bytes);
}

// Returns Invalid if a value is not in [min, max]; `text` formats the numbers.
Status CheckRange(Field field, int64_t value, int64_t min, int64_t max,
                  std::string (*text)(int64_t)) {
  if (value >= min && value <= max) return Status::OK();
  return Status::Invalid(field, fmt::format("'{}' is out of range", text(value)),
                         fmt::format("use {} to {}", text(min), text(max)));
}

Status CheckNumbers(const ParquetOptions& options) {
  TPCH_RETURN_NOT_OK(CheckRange(Field::kRowGroupRows, options.row_group_rows.value_or(1), 1,
                                kMaxRowGroupRows, std::to_string));
  TPCH_RETURN_NOT_OK(CheckRange(Field::kRowGroupBytes, options.row_group_bytes.value_or(1), 1,
                                std::numeric_limits<int64_t>::max(), SizeText));
  TPCH_RETURN_NOT_OK(
      CheckRange(Field::kPageBytes, options.page_bytes, kMinPageBytes, kMaxPageBytes, SizeText));
  const int max_version = options.profile == ParquetProfile::kCompatible ? 1 : kMaxDataPageVersion;
  if (options.data_page_version == 1 || options.data_page_version == max_version) {
    return Status::OK();
  }
  return Status::Invalid(Field::kDataPageVersion,
                         fmt::format("{} is not a data page version{}", options.data_page_version,
                                     max_version == 1 ? " of the compatible profile" : ""),
                         max_version == 1 ? "use 1" : "use 1 or 2");
}

}  // namespace

Status CheckParquetOptions(const ParquetOptions& options) {
  TPCH_RETURN_NOT_OK(CheckNumbers(options));
  TPCH_RETURN_NOT_OK(
      CheckCompression(Field::kCompression, options.compression, FileFormat::kParquet));
  TPCH_RETURN_NOT_OK(CheckColumns(Field::kColumnEncodings, ColumnsOf(options.column_encodings)));
  for (const ColumnEncoding& setting : options.column_encodings) {
    TPCH_RETURN_NOT_OK(CheckEncoding(setting, options.profile));
  }
  TPCH_RETURN_NOT_OK(
      CheckColumns(Field::kColumnCompressions, ColumnsOf(options.column_compressions)));
  for (const ColumnCompression& setting : options.column_compressions) {
    TPCH_RETURN_NOT_OK(
        CheckCompression(Field::kColumnCompressions, setting.compression, FileFormat::kParquet));
  }
  return CheckColumns(Field::kBloomFilterColumns,
                      {options.bloom_filter_columns.begin(), options.bloom_filter_columns.end()});
}

}  // namespace tpch
