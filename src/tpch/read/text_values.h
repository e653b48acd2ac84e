// Parses values that are written as text, in the unit of a column's Storage. Accepts every usual
// spelling of a value, not only dbgen's: `17`, `17.00` and `+17` are the same quantity.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "tpch/schema/table.h"

namespace tpch {

/// Parses `[+-]digits[.digits]` into units of 10^-scale. Returns nullopt for other text, for
/// nonzero digits beyond the scale, and for values that exceed 64 bits.
std::optional<int64_t> ParseDecimalText(std::string_view text, int scale);

/// Parses `YYYY-MM-DD` into days since 1970-01-01. Returns nullopt for other text and for days that
/// do not exist. A time may follow if it is midnight; then `*has_time` becomes true.
std::optional<int64_t> ParseDayText(std::string_view text, bool* has_time);

/// Converts hundredths to a column's unit; nullopt if the result is not a whole number.
std::optional<int64_t> NumberFromCents(Storage storage, int64_t cents);

/// Parses the text of any column of numbers. REQUIRES: `storage` is not text.
std::optional<int64_t> ParseNumberText(Storage storage, std::string_view text, bool* has_time);

/// Returns whether a number is spelled as writers of TBL and CSV do: no plus sign, no leading
/// zeros, and two decimals or none depending on its type; `17` and `17.00` are both usual for
/// quantities. REQUIRES: ParseNumberText accepts it.
bool IsUsualSpelling(Storage storage, std::string_view text);

}  // namespace tpch
