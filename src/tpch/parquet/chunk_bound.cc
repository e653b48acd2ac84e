#include "tpch/parquet/chunk_bound.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace tpch {
namespace {

// A page header, of either version and with a checksum, the header of one or two lists of
// differences, and the padding of their last miniblocks and of the last group of codes.
constexpr double kMaxPageOverheadBytes = 384;

// Pages have at least 1,024 rows, except a unit's last one; units have sixteen times as many.
constexpr double kMaxPagesPerRow = 17.0 / 16 / 1024;

// The most that a codec adds to an incompressible page (Snappy and LZ4 one byte in 255), and rows
// of lineitem beyond four for each order: far less in the millions of orders of a large row group.
constexpr double kMargin = 1.0 / 64;

// DELTA_BINARY_PACKED: the smallest difference of 128 values, and the widths of four miniblocks.
constexpr double kDeltaBlockBytesPerValue = (10 + 4) / 128.0;

// CodeEncoder: a byte before 63 groups of 8.
constexpr double kRunHeaderBytesPerValue = 1.0 / 504;

double MaxTextSizeBytes(const ColumnLayout& column) {
  if (!column.dictionary) return column.descriptor->max_size_bytes;
  const auto slices = column.dictionary->slices();
  return std::ranges::max_element(slices, {}, &TextSlice::size_bytes)->size_bytes;
}

// Differences of lengths from 0 to `max_length` have a range twice as large.
double MaxLengthSizeBytes(double max_length) {
  return std::bit_width(static_cast<uint64_t>(2 * max_length)) / 8.0 + kDeltaBlockBytesPerValue;
}

double MaxNumberSizeBytes(const ColumnLayout& column) {
  const double plain = column.physical_type == PhysicalType::kInt32 ? 4 : 8;
  return column.encoding == Encoding::kDeltaBinaryPacked ? plain + kDeltaBlockBytesPerValue : plain;
}

double MaxValueSizeBytes(const ColumnLayout& column) {
  if (column.encoding == Encoding::kDictionary) {
    return column.dictionary->code_width() / 8.0 + kRunHeaderBytesPerValue;
  }
  if (column.physical_type != PhysicalType::kByteArray) return MaxNumberSizeBytes(column);
  const double text = MaxTextSizeBytes(column);
  switch (column.encoding) {
    case Encoding::kDeltaByteArray:
      return text + 2 * MaxLengthSizeBytes(text);
    case Encoding::kDeltaLengthByteArray:
      return text + MaxLengthSizeBytes(text);
    default:
      return text + sizeof(uint32_t);
  }
}

}  // namespace

int64_t MaxChunkSizeBytes(const ColumnLayout& column, int64_t num_rows) {
  const double row = MaxValueSizeBytes(column) + kMaxPagesPerRow * kMaxPageOverheadBytes;
  const double rows = static_cast<double>(num_rows) * row + kMaxPageOverheadBytes;
  const auto size_bytes = static_cast<int64_t>(std::ceil(rows * (1 + kMargin)));
  if (!column.dictionary_page) return size_bytes;
  const DictionaryPage& page = *column.dictionary_page;
  return size_bytes +
         std::max(page.uncompressed_size_bytes, static_cast<int64_t>(page.bytes.size()));
}

}  // namespace tpch
