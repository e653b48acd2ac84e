#include "tpch/arrow/column_reader.h"

#include <arrow/scalar.h>
#include <arrow/util/decimal.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "tpch/read/text_values.h"

namespace tpch {
namespace {

constexpr int64_t kSecondsPerDay = 86'400;

/// Longer texts, which no table has even if they are padded, are none that a column can hold. So
/// rows that share one long text stay small when they are copied.
constexpr size_t kMaxTextBytes = 4096;

/// Returns a whole number in the column's unit.
std::optional<int64_t> NumberOfInteger(Storage storage, int64_t value) {
  if (storage == Storage::kDay) return std::nullopt;
  if (storage != Storage::kCents) return value;
  int64_t cents = 0;
  if (__builtin_mul_overflow(value, int64_t{100}, &cents)) return std::nullopt;
  return cents;
}

/// Returns the number that a floating-point value stands for: what it is when it is rounded to
/// hundredths, if it is that but for the noise of arithmetic, a few units in the last place.
template <typename T>
std::optional<int64_t> NumberOfFloat(Storage storage, T value) {
  constexpr double kMaxCents = 9e15;  // whole numbers up to here are exact
  constexpr double kNoise = 4 * static_cast<double>(std::numeric_limits<T>::epsilon());
  if (storage == Storage::kDay) return std::nullopt;
  const auto exact = static_cast<double>(value);
  const double cents = std::round(exact * 100);
  if (!(std::abs(cents) < kMaxCents)) return std::nullopt;
  if (std::abs(exact - cents / 100) > kNoise * std::abs(exact)) return std::nullopt;
  return NumberFromCents(storage, static_cast<int64_t>(cents));
}

/// Returns the number that is `value` · 10^-scale, whatever the scale. Arrow's Rescale takes only
/// scales that its type can have, and does not notice every overflow.
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
  if (num_missing_zeros < 0) return std::nullopt;  // digits would be lost
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

/// Returns a text for people, cut if it is long.
std::string ShowText(std::string_view text) {
  constexpr size_t kMaxShownBytes = 200;
  if (text.size() <= kMaxShownBytes) return std::string(text);
  return fmt::format("{}... ({} bytes)", text.substr(0, kMaxShownBytes), text.size());
}

/// Returns a value of a type without texts, for people. Of types that are made of others only the
/// type, since one value may be as large as the file.
std::string Show(const arrow::Array& array, int64_t row) {
  if (!arrow::is_primitive(array.type_id()) && !arrow::is_decimal(array.type_id())) {
    return "a value of type " + array.type()->name();
  }
  const auto scalar = array.GetScalar(row);
  return scalar.ok() ? (*scalar)->ToString() : "?";
}

/// Appends values of which `number(row)` returns the number, or nothing; `show(row)` returns those
/// for people.
template <typename Number, typename ShowRow>
void AppendNumbers(Storage storage, const arrow::Array& array, int64_t begin, int64_t end,
                   const Number& number, const ShowRow& show, ObservedColumn* out) {
  const bool has_nulls = array.null_count() > 0;
  for (int64_t row = begin; row < end; ++row) {
    if (has_nulls && array.IsNull(row)) {
      out->AddOdd(storage, std::nullopt);
    } else if (const std::optional<int64_t> value = number(row)) {
      out->AddNumber(*value);
    } else {
      out->AddOdd(storage, show(row));
    }
  }
}

template <typename Number>
void AppendNumbers(Storage storage, const arrow::Array& array, int64_t begin, int64_t end,
                   const Number& number, ObservedColumn* out) {
  AppendNumbers(
      storage, array, begin, end, number, [&](int64_t row) { return Show(array, row); }, out);
}

/// Appends values of which `text(row)` returns the text.
template <typename Text>
void AppendTexts(Storage storage, const arrow::Array& array, int64_t begin, int64_t end,
                 const Text& text, ObservedColumn* out) {
  if (!IsText(storage)) {
    AppendNumbers(
        storage, array, begin, end,
        [&](int64_t row) { return ParseNumberText(storage, text(row), &out->dates_have_time); },
        [&](int64_t row) { return ShowText(text(row)); }, out);
    for (int64_t row = begin; row < end; ++row) {
      out->written.push_back(array.IsNull(row) ? std::string_view() : text(row));
    }
    return;
  }
  const bool has_nulls = array.null_count() > 0;
  out->texts.reserve(out->texts.size() + static_cast<size_t>(end - begin));
  for (int64_t row = begin; row < end; ++row) {
    if (has_nulls && array.IsNull(row)) {
      out->AddOdd(storage, std::nullopt);
    } else if (const std::string_view value = text(row); value.size() <= kMaxTextBytes) {
      out->AddText(value);
    } else {
      out->AddOdd(storage, ShowText(value));
    }
  }
}

/// Appends the values of an array whose elements are what `Value` returns.
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

/// The usual type of money, hundredths in 128 bits: appends the low halves, and returns true, if
/// all of them are numbers of the column.
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

template <typename ArrayType>
void AppendStrings(Storage storage, const arrow::Array& array, int64_t begin, int64_t end,
                   ObservedColumn* out) {
  const auto& typed = static_cast<const ArrayType&>(array);
  AppendTexts(
      storage, array, begin, end,
      [&](int64_t row) -> std::string_view { return typed.GetView(row); }, out);
}

/// Returns whether all codes are those of values. Tries all at once: few rows have none.
template <typename ArrayType>
bool AreCodesOf(const arrow::Array& codes, int64_t begin, int64_t end, int64_t num_values) {
  const auto* const raw = static_cast<const ArrayType&>(codes).raw_values();
  const auto limit = static_cast<uint64_t>(num_values);
  bool are_codes = true;
  // As an unsigned number a negative code is larger than any number of values.
  for (int64_t row = begin; row < end; ++row) are_codes &= static_cast<uint64_t>(raw[row]) < limit;
  return are_codes;
}

bool AreCodesOf(const arrow::Array& codes, int64_t begin, int64_t end, int64_t num_values) {
  switch (codes.type_id()) {
    case arrow::Type::INT8:
      return AreCodesOf<arrow::Int8Array>(codes, begin, end, num_values);
    case arrow::Type::INT16:
      return AreCodesOf<arrow::Int16Array>(codes, begin, end, num_values);
    case arrow::Type::INT32:
      return AreCodesOf<arrow::Int32Array>(codes, begin, end, num_values);
    case arrow::Type::INT64:
      return AreCodesOf<arrow::Int64Array>(codes, begin, end, num_values);
    case arrow::Type::UINT8:
      return AreCodesOf<arrow::UInt8Array>(codes, begin, end, num_values);
    case arrow::Type::UINT16:
      return AreCodesOf<arrow::UInt16Array>(codes, begin, end, num_values);
    case arrow::Type::UINT32:
      return AreCodesOf<arrow::UInt32Array>(codes, begin, end, num_values);
    case arrow::Type::UINT64:
      return AreCodesOf<arrow::UInt64Array>(codes, begin, end, num_values);
    default:
      return false;
  }
}

/// Checks that the code of each row is that of a value. The codes of nulls may be any.
Status CheckCodes(const arrow::DictionaryArray& array, int64_t begin, int64_t end) {
  const int64_t num_values = array.dictionary()->length();
  if (AreCodesOf(*array.indices(), begin, end, num_values)) return Status::OK();
  for (int64_t row = begin; row < end; ++row) {
    if (array.IsNull(row)) continue;
    const int64_t code = array.GetValueIndex(row);
    if (code >= 0 && code < num_values) continue;
    return Status::IoError(
        fmt::format("a row has code {} of a dictionary of {} values", code, num_values));
  }
  return Status::OK();
}

/// Appends, for each of the codes, which are those of rows, its value.
template <typename Value>
void AppendValues(const std::vector<Value>& values, std::span<const int32_t> codes,
                  std::vector<Value>* out) {
  out->reserve(out->size() + codes.size());
  for (const int32_t code : codes) out->push_back(values[static_cast<size_t>(code)]);
}

/// Appends values that the column cannot hold. Whether a value of a union or of runs is null is for
/// its parts to say, which nobody has checked; so such values are not.
void AppendOdd(Storage storage, const arrow::Array& array, int64_t begin, int64_t end,
               ObservedColumn* out) {
  const bool may_be_null =
      array.type_id() == arrow::Type::NA || array.null_bitmap_data() != nullptr;
  for (int64_t row = begin; row < end; ++row) {
    const bool is_null = may_be_null && array.IsNull(row);
    out->AddOdd(storage, is_null ? std::nullopt : std::optional<std::string>(Show(array, row)));
  }
}

/// Appends the values of an array of texts; returns whether it is one.
bool AppendAnyStrings(Storage storage, const arrow::Array& array, int64_t begin, int64_t end,
                      ObservedColumn* out) {
  switch (array.type_id()) {
    case arrow::Type::STRING:
      AppendStrings<arrow::StringArray>(storage, array, begin, end, out);
      return true;
    case arrow::Type::BINARY:
      AppendStrings<arrow::BinaryArray>(storage, array, begin, end, out);
      return true;
    case arrow::Type::LARGE_STRING:
      AppendStrings<arrow::LargeStringArray>(storage, array, begin, end, out);
      return true;
    case arrow::Type::LARGE_BINARY:
      AppendStrings<arrow::LargeBinaryArray>(storage, array, begin, end, out);
      return true;
    case arrow::Type::STRING_VIEW:
      AppendStrings<arrow::StringViewArray>(storage, array, begin, end, out);
      return true;
    case arrow::Type::BINARY_VIEW:
      AppendStrings<arrow::BinaryViewArray>(storage, array, begin, end, out);
      return true;
    case arrow::Type::FIXED_SIZE_BINARY:
      AppendStrings<arrow::FixedSizeBinaryArray>(storage, array, begin, end, out);
      return true;
    default:
      return false;
  }
}

/// Appends the values of an array of whole numbers; returns whether it is one.
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

/// Appends the values of an array of fractions; returns whether it is one.
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

/// Appends the values of an array of dates or times; returns whether it is one.
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

FileColumn DescribeField(const arrow::Field& field) {
  const arrow::DataType& type = *field.type();
  FileColumn column{field.name(), type.ToString(), field.nullable()};
  if (arrow::is_decimal(type.id())) {
    const auto& decimal = static_cast<const arrow::DecimalType&>(type);
    column.type = fmt::format("decimal({},{})", decimal.precision(), decimal.scale());
  } else if (type.id() == arrow::Type::DATE32) {
    column.type = "date";
  } else if (type.id() == arrow::Type::DICTIONARY) {
    column.type =
        "dictionary of " + static_cast<const arrow::DictionaryType&>(type).value_type()->ToString();
  }
  return column;
}

Status ArrowColumnReader::Append(const std::shared_ptr<arrow::Array>& array, int64_t begin,
                                 int64_t end, ObservedColumn* out) {
  if (array->type_id() == arrow::Type::DICTIONARY) {
    const auto& typed = static_cast<const arrow::DictionaryArray&>(*array);
    TPCH_RETURN_NOT_OK(CheckCodes(typed, begin, end));
    SetDictionary(typed.dictionary());
    AppendCodes(typed, begin, end, out);
  } else {
    AppendPlain(*array, begin, end, out);
  }
  return Status::OK();
}

void ArrowColumnReader::AppendPlain(const arrow::Array& array, int64_t begin, int64_t end,
                                    ObservedColumn* out) {
  if (AppendAnyStrings(storage_, array, begin, end, out)) return;
  const bool is_number =
      !IsText(storage_) && (AppendAnyIntegers(storage_, array, begin, end, out) ||
                            AppendAnyFractions(storage_, array, begin, end, out) ||
                            AppendAnyTimes(storage_, array, begin, end, out));
  if (!is_number) AppendOdd(storage_, array, begin, end, out);
}

void ArrowColumnReader::SetDictionary(const std::shared_ptr<arrow::Array>& dictionary) {
  if (dictionary_ == dictionary) return;
  dictionary_ = dictionary;
  values_.Clear();
  AppendPlain(*dictionary_, 0, dictionary_->length(), &values_);
}

void ArrowColumnReader::AppendCodes(const arrow::DictionaryArray& typed, int64_t begin, int64_t end,
                                    ObservedColumn* out) {
  out->dates_have_time |= values_.dates_have_time;
  out->has_noise |= values_.has_noise;
  const bool is_usual = typed.null_count() == 0 && values_.odd_values.empty() &&
                        typed.indices()->type_id() == arrow::Type::INT32;
  if (is_usual) {
    const auto& indices = static_cast<const arrow::Int32Array&>(*typed.indices());
    const std::span codes(indices.raw_values() + begin, static_cast<size_t>(end - begin));
    if (IsText(storage_)) return AppendValues(values_.texts, codes, &out->texts);
    if (!values_.written.empty()) AppendValues(values_.written, codes, &out->written);
    return AppendValues(values_.numbers, codes, &out->numbers);
  }
  for (int64_t row = begin; row < end; ++row) {
    if (typed.IsNull(row)) {
      out->AddOdd(storage_, std::nullopt);
      if (!values_.written.empty()) out->written.emplace_back();
      continue;
    }
    const int64_t code = typed.GetValueIndex(row);
    const OddValue* odd = values_.odd_values.empty() ? nullptr : values_.FindOdd(code);
    if (!values_.written.empty())
      out->written.push_back(values_.written[static_cast<size_t>(code)]);
    if (odd != nullptr) {
      out->AddOdd(storage_, odd->text);
    } else if (IsText(storage_)) {
      out->AddText(values_.texts[static_cast<size_t>(code)]);
    } else {
      out->AddNumber(values_.numbers[static_cast<size_t>(code)]);
    }
  }
}

}  // namespace tpch
