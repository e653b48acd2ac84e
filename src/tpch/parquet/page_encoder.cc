#include "tpch/parquet/page_encoder.h"

#include <algorithm>
#include <limits>
#include <span>
#include <type_traits>
#include <utility>

#include "tpch/parquet/bloom_filter.h"
#include "tpch/parquet/encodings/code_encoder.h"
#include "tpch/parquet/encodings/number_encoder.h"
#include "tpch/parquet/encodings/text_encoder.h"

namespace tpch {
namespace {

static_assert(kMaxRowsAtOnce <= kMaxTextsAtOnce);

// Returns rows of a column as the numbers that a file stores, in `scratch` if they must be
// widened.
const int64_t* FileNumbers(Storage storage, const Column& column, int64_t first_row,
                           int64_t num_rows, int64_t* scratch) {
  if (storage == Storage::kInt64 || storage == Storage::kCents) {
    return column.values<int64_t>() + first_row;
  }
  const int64_t factor = storage == Storage::kQuantity ? 100 : 1;
  const int32_t* values = column.values<int32_t>() + first_row;
  for (int64_t i = 0; i < num_rows; ++i) scratch[i] = values[i] * factor;
  return scratch;
}

// Hashes of values. Equal neighbours, such as keys of sorted tables, count once.
class HashList {
 public:
  void Include(uint64_t hash) {
    if (hashes_.empty() || hashes_.back() != hash) hashes_.push_back(hash);
  }

  // Returns the hashes without spare capacity, because units keep them until the row group ends.
  std::vector<uint64_t> Take() {
    std::vector<uint64_t> hashes(hashes_);
    hashes_.clear();
    return hashes;
  }

 private:
  std::vector<uint64_t> hashes_;
};

class NumberPageEncoder : public PageEncoder {
 public:
  explicit NumberPageEncoder(const ColumnLayout& layout)
      : layout_(layout), encoder_(MakeNumberEncoder(layout.encoding, layout.physical_type)) {}

  void Append(const Column& column, int64_t first_row, int64_t num_rows) override {
    int64_t scratch[kMaxRowsAtOnce];
    const int64_t* numbers =
        FileNumbers(layout_.descriptor->storage, column, first_row, num_rows, scratch);
    int64_t min = min_;
    int64_t max = max_;
    for (int64_t i = 0; i < num_rows; ++i) {
      min = std::min(min, numbers[i]);
      max = std::max(max, numbers[i]);
    }
    min_ = min;
    max_ = max;
    encoder_->Append(numbers, num_rows);
    if (!layout_.bloom_filter) return;
    for (int64_t i = 0; i < num_rows; ++i) {
      hashes_.Include(HashNumber(numbers[i], layout_.physical_type));
    }
  }

  int64_t size_bytes() const override { return encoder_->size_bytes(); }
  std::string_view Finish() override { return encoder_->Finish(); }
  ValueBounds TakeBounds() override { return ValueBounds::Numbers(min_, max_); }

  void Reset() override {
    encoder_->Reset();
    min_ = std::numeric_limits<int64_t>::max();
    max_ = std::numeric_limits<int64_t>::min();
  }

  std::vector<uint64_t> TakeHashes() override { return hashes_.Take(); }

 private:
  const ColumnLayout& layout_;
  HashList hashes_;
  std::unique_ptr<NumberEncoder> encoder_;
  int64_t min_ = std::numeric_limits<int64_t>::max();
  int64_t max_ = std::numeric_limits<int64_t>::min();
};

class TextPageEncoder : public PageEncoder {
 public:
  explicit TextPageEncoder(const ColumnLayout& layout)
      : layout_(layout), encoder_(MakeTextEncoder(layout.encoding)) {}

  void Append(const Column& column, int64_t first_row, int64_t num_rows) override {
    if (layout_.descriptor->storage == Storage::kText) {
      AppendSlices(column.text_base(), column.values<TextSlice>() + first_row, num_rows);
      return;
    }
    // A column of codes to write as text.
    TextSlice slices[kMaxRowsAtOnce + kBatchSlack] = {};
    const uint8_t* codes = column.values<uint8_t>() + first_row;
    for (int64_t i = 0; i < num_rows; ++i) slices[i] = layout_.dictionary->slices()[codes[i]];
    AppendSlices(layout_.dictionary->text_base(), slices, num_rows);
  }

  int64_t size_bytes() const override { return encoder_->size_bytes(); }
  std::string_view Finish() override { return encoder_->Finish(); }
  ValueBounds TakeBounds() override { return bounds_.Take(); }
  void Reset() override { encoder_->Reset(); }
  std::vector<uint64_t> TakeHashes() override { return hashes_.Take(); }

 private:
  void AppendSlices(const char* text_base, const TextSlice* slices, int64_t num_rows) {
    encoder_->Append(text_base, slices, num_rows);
    bounds_.Include(text_base, slices, num_rows);
    if (!layout_.bloom_filter) return;
    for (int64_t i = 0; i < num_rows; ++i) {
      hashes_.Include(HashText({text_base + slices[i].offset, slices[i].size_bytes}));
    }
  }

