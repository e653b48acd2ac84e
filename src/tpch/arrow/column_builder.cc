#include "tpch/arrow/column_builder.h"

#include <arrow/util/decimal.h>

#include <algorithm>
#include <cstring>
#include <type_traits>
#include <utility>

#include "tpch/arrow/growing_buffer.h"

namespace tpch {
namespace {

void Prefetch(const char* address) {
  __builtin_prefetch(address);
  // Without this the compiler drops calls of functions that only prefetch.
  asm volatile("");
}

constexpr int64_t kCacheLineSizeBytes = 64;

// Rows of values of one size; `kFactor` converts whole units to the hundredths of a decimal.
template <typename Stored, typename Value, int64_t kFactor = 1>
class ValueBuilder : public ColumnBuilder {
 public:
  ValueBuilder(std::shared_ptr<arrow::DataType> type, arrow::MemoryPool* memory_pool)
      : type_(std::move(type)), values_(memory_pool) {}

  arrow::Status Append(const Column& column, int64_t first_row, int64_t num_rows) override {
    ARROW_ASSIGN_OR_RAISE(Value* const values, values_.Reserve<Value>(num_rows));
    const Stored* const stored = column.values<Stored>() + first_row;
    for (int64_t row = 0; row < num_rows; ++row) {
      if constexpr (std::is_same_v<Value, arrow::Decimal128>) {
        values[row] = arrow::Decimal128(stored[row] * kFactor);
      } else {
        values[row] = static_cast<Value>(stored[row]);
      }
    }
    values_.Advance<Value>(num_rows);
    return arrow::Status::OK();
  }

  arrow::Result<std::shared_ptr<arrow::Array>> Finish() override {
    const int64_t num_rows = values_.size_bytes() / static_cast<int64_t>(sizeof(Value));
    ARROW_ASSIGN_OR_RAISE(auto values, values_.Finish());
    return arrow::MakeArray(
        arrow::ArrayData::Make(type_, num_rows, {nullptr, std::move(values)}, /*null_count=*/0));
  }

 private:
  std::shared_ptr<arrow::DataType> type_;
  GrowingBuffer values_;
};

// Text with 32-bit offsets; `Source` locates a row's text and determines how much of it is copied
// without checking its size.
template <typename Source>
class TextBuilder : public ColumnBuilder {
 public:
  TextBuilder(int32_t max_size_bytes, arrow::MemoryPool* memory_pool)
      : max_size_bytes_(max_size_bytes), offsets_(memory_pool), text_(memory_pool) {}

  arrow::Status Append(const Column& column, int64_t first_row, int64_t num_rows) override {
    ARROW_ASSIGN_OR_RAISE(int32_t* const offsets, offsets_.Reserve<int32_t>(num_rows));
    ARROW_ASSIGN_OR_RAISE(char* const begin,
                          text_.Reserve<char>(num_rows * max_size_bytes_ + kTextSlack));
    const Source source(column, first_row);
    const auto text_before = static_cast<int32_t>(text_.size_bytes());
    char* end = begin;
    // In a separate loop, the cache misses of many rows overlap.
    for (int64_t row = 0; row < num_rows; ++row) source.Fetch(row);
    for (int64_t row = 0; row < num_rows; ++row) {
      offsets[row] = text_before + static_cast<int32_t>(end - begin);
      end = source.Copy(row, end);
    }
    offsets_.Advance<int32_t>(num_rows);
    text_.Advance<char>(end - begin);
    return arrow::Status::OK();
  }

  arrow::Result<std::shared_ptr<arrow::Array>> Finish() override {
    const int64_t num_rows = offsets_.size_bytes() / static_cast<int64_t>(sizeof(int32_t));
    ARROW_ASSIGN_OR_RAISE(int32_t* const end, offsets_.Reserve<int32_t>(1));
    *end = static_cast<int32_t>(text_.size_bytes());
    offsets_.Advance<int32_t>(1);
    ARROW_ASSIGN_OR_RAISE(auto offsets, offsets_.Finish());
    ARROW_ASSIGN_OR_RAISE(auto text, text_.Finish());
    return std::make_shared<arrow::StringArray>(num_rows, std::move(offsets), std::move(text),
                                                /*null_bitmap=*/nullptr, /*null_count=*/0);
  }

