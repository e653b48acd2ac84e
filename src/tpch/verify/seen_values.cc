#include "tpch/verify/seen_values.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <functional>
#include <span>
#include <string_view>

namespace tpch {
namespace {

template <typename T, typename V>
void Widen(const V& value, std::optional<std::pair<T, T>>* bounds) {
  if (!*bounds) {
    bounds->emplace(T(value), T(value));
  } else if (value < (*bounds)->first) {
    (*bounds)->first = T(value);
  } else if ((*bounds)->second < value) {
    (*bounds)->second = T(value);
  }
}

// Returns a number that orders texts by their first bytes.
uint64_t Prefix(std::string_view text) {
  uint64_t bytes = 0;
  if (text.size() >= sizeof bytes) {
    std::memcpy(&bytes, text.data(), sizeof bytes);  // the compiler knows this size
  } else {
    std::memcpy(&bytes, text.data(), text.size());
  }
  return __builtin_bswap64(bytes);
}

// Returns the smallest and largest text. REQUIRES: there is at least one.
std::pair<std::string_view, std::string_view> FindBounds(std::span<const std::string_view> texts) {
  // In columns with few values, texts have few addresses, each of which needs one look. Most other
  // texts differ in their first bytes.
  std::array<std::string_view, 64> seen;
  std::string_view low = texts.front();
  std::string_view high = low;
  uint64_t low_prefix = Prefix(low);
  uint64_t high_prefix = low_prefix;
  for (const std::string_view text : texts) {
    std::string_view& slot = seen[std::bit_cast<uintptr_t>(text.data()) / 4 % seen.size()];
    if (slot.data() == text.data() && slot.size() == text.size()) continue;
    slot = text;
    const uint64_t text_prefix = Prefix(text);
    if (text_prefix < low_prefix || (text_prefix == low_prefix && text < low)) {
      low = text;
      low_prefix = text_prefix;
    }
    if (text_prefix > high_prefix || (text_prefix == high_prefix && text > high)) {
      high = text;
      high_prefix = text_prefix;
    }
  }
  return {low, high};
}

// Returns the texts of a column, one per row; empty for numbers that are not written as texts.
std::span<const std::string_view> TextsOf(const ObservedColumn& column, Storage storage) {
  return IsText(storage) ? column.texts : column.written;
}

uint64_t HashText(std::string_view text) { return HashNumber(std::hash<std::string_view>()(text)); }

}  // namespace

void SeenValues::Include(const ObservedColumn& column, Storage storage, int64_t begin,
                         int64_t end) {
  if (begin >= end) return;
  num_rows_ += end - begin;
  has_noise_ |= column.has_noise;
  const auto first = static_cast<size_t>(begin);
  const auto num_rows = static_cast<size_t>(end - begin);
  if (!column.odd_values.empty()) {
    for (int64_t row = begin; row < end; ++row) IncludeRow(column, storage, row);
    return;
  }
  if (!IsText(storage)) IncludeNumbers(column, first, num_rows);
  if (!TextsOf(column, storage).empty()) IncludeTexts(column, storage, first, num_rows);
}

void SeenValues::IncludeNumbers(const ObservedColumn& column, size_t first, size_t num_rows) {
  const auto numbers = std::span(column.numbers).subspan(first, num_rows);
  int64_t low = numbers.front();
  int64_t high = low;
  for (const int64_t number : numbers) {
    low = std::min(low, number);
    high = std::max(high, number);
  }
  Widen(low, &numbers_);
  Widen(high, &numbers_);
  if (distinct_ == nullptr || !column.written.empty()) return;
  for (const int64_t number : numbers) distinct_->Add(HashNumber(static_cast<uint64_t>(number)));
}

void SeenValues::IncludeTexts(const ObservedColumn& column, Storage storage, size_t first,
                              size_t num_rows) {
  const auto texts = TextsOf(column, storage).subspan(first, num_rows);
  const auto [low, high] = FindBounds(texts);
  Widen(low, &texts_);
  Widen(high, &texts_);
  if (wants_text_bytes_) {
    for (const std::string_view text : texts) text_bytes_ += static_cast<int64_t>(text.size());
  }
  if (distinct_ == nullptr) return;
  // As above: if a column has few texts, most have been seen at their address.
  std::array<std::string_view, 256> seen;
  for (const std::string_view text : texts) {
    std::string_view& slot = seen[std::bit_cast<uintptr_t>(text.data()) / 4 % seen.size()];
    if (slot.data() == text.data() && slot.size() == text.size()) continue;
    slot = text;
    distinct_->Add(HashText(text));
  }
}

void SeenValues::IncludeRow(const ObservedColumn& column, Storage storage, int64_t row) {
  if (const OddValue* odd = column.FindOdd(row)) {
    num_nulls_ += odd->text ? 0 : 1;
    has_odd_values_ |= odd->text.has_value();
    return;
  }
  const auto index = static_cast<size_t>(row);
  if (!IsText(storage)) {
    const int64_t number = column.numbers[index];
    Widen(number, &numbers_);
    if (column.written.empty() && distinct_ != nullptr) {
      distinct_->Add(HashNumber(static_cast<uint64_t>(number)));
    }
  }
  if (TextsOf(column, storage).empty()) return;
  const std::string_view text = TextsOf(column, storage)[index];
  Widen(text, &texts_);
  text_bytes_ += static_cast<int64_t>(text.size());
  if (distinct_ != nullptr) distinct_->Add(HashText(text));
}

void SeenValues::Include(const SeenValues& other) {
  num_rows_ += other.num_rows_;
  num_nulls_ += other.num_nulls_;
  text_bytes_ += other.text_bytes_;
  has_odd_values_ |= other.has_odd_values_;
  has_noise_ |= other.has_noise_;
  if (other.numbers_) {
    Widen(other.numbers_->first, &numbers_);
    Widen(other.numbers_->second, &numbers_);
  }
  if (other.texts_) {
    Widen(other.texts_->first, &texts_);
    Widen(other.texts_->second, &texts_);
  }
}

}  // namespace tpch
