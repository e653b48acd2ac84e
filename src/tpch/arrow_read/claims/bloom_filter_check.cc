#include "tpch/arrow_read/claims/bloom_filter_check.h"

#include <arrow/buffer.h>
#include <fmt/format.h>
#include <parquet/column_reader.h>
#include <parquet/metadata.h>
#include <parquet/schema.h>
#include <parquet/xxhasher.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "tpch/arrow_read/parquet/physical_type_switch.h"
#include "tpch/arrow_read/parquet/thrift_reader.h"

namespace tpch {
namespace {

constexpr int64_t kMaxHeaderBytes = 256;
constexpr int64_t kBlockBytes = 32;
constexpr int64_t kMaxFilterBytes = int64_t{128} << 20;  // parquet-cpp's limit
constexpr size_t kMaxShownBytes = 40;

// The eight odd numbers of BloomFilter.md, one for each word of a block.
constexpr std::array<uint32_t, 8> kSalts = {0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d,
                                            0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31};

// A filter's header (struct BloomFilterHeader of parquet.thrift).
struct FilterHeader {
  int32_t size_bytes = -1;
  bool is_known = true;  // whether algorithm, hash and compression are the format's
};

FilterHeader ReadFilterHeader(ThriftReader* reader) {
  FilterHeader header;
  int num_known = 0;
  reader->Struct([&](int id) {
    if (id == 1) header.size_bytes = reader->I32();
    if (id < 2 || id > 4) return;
    // Unions, each with one known member.
    reader->Struct([&](int member) { num_known += member == 1 ? 1 : 0; });
  });
  header.is_known = num_known == 3;
  return header;
}

// A split-block Bloom filter as stored in the file.
class FoundFilter {
 public:
  explicit FoundFilter(std::shared_ptr<arrow::Buffer> blocks) : blocks_(std::move(blocks)) {}

  bool Has(uint64_t hash) const {
    const auto num_blocks = static_cast<uint64_t>(blocks_->size() / kBlockBytes);
    const uint8_t* block = blocks_->data() + ((hash >> 32) * num_blocks >> 32) * kBlockBytes;
    std::array<uint32_t, kSalts.size()> words;
    std::memcpy(words.data(), block, sizeof words);
    const auto key = static_cast<uint32_t>(hash);
    for (size_t i = 0; i < kSalts.size(); ++i) {
      if ((words[i] >> (key * kSalts[i] >> 27) & 1) == 0) return false;
    }
    return true;
  }

