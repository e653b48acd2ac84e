// User options of Parquet files. Plain data, so that programs without Arrow can use them.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tpch/compression.h"
#include "tpch/enum_names.h"

namespace tpch {

/// The encoding of the values of a page.
enum class Encoding : uint8_t {
  kPlain,
  kDictionary,
  kDeltaBinaryPacked,
  kDeltaLengthByteArray,
  kDeltaByteArray,
  kByteStreamSplit
};

/// Names on the command line.
inline constexpr EnumName<Encoding> kEncodings[] = {
    {Encoding::kPlain, "plain"},
    {Encoding::kDictionary, "dictionary"},
    {Encoding::kDeltaBinaryPacked, "delta_binary_packed"},
    {Encoding::kDeltaLengthByteArray, "delta_length_byte_array"},
    {Encoding::kDeltaByteArray, "delta_byte_array"},
    {Encoding::kByteStreamSplit, "byte_stream_split"},
};

enum class ParquetProfile : uint8_t {
  kDefault,    ///< The smallest files and the fastest to write.
  kCompatible  ///< Only encodings of the format's first version: plain and dictionary.
};

/// Names on the command line.
inline constexpr EnumName<ParquetProfile> kParquetProfiles[] = {
    {ParquetProfile::kDefault, "default"}, {ParquetProfile::kCompatible, "compatible"}};

/// The user's choice for one column.
struct ColumnEncoding {
  std::string column;
  Encoding encoding;
};
struct ColumnCompression {
  std::string column;
  Compression compression;
};

/// The largest row group: readers count its rows in 32 bits.
inline constexpr int64_t kMaxRowGroupRows = 2'147'483'647;

inline constexpr int64_t kDefaultRowGroupRows = 1'048'576;

/// Bounds of ParquetOptions::page_bytes. A page has 1,024 to 20,480 rows, which never exceed the
/// upper bound.
inline constexpr int64_t kMinPageBytes = 1024;
inline constexpr int64_t kMaxPageBytes = int64_t{4} << 20;

/// The largest ParquetOptions::data_page_version; the smallest is 1.
inline constexpr int kMaxDataPageVersion = 2;

struct ParquetOptions {
  Compression compression = {Codec::kSnappy, {}};  ///< of pages
  ParquetProfile profile = ParquetProfile::kDefault;
  /// Approximate rows of a row group, which consists of whole base rows. Default:
  /// kDefaultRowGroupRows.
  std::optional<int64_t> row_group_rows;
  /// Approximate bytes of a row group before compression; overrides rows.
  std::optional<int64_t> row_group_bytes;
  /// Approximate bytes of a page before compression; a page always ends with its unit.
  int64_t page_bytes = int64_t{1} << 20;
  int data_page_version = 1;  ///< 1 or 2
  bool page_checksums = false;
  std::vector<ColumnEncoding> column_encodings;        ///< of any table
  std::vector<ColumnCompression> column_compressions;  ///< of any table
  std::vector<std::string> bloom_filter_columns;       ///< of any table
};

}  // namespace tpch
