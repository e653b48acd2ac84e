// Converts Arrow arrays of numbers, decimals, dates and times to observed numbers.

#pragma once

#include <arrow/array.h>

#include <cstdint>
#include <optional>
#include <string>

#include "tpch/read/observed_batch.h"

namespace tpch {

/// Returns a value of any type except text in readable form. For nested types returns only the
/// type, because one value may be as large as the file.
std::string ShowValue(const arrow::Array& array, int64_t row);

/// Appends values [begin, end) of an array of numbers, dates or times; returns whether the array is
/// one. Values that the column cannot hold become odd values.
bool AppendNumberArray(Storage storage, const arrow::Array& array, int64_t begin, int64_t end,
                       ObservedColumn* out);

/// Appends values; `number(row)` returns the number, or nullopt for values that the column cannot
/// hold, of which `show(row)` returns a readable form.
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
      storage, array, begin, end, number, [&](int64_t row) { return ShowValue(array, row); }, out);
}

}  // namespace tpch
