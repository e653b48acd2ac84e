#include "tpch/parquet/column_dictionary.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace tpch {
namespace {

// A file stores decimals in hundredths.
constexpr int64_t kHundredths = 100;

}  // namespace

ColumnDictionary ColumnDictionary::OfNumbers(int64_t low, int64_t high, int64_t factor) {
  ColumnDictionary dictionary;
  dictionary.num_values_ = high - low + 1;
  dictionary.low_ = low;
  dictionary.factor_ = factor;
  return dictionary;
}

ColumnDictionary ColumnDictionary::OfWords(const Dictionary& words) {
  ColumnDictionary dictionary;
  dictionary.num_values_ = static_cast<int64_t>(words.size());
  std::vector<uint16_t>& codes = dictionary.codes_by_rank_;
  codes.resize(words.size());
  std::iota(codes.begin(), codes.end(), uint16_t{0});
  std::ranges::sort(codes, {}, [&](uint16_t code) { return words[code].view(); });
  dictionary.ranks_.resize(words.size());
  for (size_t rank = 0; rank < codes.size(); ++rank) {
    dictionary.ranks_[codes[rank]] = static_cast<uint16_t>(rank);
  }
  for (const DictionaryValue& word : words) {
    dictionary.slices_.push_back({static_cast<uint32_t>(dictionary.text_.size()), word.size_bytes});
    dictionary.text_ += word.view();
  }
  dictionary.text_.resize(dictionary.text_.size() + kTextSlack);
  return dictionary;
}

int ColumnDictionary::code_width() const {
  return std::max(1, static_cast<int>(std::bit_width(static_cast<uint64_t>(num_values_ - 1))));
}

std::string ColumnDictionary::Word(int64_t rank) const {
  const TextSlice slice = slices_[codes_by_rank_[static_cast<size_t>(rank)]];
  return text_.substr(slice.offset, slice.size_bytes);
}

ValueBounds ColumnDictionary::Bounds(int64_t min_rank, int64_t max_rank) const {
  if (!slices_.empty()) return ValueBounds::Texts(Word(min_rank), Word(max_rank));
  return ValueBounds::Numbers((low_ + min_rank) * factor_, (low_ + max_rank) * factor_);
}

std::string ColumnDictionary::PlainValues(PhysicalType type) const {
  std::string plain;
  for (const TextSlice& slice : slices_) {
    AppendPlainNumber(slice.size_bytes, PhysicalType::kInt32, &plain);
    plain.append(text_, slice.offset, slice.size_bytes);
  }
  if (!slices_.empty()) return plain;
  for (int64_t code = 0; code < num_values_; ++code) {
    AppendPlainNumber((low_ + code) * factor_, type, &plain);
  }
  return plain;
}

bool ValuesAreKnown(const ColumnDescriptor& column) {
  return column.storage == Storage::kCode || column.values.size() > 0;
}

std::optional<ColumnDictionary> KnownValues(const ColumnDescriptor& column,
                                            const Dictionary* words) {
  if (words != nullptr) return ColumnDictionary::OfWords(*words);
  if (column.storage == Storage::kCode || column.values.size() == 0) return std::nullopt;
  const int64_t factor = column.storage == Storage::kQuantity ? kHundredths : 1;
  return ColumnDictionary::OfNumbers(column.values.low, column.values.high, factor);
}

}  // namespace tpch
