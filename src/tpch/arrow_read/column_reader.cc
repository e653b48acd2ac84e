#include "tpch/arrow_read/column_reader.h"

#include <fmt/format.h>

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "tpch/arrow_read/number_arrays.h"
#include "tpch/read/text_values.h"

namespace tpch {
namespace {

// No column contains longer texts, even with padding, so they become odd values. This keeps rows
// that share one long text small when they are copied.
constexpr size_t kMaxTextBytes = 4096;

// Returns a text in readable form, truncated if it is long.
std::string ShowText(std::string_view text) {
  constexpr size_t kMaxShownBytes = 200;
  if (text.size() <= kMaxShownBytes) return std::string(text);
  return fmt::format("{}... ({} bytes)", text.substr(0, kMaxShownBytes), text.size());
}

// Appends values; `text(row)` returns the text.
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

template <typename ArrayType>
void AppendStrings(Storage storage, const arrow::Array& array, int64_t begin, int64_t end,
                   ObservedColumn* out) {
  const auto& typed = static_cast<const ArrayType&>(array);
  AppendTexts(
      storage, array, begin, end,
      [&](int64_t row) -> std::string_view { return typed.GetView(row); }, out);
}

// Returns whether all codes have values. Tests all at once: codes without a value are rare.
template <typename ArrayType>
bool AreCodesOf(const arrow::Array& codes, int64_t begin, int64_t end, int64_t num_values) {
  const auto* const raw = static_cast<const ArrayType&>(codes).raw_values();
  const auto limit = static_cast<uint64_t>(num_values);
  bool are_codes = true;
  // As an unsigned number, a negative code exceeds any number of values.
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

// Checks that the code of each row has a value. Nulls may have any code.
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

// Appends the value of each row's code.
template <typename Value>
void AppendValues(const std::vector<Value>& values, std::span<const int32_t> codes,
                  std::vector<Value>* out) {
  out->reserve(out->size() + codes.size());
  for (const int32_t code : codes) out->push_back(values[static_cast<size_t>(code)]);
}

// Appends values that the column cannot hold. Whether a value of a union or run-end-encoded array
// is null depends on its children, which are unchecked, so such values count as not null.
void AppendOdd(Storage storage, const arrow::Array& array, int64_t begin, int64_t end,
               ObservedColumn* out) {
  const bool may_be_null =
      array.type_id() == arrow::Type::NA || array.null_bitmap_data() != nullptr;
  for (int64_t row = begin; row < end; ++row) {
    const bool is_null = may_be_null && array.IsNull(row);
    out->AddOdd(storage,
                is_null ? std::nullopt : std::optional<std::string>(ShowValue(array, row)));
  }
}

// Appends the values of a text array; returns whether the array is one.
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
  if (!IsText(storage_) && AppendNumberArray(storage_, array, begin, end, out)) return;
  AppendOdd(storage_, array, begin, end, out);
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
