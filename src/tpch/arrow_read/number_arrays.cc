#include "tpch/arrow_read/number_arrays.h"

#include <arrow/scalar.h>
#include <arrow/util/decimal.h>

#include <cmath>
#include <limits>
#include <type_traits>
#include <utility>

#include "tpch/read/text_values.h"

namespace tpch {
namespace {

constexpr int64_t kSecondsPerDay = 86'400;

// Converts a whole number to the column's unit.
std::optional<int64_t> NumberOfInteger(Storage storage, int64_t value) {
  if (storage == Storage::kDay) return std::nullopt;
  if (storage != Storage::kCents) return value;
  int64_t cents = 0;
  if (__builtin_mul_overflow(value, int64_t{100}, &cents)) return std::nullopt;
  return cents;
}

// Converts a floating-point value: rounds it to hundredths if it differs from them only by
// rounding errors of arithmetic, a few units in the last place.
template <typename T>
std::optional<int64_t> NumberOfFloat(Storage storage, T value) {
  constexpr double kMaxCents = 9e15;  // whole numbers up to this are exact
  constexpr double kNoise = 4 * static_cast<double>(std::numeric_limits<T>::epsilon());
  if (storage == Storage::kDay) return std::nullopt;
  const auto exact = static_cast<double>(value);
  const double cents = std::round(exact * 100);
  if (!(std::abs(cents) < kMaxCents)) return std::nullopt;
  if (std::abs(exact - cents / 100) > kNoise * std::abs(exact)) return std::nullopt;
  return NumberFromCents(storage, static_cast<int64_t>(cents));
}

// Returns `value` · 10^-scale in the column's unit, for any scale. Arrow's Rescale accepts only
// the scales of its type, and does not detect every overflow.
template <typename Decimal>
std::optional<int64_t> NumberOfDecimal(Storage storage, const Decimal& value, int32_t scale) {
  if (storage == Storage::kDay) return std::nullopt;
  std::string digits = value.ToIntegerString();
  int64_t num_missing_zeros = (storage == Storage::kCents ? 2 : 0) - int64_t{scale};
  while (num_missing_zeros < 0 && digits.ends_with('0') && digits != "0") {
    digits.pop_back();
    ++num_missing_zeros;
  }
  std::optional<int64_t> number = ParseDecimalText(digits, 0);
  if (number == 0) return 0;
  if (num_missing_zeros < 0) return std::nullopt;  // would lose digits
  for (; number && num_missing_zeros > 0; --num_missing_zeros) {
    if (__builtin_mul_overflow(*number, int64_t{10}, &*number)) number.reset();
  }
  return number;
}

std::optional<int64_t> DayOfTime(Storage storage, int64_t time, int64_t units_per_day) {
  if (storage != Storage::kDay || time % units_per_day != 0) return std::nullopt;
  return time / units_per_day;
}

int64_t UnitsPerDay(arrow::TimeUnit::type unit) {
  switch (unit) {
    case arrow::TimeUnit::SECOND:
      return kSecondsPerDay;
    case arrow::TimeUnit::MILLI:
      return kSecondsPerDay * 1'000;
    case arrow::TimeUnit::MICRO:
      return kSecondsPerDay * 1'000'000;
    case arrow::TimeUnit::NANO:
      return kSecondsPerDay * 1'000'000'000;
  }
  return kSecondsPerDay;
}

// Appends the values of an array with elements of the type that `Value` returns.
template <typename ArrayType>
void AppendIntegers(Storage storage, const arrow::Array& array, int64_t begin, int64_t end,
                    ObservedColumn* out) {
  const auto& typed = static_cast<const ArrayType&>(array);
  const bool are_numbers = storage != Storage::kCents && storage != Storage::kDay;
  if (are_numbers && array.null_count() == 0 && std::is_signed_v<typename ArrayType::value_type>) {
    out->numbers.insert(out->numbers.end(), typed.raw_values() + begin, typed.raw_values() + end);
    return;
  }
  const auto number = [&](int64_t row) -> std::optional<int64_t> {
    if (std::cmp_greater(typed.Value(row), std::numeric_limits<int64_t>::max())) {
      return std::nullopt;
    }
    return NumberOfInteger(storage, static_cast<int64_t>(typed.Value(row)));
  };
  AppendNumbers(storage, array, begin, end, number, out);
}

template <typename ArrayType>
void AppendFloats(Storage storage, const arrow::Array& array, int64_t begin, int64_t end,
                  ObservedColumn* out) {
  using Float = typename ArrayType::value_type;
  const auto& typed = static_cast<const ArrayType&>(array);
  const auto number = [&](int64_t row) {
    const Float value = typed.Value(row);
    const std::optional<int64_t> number = NumberOfFloat(storage, value);
    out->has_noise |= number && value != NearestFloat<Float>(storage, *number);
    return number;
  };
  AppendNumbers(storage, array, begin, end, number, out);
}

template <typename ArrayType, typename Decimal>
void AppendDecimals(Storage storage, const arrow::Array& array, int64_t begin, int64_t end,
                    ObservedColumn* out) {
  const auto& typed = static_cast<const ArrayType&>(array);
  const int32_t scale = static_cast<const arrow::DecimalType&>(*array.type()).scale();
  AppendNumbers(
      storage, array, begin, end,
      [&](int64_t row) { return NumberOfDecimal(storage, Decimal(typed.GetValue(row)), scale); },
      out);
}

// Hundredths in 128 bits, the usual type of money: if all values fit in the column, appends their
// low halves and returns true.
bool AppendHundredths(Storage storage, const arrow::Decimal128Array& array, int64_t begin,
                      int64_t end, ObservedColumn* out) {
  const int64_t* halves = reinterpret_cast<const int64_t*>(array.raw_values());
  const int64_t divisor = storage == Storage::kCents ? 1 : 100;
  const size_t old_size = out->numbers.size();
  out->numbers.resize(old_size + static_cast<size_t>(end - begin));
  int64_t* numbers = out->numbers.data() + old_size;
  int64_t any_odd = 0;
  for (int64_t row = begin; row < end; ++row) {
    const int64_t low = halves[2 * row];
    const int64_t number = divisor == 1 ? low : low / 100;
    any_odd |= (halves[2 * row + 1] ^ (low >> 63)) | (low - number * divisor);
    *numbers++ = number;
  }
  if (any_odd != 0) out->numbers.resize(old_size);
  return any_odd == 0;
}

void AppendDecimal128(Storage storage, const arrow::Array& array, int64_t begin, int64_t end,
                      ObservedColumn* out) {
  const auto& typed = static_cast<const arrow::Decimal128Array&>(array);
  const int32_t scale = static_cast<const arrow::Decimal128Type&>(*array.type()).scale();
  const bool is_usual = scale == 2 && storage != Storage::kDay && array.null_count() == 0;
  if (is_usual && AppendHundredths(storage, typed, begin, end, out)) return;
  AppendDecimals<arrow::Decimal128Array, arrow::Decimal128>(storage, array, begin, end, out);
}

// Appends the values of an array of whole numbers; returns whether the array is one.
bool AppendAnyIntegers(Storage storage, const arrow::Array& array, int64_t begin, int64_t end,
                       ObservedColumn* out) {
  switch (array.type_id()) {
    case arrow::Type::INT8:
      AppendIntegers<arrow::Int8Array>(storage, array, begin, end, out);
      return true;
    case arrow::Type::INT16:
      AppendIntegers<arrow::Int16Array>(storage, array, begin, end, out);
      return true;
    case arrow::Type::INT32:
      AppendIntegers<arrow::Int32Array>(storage, array, begin, end, out);
      return true;
    case arrow::Type::INT64:
      AppendIntegers<arrow::Int64Array>(storage, array, begin, end, out);
      return true;
    case arrow::Type::UINT8:
      AppendIntegers<arrow::UInt8Array>(storage, array, begin, end, out);
      return true;
    case arrow::Type::UINT16:
      AppendIntegers<arrow::UInt16Array>(storage, array, begin, end, out);
      return true;
    case arrow::Type::UINT32:
      AppendIntegers<arrow::UInt32Array>(storage, array, begin, end, out);
      return true;
    case arrow::Type::UINT64:
      AppendIntegers<arrow::UInt64Array>(storage, array, begin, end, out);
      return true;
    default:
      return false;
  }
}

// Appends the values of an array of fractions; returns whether the array is one.
bool AppendAnyFractions(Storage storage, const arrow::Array& array, int64_t begin, int64_t end,
                        ObservedColumn* out) {
  switch (array.type_id()) {
    case arrow::Type::FLOAT:
      AppendFloats<arrow::FloatArray>(storage, array, begin, end, out);
      return true;
    case arrow::Type::DOUBLE:
      AppendFloats<arrow::DoubleArray>(storage, array, begin, end, out);
      return true;
    case arrow::Type::DECIMAL32:
      AppendDecimals<arrow::Decimal32Array, arrow::Decimal32>(storage, array, begin, end, out);
      return true;
    case arrow::Type::DECIMAL64:
      AppendDecimals<arrow::Decimal64Array, arrow::Decimal64>(storage, array, begin, end, out);
      return true;
    case arrow::Type::DECIMAL128:
      AppendDecimal128(storage, array, begin, end, out);
      return true;
    case arrow::Type::DECIMAL256:
      AppendDecimals<arrow::Decimal256Array, arrow::Decimal256>(storage, array, begin, end, out);
      return true;
    default:
      return false;
  }
}

// Appends the values of an array of dates or times; returns whether the array is one.
bool AppendAnyTimes(Storage storage, const arrow::Array& array, int64_t begin, int64_t end,
                    ObservedColumn* out) {
  const auto append = [&](const auto& typed, int64_t units_per_day) {
    AppendNumbers(
        storage, array, begin, end,
        [&](int64_t row) { return DayOfTime(storage, typed.Value(row), units_per_day); }, out);
    return true;
  };
  switch (array.type_id()) {
    case arrow::Type::DATE32: {
      const auto& days = static_cast<const arrow::Date32Array&>(array);
      if (storage != Storage::kDay || array.null_count() > 0) return append(days, 1);
      out->numbers.insert(out->numbers.end(), days.raw_values() + begin, days.raw_values() + end);
      return true;
    }
    case arrow::Type::DATE64:
      return append(static_cast<const arrow::Date64Array&>(array), kSecondsPerDay * 1'000);
    case arrow::Type::TIMESTAMP:
      return append(static_cast<const arrow::TimestampArray&>(array),
                    UnitsPerDay(static_cast<const arrow::TimestampType&>(*array.type()).unit()));
    default:
      return false;
  }
}

}  // namespace

std::string ShowValue(const arrow::Array& array, int64_t row) {
  if (!arrow::is_primitive(array.type_id()) && !arrow::is_decimal(array.type_id())) {
    return "a value of type " + array.type()->name();
  }
  const auto scalar = array.GetScalar(row);
  return scalar.ok() ? (*scalar)->ToString() : "?";
}

bool AppendNumberArray(Storage storage, const arrow::Array& array, int64_t begin, int64_t end,
                       ObservedColumn* out) {
  return AppendAnyIntegers(storage, array, begin, end, out) ||
         AppendAnyFractions(storage, array, begin, end, out) ||
         AppendAnyTimes(storage, array, begin, end, out);
}

}  // namespace tpch