  const ColumnLayout& layout_;
  HashList hashes_;
  std::unique_ptr<TextEncoder> encoder_;
  TextBounds bounds_;
};

// Dictionary codes. `Code` is the type that they are packed from.
template <typename Code>
class CodePageEncoder : public PageEncoder {
 public:
  explicit CodePageEncoder(const ColumnLayout& layout)
      : layout_(layout), dictionary_(*layout.dictionary), encoder_(dictionary_.code_width()) {
    if (!layout.bloom_filter) return;
    dictionary_hashes_ = HashValues(dictionary_, layout.physical_type);
    seen_.resize(dictionary_hashes_.size());
  }

  void Append(const Column& column, int64_t first_row, int64_t num_rows) override {
    Code scratch[kMaxRowsAtOnce];
    const Code* codes = Codes(column, first_row, num_rows, scratch);
    IncludeRanks(codes, num_rows);
    encoder_.Append(codes, num_rows);
    last_code_ = codes[num_rows - 1];
    if (!layout_.bloom_filter) return;
    for (int64_t i = 0; i < num_rows; ++i) seen_[codes[i]] = 1;
  }

  int64_t size_bytes() const override { return encoder_.size_bytes(); }

  std::string_view Finish() override {
    return min_rank_ == max_rank_ ? encoder_.FinishRun(last_code_) : encoder_.Finish();
  }

  ValueBounds TakeBounds() override { return dictionary_.Bounds(min_rank_, max_rank_); }

  void Reset() override {
    encoder_.Reset();
    min_rank_ = kNoMin;
    max_rank_ = 0;
  }

  std::vector<uint64_t> TakeHashes() override {
    std::vector<uint64_t> hashes;
    for (size_t code = 0; code < seen_.size(); ++code) {
      if (std::exchange(seen_[code], 0) != 0) hashes.push_back(dictionary_hashes_[code]);
    }
    return hashes;
  }

 private:
  static constexpr uint16_t kNoMin = std::numeric_limits<uint16_t>::max();

  const Code* Codes(const Column& column, int64_t first_row, int64_t num_rows, Code* scratch) {
    switch (layout_.descriptor->storage) {
      case Storage::kCode:
        return NarrowCodes(column.values<uint8_t>() + first_row, num_rows, scratch);
      case Storage::kInt64:
      case Storage::kCents:
        return NarrowCodes(column.values<int64_t>() + first_row, num_rows, scratch);
      default:
        return NarrowCodes(column.values<int32_t>() + first_row, num_rows, scratch);
    }
  }

  // Numbers count from the dictionary's lowest; codes of type Code stay as they are.
  template <typename T>
  const Code* NarrowCodes(const T* values, int64_t num_rows, Code* scratch) {
    if constexpr (std::is_same_v<T, Code>) {
      return values;
    } else {
      const T low = static_cast<T>(dictionary_.low());
      for (int64_t i = 0; i < num_rows; ++i) scratch[i] = static_cast<Code>(values[i] - low);
      return scratch;
    }
  }

  void IncludeRanks(const Code* codes, int64_t num_rows) {
    // After both the first and the last of all values, the bounds cannot change.
    if (min_rank_ == 0 && max_rank_ == dictionary_.num_values() - 1) return;
    uint16_t min = min_rank_;
    uint16_t max = max_rank_;
    const std::span<const uint16_t> ranks = dictionary_.ranks();
    for (int64_t i = 0; i < num_rows; ++i) {
      const uint16_t rank = ranks.empty() ? codes[i] : ranks[codes[i]];
      min = std::min(min, rank);
      max = std::max(max, rank);
    }
    min_rank_ = min;
    max_rank_ = max;
  }

  const ColumnLayout& layout_;
  const ColumnDictionary& dictionary_;
  // By code, only with a Bloom filter: the hash of the value, and 1 if the value occurred.
  std::vector<uint64_t> dictionary_hashes_;
  std::vector<uint8_t> seen_;
  CodeEncoder<Code> encoder_;
  uint16_t min_rank_ = kNoMin;
  uint16_t max_rank_ = 0;
  Code last_code_ = 0;
};

}  // namespace

std::unique_ptr<PageEncoder> MakePageEncoder(const ColumnLayout& layout) {
  if (layout.encoding == Encoding::kDictionary) {
    if (layout.dictionary->code_width() <= 8) {
      return std::make_unique<CodePageEncoder<uint8_t>>(layout);
    }
    return std::make_unique<CodePageEncoder<uint16_t>>(layout);
  }
  if (layout.physical_type == PhysicalType::kByteArray) {
    return std::make_unique<TextPageEncoder>(layout);
  }
  return std::make_unique<NumberPageEncoder>(layout);
}

}  // namespace tpch
