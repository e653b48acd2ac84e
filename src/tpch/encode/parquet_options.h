// What a user can choose about Parquet files. Plain data, so that programs without Arrow know it.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tpch/base/enum_names.h"

namespace tpch {

/// Page compression.
enum class Codec : uint8_t { kNone, kSnappy, kZstd, kLz4Raw, kGzip, kBrotli };

/// A codec's name on the command line and the levels that it takes.
struct CodecDescriptor {
  Codec value;
  std::string_view name;
  int min_level;  ///< min_level > max_level: the codec takes no level
  int max_level;
};

inline constexpr CodecDescriptor kCodecs[] = {
    {Codec::kNone, "none", 1, 0},  {Codec::kSnappy, "snappy", 1, 0},
    {Codec::kZstd, "zstd", 1, 22}, {Codec::kLz4Raw, "lz4_raw", 1, 0},
    {Codec::kGzip, "gzip", 1, 9},  {Codec::kBrotli, "brotli", 0, 11},
};

/// A codec and its level.
struct Compression {
  Codec codec = Codec::kSnappy;
  std::optional<int> level;  ///< absent: 1 for zstd, the codec's own default otherwise
};

/// How the values of a page become bytes.
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

/// What the user says about one column.
struct ColumnEncoding {
  std::string column;
  Encoding encoding;
};
struct ColumnCompression {
  std::string column;
  Compression compression;
};

/// Rows of the largest row group: readers count its rows in 32 bits.
inline constexpr int64_t kMaxRowGroupRows = 2'147'483'647;

inline constexpr int64_t kDefaultRowGroupRows = 1'048'576;

/// Bounds of ParquetOptions::page_bytes. A page has 1,024 to 20,480 rows, of which no column has
/// more bytes.
inline constexpr int64_t kMinPageBytes = 1024;
inline constexpr int64_t kMaxPageBytes = int64_t{4} << 20;

/// Of ParquetOptions::data_page_version, which is at least 1.
inline constexpr int kMaxDataPageVersion = 2;

struct ParquetOptions {
  Compression compression;
  ParquetProfile profile = ParquetProfile::kDefault;
  /// Rows of a row group, about: row groups consist of whole base rows. Absent:
  /// kDefaultRowGroupRows.
  std::optional<int64_t> row_group_rows;
  /// Bytes of a row group before compression, about; where present it counts instead of rows.
  std::optional<int64_t> row_group_bytes;
  /// Bytes of a page before compression, about; a page ends with its unit in any case.
  int64_t page_bytes = int64_t{1} << 20;
  int data_page_version = 1;  ///< 1 or 2
  bool page_checksums = false;
  std::vector<ColumnEncoding> column_encodings;        ///< of any table's columns
  std::vector<ColumnCompression> column_compressions;  ///< of any table's columns
  std::vector<std::string> bloom_filter_columns;       ///< of any table's columns
};

}  // namespace tpch