 private:
  std::shared_ptr<arrow::Buffer> blocks_;
};

// Reads the chunk's filter; nullopt if it has none.
arrow::Result<std::optional<FoundFilter>> ReadFilter(arrow::io::RandomAccessFile* file,
                                                     const parquet::ColumnChunkMetaData& chunk) {
  const std::optional<int64_t> offset = chunk.bloom_filter_offset();
  if (!offset) return std::nullopt;
  ARROW_ASSIGN_OR_RAISE(const int64_t file_size, file->GetSize());
  const auto fail = [&](std::string_view what) {
    return arrow::Status::IOError(fmt::format("its Bloom filter at byte {} {}", *offset, what));
  };
  if (*offset < 0 || *offset >= file_size) return fail("is not inside the file");
  ARROW_ASSIGN_OR_RAISE(const auto bytes, file->ReadAt(*offset, kMaxHeaderBytes));
  ThriftReader reader{std::string_view(*bytes)};
  const FilterHeader header = ReadFilterHeader(&reader);
  if (!reader.ok()) return fail(reader.error());
  if (!header.is_known) return fail("is of a kind that is unknown");
  const int64_t begin = *offset + static_cast<int64_t>(reader.position());
  const int64_t size_bytes = header.size_bytes;
  if (size_bytes <= 0 || size_bytes % kBlockBytes != 0 || size_bytes > kMaxFilterBytes) {
    return fail(fmt::format("cannot have {} bytes", size_bytes));
  }
  if (size_bytes > file_size - begin) return fail("is not inside the file");
  const auto length = chunk.bloom_filter_length();
  if (length && *length != begin + size_bytes - *offset) {
    return fail(
        fmt::format("has {} bytes; the footer says {}", begin + size_bytes - *offset, *length));
  }
  ARROW_ASSIGN_OR_RAISE(auto blocks, file->ReadAt(begin, size_bytes));
  if (blocks->size() != size_bytes) return fail("is cut off");
  return FoundFilter(std::move(blocks));
}

uint64_t Hash(const parquet::XxHasher& hasher, const parquet::ColumnDescriptor& column,
              const parquet::FLBA& value) {
  return hasher.Hash(&value, static_cast<uint32_t>(column.type_length()));
}

template <typename T>
uint64_t Hash(const parquet::XxHasher& hasher, const parquet::ColumnDescriptor& /*column*/,
              const T& value) {
  if constexpr (std::is_arithmetic_v<T>) {
    return hasher.Hash(value);
  } else {
    return hasher.Hash(&value);
  }
}

// Returns a value's plain encoding; for text without its length.
template <typename T>
std::string PlainBytes(const parquet::ColumnDescriptor& column, const T& value) {
  if constexpr (std::is_same_v<T, parquet::ByteArray>) {
    return std::string(std::string_view(value));
  } else if constexpr (std::is_same_v<T, parquet::FLBA>) {
    return std::string(reinterpret_cast<const char*>(value.ptr),
                       static_cast<size_t>(column.type_length()));
  } else {
    return std::string(reinterpret_cast<const char*>(&value), sizeof value);
  }
}

// Returns a value in readable form.
template <typename T>
std::string Show(const parquet::ColumnDescriptor& column, const T& value) {
  std::string text = parquet::FormatStatValue(column.physical_type(), PlainBytes(column, value),
                                              column.logical_type());
  if (text.size() <= kMaxShownBytes) return text;
  return text.substr(0, kMaxShownBytes) + "…";
}

// Returns the first value missing from the filter, in readable form; nullopt if it contains all.
template <typename Type>
std::optional<std::string> FindDenied(const FoundFilter& filter, parquet::ColumnReader* column) {
  constexpr int64_t kBatchRows = 1024;
  auto* const reader = static_cast<parquet::TypedColumnReader<Type>*>(column);
  const parquet::ColumnDescriptor& descriptor = *column->descr();
  const parquet::XxHasher hasher;
  std::array<typename Type::c_type, kBatchRows> values;
  std::array<int16_t, kBatchRows> definition_levels;
  std::array<int16_t, kBatchRows> repetition_levels;
  while (reader->HasNext()) {
    int64_t num_values = 0;
    const int64_t num_levels = reader->ReadBatch(
        kBatchRows, definition_levels.data(), repetition_levels.data(), values.data(), &num_values);
    if (num_levels == 0 && num_values == 0) break;
    for (int64_t i = 0; i < num_values; ++i) {
      const auto& value = values[static_cast<size_t>(i)];
      if (!filter.Has(Hash(hasher, descriptor, value))) return Show(descriptor, value);
    }
  }
  return std::nullopt;
}

}  // namespace

arrow::Result<std::string> CheckBloomFilter(arrow::io::RandomAccessFile* file,
                                            parquet::RowGroupReader* row_group, int leaf) {
  const auto chunk = row_group->metadata()->ColumnChunk(leaf);
  ARROW_ASSIGN_OR_RAISE(const auto filter, ReadFilter(file, *chunk));
  if (!filter) return "";
  const auto column = row_group->Column(leaf);
  const auto denied =
      SwitchPhysicalType(column->type(), std::optional<std::string>(),
                         [&]<typename Type>() { return FindDenied<Type>(*filter, column.get()); });
  if (!denied) return "";
  return fmt::format("its Bloom filter has no '{}', which is among its values", *denied);
}

}  // namespace tpch
