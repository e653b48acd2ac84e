#include "tpch/arrow_read/claims/bound_decoder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "tpch/read/observed_batch.h"

namespace tpch {
namespace {

using footer::SchemaElement;

__extension__ using Int128 = __int128;
__extension__ using Uint128 = unsigned __int128;

constexpr Int128 kMaxInt128 = static_cast<Int128>(~Uint128{0} >> 1);

// The meaning of a column's numbers, by its logical type or, if there is none, converted type.
struct NumberType {
  enum class Kind : uint8_t { kInteger, kDecimal, kDate, kTimestamp, kOther };

  Kind kind;
  int32_t scale = 0;          // only decimals
  int64_t units_per_day = 0;  // only timestamps
};

constexpr int64_t kMillisPerDay = 86'400'000;

int64_t UnitsPerDay(int32_t unit) {
  if (unit == footer::kMillis) return kMillisPerDay;
  return unit == footer::kMicros ? kMillisPerDay * 1'000 : kMillisPerDay * 1'000'000;
}

NumberType TypeOfLogical(const footer::LogicalType& type) {
  using Kind = NumberType::Kind;
  switch (type.kind) {
    case footer::kDecimal:
      return {Kind::kDecimal, type.scale};
    case footer::kDate:
      return {Kind::kDate};
    case footer::kTimestamp:
      return {Kind::kTimestamp, 0, UnitsPerDay(type.time_unit)};
    case footer::kInteger:
      return {Kind::kInteger};
    default:
      return {Kind::kOther};
  }
}

NumberType TypeOf(const SchemaElement& element) {
  using Kind = NumberType::Kind;
  if (element.logical_type) return TypeOfLogical(*element.logical_type);
  if (!element.converted_type) return {Kind::kInteger};
  switch (*element.converted_type) {
    case footer::kConvertedDecimal:
      return {Kind::kDecimal, element.scale.value_or(0)};
    case footer::kConvertedDate:
      return {Kind::kDate};
    case footer::kTimestampMillis:
      return {Kind::kTimestamp, 0, kMillisPerDay};
    case footer::kTimestampMicros:
      return {Kind::kTimestamp, 0, kMillisPerDay * 1'000};
    default:
      return {*element.converted_type >= footer::kUint8 &&
                      *element.converted_type <= footer::kConvertedInt64
                  ? Kind::kInteger
                  : Kind::kOther};
  }
}

bool IsDecimal(const SchemaElement& element) {
  return TypeOf(element).kind == NumberType::Kind::kDecimal;
}

// Sets a bound to number / divisor, rounded towards the values that the bound allows.
void SetQuotient(Int128 number, Int128 divisor, Bound* bound) {
  Int128 quotient = number / divisor;
  const Int128 rest = number % divisor;
  bound->is_rounded = rest != 0;
  if (bound->is_upper() && rest < 0) --quotient;
  if (!bound->is_upper() && rest > 0) ++quotient;
  constexpr Int128 kLow = std::numeric_limits<int64_t>::min();
  constexpr Int128 kHigh = std::numeric_limits<int64_t>::max();
  bound->is_rounded |= quotient < kLow || quotient > kHigh;
  bound->value = static_cast<int64_t>(std::clamp(quotient, kLow, kHigh));
}

// Sets a bound of a column of numbers to a decimal.
void SetDecimal(Int128 number, int32_t scale, Storage storage, Bound* bound) {
  const int32_t unit_scale = storage == Storage::kCents ? 2 : 0;
  for (; scale < unit_scale; ++scale) {
    if (__builtin_mul_overflow(number, Int128{10}, &number)) {
      number = number < 0 ? -kMaxInt128 : kMaxInt128;
      break;
    }
  }
  constexpr int32_t kMaxDigits = 38;  // in 128 bits
  Int128 divisor = 1;
  for (int32_t i = 0; i < std::min(scale - unit_scale, kMaxDigits); ++i) divisor *= 10;
  SetQuotient(number, divisor, bound);
}

template <typename T>
std::optional<T> Decode(std::string_view bytes) {
  std::array<char, sizeof(T)> copy{};
  if (bytes.size() != copy.size()) return std::nullopt;
  bytes.copy(copy.data(), copy.size());
  return std::bit_cast<T>(copy);
}

Status WrongSize(std::string_view bytes, size_t size_bytes) {
  return Status::Invalid(fmt::format("has {} bytes, not {}", bytes.size(), size_bytes));
}

// Decodes a number of 32 or 64 bits.
std::optional<Int128> DecodeInteger(std::string_view bytes, bool is_64_bits, bool is_unsigned) {
  const auto widen = [](const auto& value) {
    return value ? std::optional<Int128>(*value) : std::nullopt;
  };
  if (is_64_bits) {
    return is_unsigned ? widen(Decode<uint64_t>(bytes)) : widen(Decode<int64_t>(bytes));
  }
  return is_unsigned ? widen(Decode<uint32_t>(bytes)) : widen(Decode<int32_t>(bytes));
}

// Decodes a signed big-endian number; values beyond 128 bits become the largest ones.
Int128 DecodeBigEndian(std::string_view bytes) {
  const bool is_negative = !bytes.empty() && static_cast<signed char>(bytes.front()) < 0;
  const char fill = is_negative ? '\xff' : '\0';
  while (bytes.size() > sizeof(Int128) && bytes.front() == fill) bytes.remove_prefix(1);
  const bool fits = bytes.size() < sizeof(Int128) ||
                    (bytes.size() == sizeof(Int128) &&
                     (static_cast<signed char>(bytes.front()) < 0) == is_negative);
  if (!fits) return is_negative ? -kMaxInt128 : kMaxInt128;
  Uint128 value = is_negative ? ~Uint128{0} : Uint128{0};
  for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
  return static_cast<Int128>(value);
}

// Decodes a 96-bit timestamp: nanoseconds of the day, and the Julian day number.
Result<std::optional<Bound>> DecodeInt96(std::string_view bytes, Storage storage, Bound bound) {
  constexpr size_t kSizeBytes = 12;
  constexpr int64_t kJulianDayOf1970 = 2'440'588;
  constexpr int64_t kNanosPerDay = kMillisPerDay * 1'000'000;
  if (bytes.size() != kSizeBytes) return WrongSize(bytes, kSizeBytes);
  if (storage != Storage::kDay) return std::optional<Bound>();
  const int64_t nanos = *Decode<int64_t>(bytes.substr(0, 8));
  const int64_t day = *Decode<int32_t>(bytes.substr(8)) - kJulianDayOf1970;
  SetQuotient(Int128{day} * kNanosPerDay + nanos, kNanosPerDay, &bound);
  return std::optional(std::move(bound));
}

Result<std::optional<Bound>> DecodeNumber(const SchemaElement& element, std::string_view bytes,
                                          Storage storage, bool is_unsigned, Bound bound) {
  const bool is_64_bits = element.type == footer::kInt64;
  const std::optional<Int128> number = DecodeInteger(bytes, is_64_bits, is_unsigned);
  if (!number) return WrongSize(bytes, is_64_bits ? sizeof(int64_t) : sizeof(int32_t));
  using Kind = NumberType::Kind;
  const NumberType type = TypeOf(element);
  const bool is_time = type.kind == Kind::kDate || type.kind == Kind::kTimestamp;
  if (type.kind == Kind::kOther || IsText(storage) || is_time != (storage == Storage::kDay)) {
    return std::optional<Bound>();
  }
  if (is_time) {
    SetQuotient(*number, type.kind == Kind::kDate ? 1 : type.units_per_day, &bound);
  } else {
    SetDecimal(*number, type.scale, storage, &bound);
  }
  return std::optional(std::move(bound));
}

template <typename Float>
Result<std::optional<Bound>> DecodeFloat(std::string_view bytes, Storage storage, Bound bound) {
  const std::optional<Float> value = Decode<Float>(bytes);
  if (!value) return WrongSize(bytes, sizeof(Float));
  if (std::isnan(*value)) return Status::Invalid("is not a number (NaN)");
  if (IsText(storage) || storage == Storage::kDay) return std::optional<Bound>();
  bound.value = *value;
  return std::optional(std::move(bound));
}

// Decodes bytes: a decimal, or a text, which may belong to a column of numbers.
Result<std::optional<Bound>> DecodeBytes(const SchemaElement& element, std::string_view bytes,
                                         Storage storage, Bound bound) {
  const auto fixed_bytes = element.type == footer::kFixedLenByteArray
                               ? std::optional(static_cast<size_t>(element.type_length.value_or(0)))
                               : std::nullopt;
  if (IsDecimal(element)) {
    if (fixed_bytes && bytes.size() != *fixed_bytes) return WrongSize(bytes, *fixed_bytes);
    if (bytes.empty()) return Status::Invalid("has no bytes");
    if (IsText(storage) || storage == Storage::kDay) return std::optional<Bound>();
    SetDecimal(DecodeBigEndian(bytes), TypeOf(element).scale, storage, &bound);
    return std::optional(std::move(bound));
  }
  // Some writers also shorten these.
  if (fixed_bytes && bytes.size() > *fixed_bytes) return WrongSize(bytes, *fixed_bytes);
  if (element.logical_type && element.logical_type->kind == footer::kFloat16) {
    return std::optional<Bound>();
  }
  bound.value = std::string(bytes);
  return std::optional(std::move(bound));
}

}  // namespace

bool IsUnsigned(const SchemaElement& element) {
  if (element.logical_type) {
    return element.logical_type->kind == footer::kInteger && !element.logical_type->is_signed;
  }
  const int32_t converted = element.converted_type.value_or(-1);
  return converted >= footer::kUint8 && converted <= footer::kUint64;
}

Result<std::optional<Bound>> DecodeBound(const footer::Leaf& leaf, Storage storage,
                                         Bound::Kind kind, std::string_view bytes,
                                         bool is_signed_order) {
  const SchemaElement& element = *leaf.element;
  Bound bound;
  bound.kind = kind;
  switch (element.type.value_or(-1)) {
    case footer::kBoolean:
      if (bytes.size() != 1) return WrongSize(bytes, 1);
      return std::optional<Bound>();
    case footer::kInt32:
    case footer::kInt64:
      return DecodeNumber(element, bytes, storage, IsUnsigned(element) && !is_signed_order,
                          std::move(bound));
    case footer::kInt96:
      return DecodeInt96(bytes, storage, std::move(bound));
    case footer::kFloat:
      return DecodeFloat<float>(bytes, storage, std::move(bound));
    case footer::kDouble:
      return DecodeFloat<double>(bytes, storage, std::move(bound));
    case footer::kByteArray:
    case footer::kFixedLenByteArray:
      return DecodeBytes(element, bytes, storage, std::move(bound));
    default:
      return std::optional<Bound>();
  }
}

}  // namespace tpch
