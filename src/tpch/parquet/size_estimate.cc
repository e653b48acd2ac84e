#include "tpch/parquet/size_estimate.h"

#include <algorithm>
#include <bit>

namespace tpch {
namespace {

// Sizes after compression with codecs at their default levels.
struct Left {
  Codec codec;
  // Sentences: bytes for each, and a share of their bytes.
  double sentence_bytes;
  double sentences;
  // Other texts: a share of their bytes.
  double word_lists;
  double addresses;
  double phones;
  double numbered_names;  // as differences
  double words;           // known values and numbered names: share of their bytes in PLAIN
  // Numbers: bytes in addition to their size as differences or codes.
  double plain_number_bytes;
  double plain_key_bytes;  // for each key of an ascending column
  double split_number_bytes;
  double codes;
};

// Measured with all columns in all encodings at scale factor 0.05, and in the default ones at 1.
constexpr Left kLeft[] = {
    {Codec::kSnappy, 3.3, 0.30, 0.38, 1.00, 0.75, 0.82, 0.20, 1.7, 4.0, 0.5, 1.00},
    {Codec::kLz4Raw, 2.6, 0.345, 0.46, 1.00, 0.83, 0.85, 0.24, 1.9, 4.0, 0.2, 1.00},
    {Codec::kZstd, 2.35, 0.217, 0.31, 0.78, 0.45, 0.51, 0.10, 0.35, 1.1, 0, 0.95},
    {Codec::kGzip, 2.25, 0.165, 0.28, 0.77, 0.47, 0.51, 0.06, 0.5, 1.5, 0, 0.95},
    {Codec::kBrotli, 2.2, 0.158, 0.26, 0.76, 0.46, 0.48, 0.065, 0.3, 1.1, 0, 0.95},
};

// Returns the sizes after compression, or null if the codec does not compress. A codec at an
// unusual level is treated as the codec that it resembles there.
const Left* FindLeft(const Compression& compression) {
  Codec codec = compression.codec;
  if (compression.level) {
    const bool is_low = *compression.level < 4;
    if (is_low && (codec == Codec::kGzip || codec == Codec::kBrotli)) codec = Codec::kZstd;
    if (*compression.level > 6 && codec == Codec::kZstd) codec = Codec::kGzip;
  }
  const auto* const left = std::ranges::find(kLeft, codec, &Left::codec);
  return left == std::end(kLeft) ? nullptr : left;
}

// Returns the average length of a text: phone numbers are equally long, and other texts have 0.4
// to 1.6 times their average length, of which the maximum is known.
double AverageTextSizeBytes(const ColumnLayout& column) {
  if (column.dictionary) {
    const auto words = column.dictionary->slices();
    double size_bytes = 0;
    for (const TextSlice& word : words) size_bytes += word.size_bytes;
    return size_bytes / static_cast<double>(words.size());
  }
  const double max_size_bytes = column.descriptor->max_size_bytes;
  return column.descriptor->text == TextKind::kPhone ? max_size_bytes : max_size_bytes / 1.6;
}

// Returns whether each value stores only the few bytes that differ from the previous one.
bool HasSharedBeginnings(const ColumnLayout& column) {
  return column.encoding == Encoding::kDeltaByteArray &&
         column.descriptor->text == TextKind::kNumberedName;
}

double PlainNumberSizeBytes(const ColumnLayout& column) {
  return column.physical_type == PhysicalType::kInt32 ? sizeof(int32_t) : sizeof(int64_t);
}

// Returns the size of a number's differences, before compression and in a file.
DifferenceSize DifferencesOf(const ColumnLayout& column) {
  const ColumnDescriptor& descriptor = *column.descriptor;
  if (descriptor.differences.size_bytes > 0) return descriptor.differences;
  // Differences of known values have twice their range. Quantities have hundredths.
  const int64_t factor = descriptor.storage == Storage::kQuantity ? 100 : 1;
  const auto range = static_cast<uint64_t>(2 * factor * descriptor.values.size());
  const double size_bytes = std::bit_width(range) / 8.0;
  return {size_bytes, size_bytes};
}

double EncodedNumberSizeBytes(const ColumnLayout& column) {
  return column.encoding == Encoding::kDeltaBinaryPacked ? DifferencesOf(column).size_bytes
                                                         : PlainNumberSizeBytes(column);
}

double EncodedTextSizeBytes(const ColumnLayout& column) {
  const double text = AverageTextSizeBytes(column);
  if (column.encoding == Encoding::kPlain) return text + sizeof(uint32_t);
  if (HasSharedBeginnings(column)) return column.descriptor->differences.size_bytes;
  return text + 1;
}

double CodeSizeBytes(const ColumnLayout& column) { return column.dictionary->code_width() / 8.0; }

// Returns the size of a number in a file, in any encoding.
double FileNumberSizeBytes(const ColumnLayout& column, const Left& left) {
  const double dense =
      column.dictionary ? CodeSizeBytes(column) : DifferencesOf(column).file_size_bytes;
  switch (column.encoding) {
    case Encoding::kDeltaBinaryPacked:
      return DifferencesOf(column).file_size_bytes;
    case Encoding::kByteStreamSplit:
      return dense + left.split_number_bytes;
    default:
      if (column.rows_per_ascending_value == 0) return dense + left.plain_number_bytes;
      return dense + left.plain_key_bytes / static_cast<double>(column.rows_per_ascending_value);
  }
}

// Returns the size of a text in a file, in any encoding.
double FileTextSizeBytes(const ColumnLayout& column, const Left& left) {
  const double text = AverageTextSizeBytes(column);
  switch (column.descriptor->text) {
    case TextKind::kAddress:
      return text * left.addresses;
    case TextKind::kPhone:
      return text * left.phones;
    case TextKind::kWords:
      return text * left.word_lists;
    case TextKind::kNumberedName:
      if (HasSharedBeginnings(column)) return EncodedTextSizeBytes(column) * left.numbered_names;
      return (text + sizeof(uint32_t)) * left.words;
    default:
      break;
  }
  if (column.dictionary) return (text + sizeof(uint32_t)) * left.words;
  const double sentence = left.sentence_bytes + text * left.sentences;
  return column.encoding == Encoding::kPlain ? sentence + 1 : sentence;  // lengths in between
}

}  // namespace

double EstimateEncodedRowSizeBytes(const ColumnLayout& column) {
  if (column.encoding == Encoding::kDictionary) return CodeSizeBytes(column);
  return column.physical_type == PhysicalType::kByteArray ? EncodedTextSizeBytes(column)
                                                          : EncodedNumberSizeBytes(column);
}

double EstimateFileRowSizeBytes(const ColumnLayout& column) {
  const Left* left = FindLeft(column.compression);
  if (left == nullptr) return EstimateEncodedRowSizeBytes(column);
  if (column.encoding == Encoding::kDictionary) return CodeSizeBytes(column) * left->codes;
  return column.physical_type == PhysicalType::kByteArray ? FileTextSizeBytes(column, *left)
                                                          : FileNumberSizeBytes(column, *left);
}

}  // namespace tpch
