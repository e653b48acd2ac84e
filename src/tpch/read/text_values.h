// Values that are written as text, in the unit of a column's Storage. Takes every usual spelling
// of a value, not only dbgen's: `17`, `17.00` and `+17` are one quantity.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "tpch/schema/table.h"

namespace tpch {

/// Parses `[+-]digits[.digits]` into units of 10^-scale; nothing for anything else, for digits
/// other than zero behind the scale, and for what 64 bits cannot hold.
std::optional<int64_t> ParseDecimalText(std::string_view text, int scale);

/// Parses `YYYY-MM-DD` into days since 1970-01-01; nothing for anything else and for days that no
/// calendar has. A time may follow if it is midnight; `*has_time` becomes true then.
std::optional<int64_t> ParseDayText(std::string_view text, bool* has_time);

/// Returns the number that hundredths are in a column's unit; nothing where it is no whole number.
std::optional<int64_t> NumberFromCents(Storage storage, int64_t cents);

/// Parses the text of any column of numbers. REQUIRES: storage is not of text.
std::optional<int64_t> ParseNumberText(Storage storage, std::string_view text, bool* has_time);

/// Returns whether the text of a number is the one that writers of TBL and CSV give it: no plus, no
/// zeros before it, and two decimals or none by its type; `17` and `17.00` are both usual for
/// quantities. REQUIRES: ParseNumberText takes it.
bool IsUsualSpelling(Storage storage, std::string_view text);

}  // namespace tpch
