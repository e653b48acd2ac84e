#include "tpch/parquet/value_bounds.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace tpch {
namespace {

// Returns the first eight bytes as a number with the same order as the text; missing bytes are 0.
uint64_t Prefix(const char* text, uint32_t size_bytes) {
  uint64_t prefix;
  std::memcpy(&prefix, text, sizeof(prefix));
  prefix = __builtin_bswap64(prefix);
  if (size_bytes >= sizeof(prefix)) return prefix;
  return size_bytes == 0 ? 0 : prefix & ~uint64_t{0} << (64 - 8 * size_bytes);
}

}  // namespace

void AppendPlainNumber(int64_t number, PhysicalType type, std::string* out) {
  out->append(reinterpret_cast<const char*>(&number),
              type == PhysicalType::kInt32 ? sizeof(int32_t) : sizeof(int64_t));
}

ValueBounds ValueBounds::Numbers(int64_t min, int64_t max) {
  ValueBounds bounds;
  bounds.kind_ = Kind::kNumbers;
  bounds.min_number_ = min;
  bounds.max_number_ = max;
  return bounds;
}

ValueBounds ValueBounds::Texts(std::string min, std::string max) {
  ValueBounds bounds;
  bounds.kind_ = Kind::kTexts;
  bounds.min_text_ = std::move(min);
  bounds.max_text_ = std::move(max);
  return bounds;
}

void ValueBounds::Include(const ValueBounds& other) {
  if (other.empty()) return;
  if (empty()) {
    *this = other;
  } else if (kind_ == Kind::kNumbers) {
    min_number_ = std::min(min_number_, other.min_number_);
    max_number_ = std::max(max_number_, other.max_number_);
  } else {
    min_text_ = std::min(min_text_, other.min_text_);
    max_text_ = std::max(max_text_, other.max_text_);
  }
}

bool ValueBounds::Ascends(const ValueBounds& next) const {
  // The members of the other kind are equal.
  return min_number_ <= next.min_number_ && max_number_ <= next.max_number_ &&
         min_text_ <= next.min_text_ && max_text_ <= next.max_text_;
}

std::string ValueBounds::PlainMin(PhysicalType type) const {
  std::string plain = min_text_;
  if (kind_ == Kind::kNumbers) AppendPlainNumber(min_number_, type, &plain);
  return plain;
}

std::string ValueBounds::PlainMax(PhysicalType type) const {
  std::string plain = max_text_;
  if (kind_ == Kind::kNumbers) AppendPlainNumber(max_number_, type, &plain);
  return plain;
}

void TextBounds::Include(const char* text_base, const TextSlice* slices, int64_t num_slices) {
  for (int64_t i = 0; i < num_slices; ++i) {
    const TextSlice slice = slices[i];
    const char* text = text_base + slice.offset;
    const uint64_t prefix = Prefix(text, slice.size_bytes);
    if (prefix <= min_prefix_ || prefix >= max_prefix_) [[unlikely]] {
      IncludeSlowly({text, slice.size_bytes}, prefix);
    }
  }
}

void TextBounds::IncludeSlowly(std::string_view text, uint64_t prefix) {
  if (empty_ || text < min_) {
    min_ = text;
    min_prefix_ = prefix;
  }
  if (empty_ || text > max_) {
    max_ = text;
    max_prefix_ = prefix;
  }
  empty_ = false;
}

ValueBounds TextBounds::Take() {
  empty_ = true;
  min_prefix_ = ~uint64_t{0};
  max_prefix_ = 0;
  return ValueBounds::Texts(min_, max_);
}

}  // namespace tpch
