// The footer of a Parquet file, field by field with the names of parquet.thrift, without checking
// it: parquet-cpp does not show all fields that other readers use.

#pragma once

#include <arrow/io/interfaces.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tpch/status.h"

namespace tpch::footer {

// Numbers of parquet.thrift that checks need. Fields keep the number in the file, known or not.

enum Type : int32_t {
  kBoolean = 0,
  kInt32 = 1,
  kInt64 = 2,
  kInt96 = 3,
  kFloat = 4,
  kDouble = 5,
  kByteArray = 6,
  kFixedLenByteArray = 7
};

enum ConvertedType : int32_t {
  kUtf8 = 0,
  kConvertedMap = 1,
  kMapKeyValue = 2,
  kConvertedList = 3,
  kConvertedEnum = 4,
  kConvertedDecimal = 5,
  kConvertedDate = 6,
  kTimeMillis = 7,
  kTimeMicros = 8,
  kTimestampMillis = 9,
  kTimestampMicros = 10,
  kUint8 = 11,
  kUint64 = 14,
  kInt8 = 15,
  kConvertedInt64 = 18,
  kConvertedJson = 19,
  kConvertedBson = 20
};

/// Members of the union LogicalType.
enum LogicalKind : int32_t {
  kString = 1,
  kMap = 2,
  kList = 3,
  kEnum = 4,
  kDecimal = 5,
  kDate = 6,
  kTime = 7,
  kTimestamp = 8,
  kInteger = 10,
  kJson = 12,
  kBson = 13,
  kFloat16 = 15
};

/// Members of the union TimeUnit.
enum TimeUnit : int32_t { kMillis = 1, kMicros = 2, kNanos = 3 };

/// Only the codecs and encodings that the checks need.
enum Codec : int32_t { kUncompressed = 0 };
enum Encoding : int32_t {
  kPlain = 0,
  kPlainDictionary = 2,
  kDeltaLengthByteArray = 6,
  kDeltaByteArray = 7
};

enum Repetition : int32_t { kRequired = 0, kOptional = 1, kRepeated = 2 };

struct LogicalType {
  int32_t kind = 0;  ///< 0: none or unknown
  int32_t scale = 0;
  int32_t precision = 0;
  int32_t bit_width = 0;
  bool is_signed = true;
  int32_t time_unit = 0;
};

struct SchemaElement {
  std::optional<int32_t> type;
  std::optional<int32_t> type_length;
  std::optional<int32_t> repetition;
  std::string_view name;
  std::optional<int32_t> num_children;
  std::optional<int32_t> converted_type;
  std::optional<int32_t> scale;
  std::optional<int32_t> precision;
  std::optional<int32_t> field_id;
  std::optional<LogicalType> logical_type;
};

struct Statistics {
  std::optional<std::string_view> max;
  std::optional<std::string_view> min;
  std::optional<int64_t> null_count;
  std::optional<int64_t> distinct_count;
  std::optional<std::string_view> max_value;
  std::optional<std::string_view> min_value;
  std::optional<bool> is_max_value_exact;
  std::optional<bool> is_min_value_exact;
  std::optional<int64_t> nan_count;
};

struct SizeStatistics {
  std::optional<int64_t> text_bytes;  ///< unencoded_byte_array_data_bytes
  std::vector<int64_t> repetition_levels;
  std::vector<int64_t> definition_levels;
};

struct EncodingStats {
  int32_t page_type = 0;
  int32_t encoding = 0;
  int32_t count = 0;
};

struct ColumnMetadata {
  int32_t type = 0;
  std::vector<int32_t> encodings;
  std::vector<std::string_view> path_in_schema;
  int32_t codec = 0;
  int64_t num_values = 0;
  int64_t total_uncompressed_size = 0;
  int64_t total_compressed_size = 0;
  int64_t data_page_offset = 0;
  std::optional<int64_t> index_page_offset;
  std::optional<int64_t> dictionary_page_offset;
  std::optional<Statistics> statistics;
  std::vector<EncodingStats> encoding_stats;
  std::optional<int64_t> bloom_filter_offset;
  std::optional<int32_t> bloom_filter_length;
  std::optional<SizeStatistics> size_statistics;
};

struct ColumnChunk {
  std::string_view file_path;
  int64_t file_offset = 0;
  ColumnMetadata metadata;
  std::optional<int64_t> offset_index_offset;
  std::optional<int32_t> offset_index_length;
  std::optional<int64_t> column_index_offset;
  std::optional<int32_t> column_index_length;
};

struct SortingColumn {
  int32_t column = 0;
  bool is_descending = false;
};

struct RowGroup {
  std::vector<ColumnChunk> columns;
  int64_t total_byte_size = 0;
  int64_t num_rows = 0;
  std::vector<SortingColumn> sorting_columns;
  std::optional<int64_t> file_offset;
  std::optional<int64_t> total_compressed_size;
  std::optional<int16_t> ordinal;
};

struct KeyValue {
  std::string_view key;
  std::optional<std::string_view> value;
};

/// A leaf of the schema, to which a column chunk belongs.
struct Leaf {
  const SchemaElement* element;
  std::vector<std::string_view> path;
  int32_t max_definition_level;
  int32_t max_repetition_level;

  /// Returns whether it can be a column of a table: one value or null for each row.
  bool is_flat() const { return path.size() == 1 && max_repetition_level == 0; }
  std::string Name() const;  ///< the path, separated by dots
};

/// A complete footer. Immutable after reading; owns everything that it points to.
struct File {
  std::string bytes;
  int64_t begin = 0;  ///< where the footer begins, which is the end of the data that it describes
  int32_t version = 0;
  std::vector<SchemaElement> schema;
  int64_t num_rows = 0;
  std::vector<RowGroup> row_groups;
  std::vector<KeyValue> key_values;
  /// Members of the union ColumnOrder, by leaf; 0: none.
  std::optional<std::vector<int32_t>> column_orders;
  std::vector<Leaf> leaves;
};

/// Returns whether a number is a known encoding. Some readers reject a file that contains an
/// unknown one anywhere.
bool IsEncoding(int32_t number);

/// Returns the offset of a chunk's first page, as readers compute it.
int64_t BeginOf(const ColumnMetadata& metadata);

/// Reads the footer at the end of a file. Returns IoError if it cannot be read or violates the
/// format's structure, so that readers would reject it. In a valid footer, every row group has one
/// chunk for each leaf, no row count is negative, and their sum is below 2^63.
Result<std::shared_ptr<const File>> Read(arrow::io::RandomAccessFile* file);

}  // namespace tpch::footer