 private:
  int64_t max_size_bytes_;
  GrowingBuffer offsets_;
  GrowingBuffer text_;
};

// Slices of a text base. Copies whole vectors, reading and writing past the end of the text.
template <int64_t kAlwaysCopied>
class SliceSource {
 public:
  SliceSource(const Column& column, int64_t first_row)
      : base_(column.text_base()), slices_(column.values<TextSlice>() + first_row) {}

  // Fetches the row's text into the cache: comments are scattered over the text pool.
  void Fetch(int64_t row) const {
    const char* const text = base_ + slices_[row].offset;
    const int64_t size_bytes = std::max<int64_t>(slices_[row].size_bytes, kAlwaysCopied);
    for (int64_t at = 0; at < size_bytes; at += kCacheLineSizeBytes) Prefetch(text + at);
    Prefetch(text + size_bytes - 1);
  }

  char* Copy(int64_t row, char* out) const {
    const char* const text = base_ + slices_[row].offset;
    const int64_t size_bytes = slices_[row].size_bytes;
    std::memcpy(out, text, kAlwaysCopied);
    if constexpr (kAlwaysCopied == kTextSlack) {
      for (int64_t copied = kAlwaysCopied; copied < size_bytes; copied += 32) {
        std::memcpy(out + copied, text + copied, 32);
      }
    }
    return out + size_bytes;
  }

 private:
  const char* base_;
  const TextSlice* slices_;
};

// The words that codes stand for.
class WordSource {
 public:
  WordSource(const Column& column, int64_t first_row)
      : words_(column.dictionary()->data()), codes_(column.values<uint8_t>() + first_row) {}

  void Fetch(int64_t /*row*/) const {}  // all words stay in the cache

  char* Copy(int64_t row, char* out) const {
    const DictionaryValue& word = words_[codes_[row]];
    std::memcpy(out, &word, sizeof word);
    return out + word.size_bytes;
  }

 private:
  const DictionaryValue* words_;
  const uint8_t* codes_;
};

std::unique_ptr<ColumnBuilder> MakeTextBuilder(const ColumnDescriptor& column,
                                               arrow::MemoryPool* memory_pool) {
  const int32_t size_bytes = column.max_size_bytes;
  if (column.storage == Storage::kCode) {
    return std::make_unique<TextBuilder<WordSource>>(sizeof(DictionaryValue), memory_pool);
  }
  if (size_bytes <= 16) {
    return std::make_unique<TextBuilder<SliceSource<16>>>(size_bytes, memory_pool);
  }
  if (size_bytes <= 32) {
    return std::make_unique<TextBuilder<SliceSource<32>>>(size_bytes, memory_pool);
  }
  if (size_bytes <= 48) {
    return std::make_unique<TextBuilder<SliceSource<48>>>(size_bytes, memory_pool);
  }
  return std::make_unique<TextBuilder<SliceSource<kTextSlack>>>(size_bytes, memory_pool);
}

}  // namespace

std::unique_ptr<ColumnBuilder> MakeColumnBuilder(const ColumnDescriptor& column,
                                                 const std::shared_ptr<arrow::DataType>& type,
                                                 arrow::MemoryPool* memory_pool) {
  switch (column.storage) {
    case Storage::kInt32:
    case Storage::kDay:
      return std::make_unique<ValueBuilder<int32_t, int32_t>>(type, memory_pool);
    case Storage::kInt64:
      return std::make_unique<ValueBuilder<int64_t, int64_t>>(type, memory_pool);
    case Storage::kCents:
      return std::make_unique<ValueBuilder<int64_t, arrow::Decimal128>>(type, memory_pool);
    case Storage::kQuantity:
      return std::make_unique<ValueBuilder<int32_t, arrow::Decimal128, 100>>(type, memory_pool);
    case Storage::kCode:
    case Storage::kText:
      return MakeTextBuilder(column, memory_pool);
  }
  return nullptr;
}

}  // namespace tpch
