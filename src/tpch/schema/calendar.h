// The days of the TPC-H calendar, 1992-01-01 to 1998-12-31, as days since 1970-01-01 and as text.

#pragma once

#include <array>
#include <cstdint>

namespace tpch {

/// The first day, 1992-01-01.
inline constexpr int32_t kFirstDay = 8035;

/// Days from 1992-01-01 to 1998-12-31, both included (spec clause 4.2.2.12).
inline constexpr int32_t kNumDays = 2557;

/// The "current date", 1995-06-17 (spec clause 4.2.2.12).
inline constexpr int32_t kCurrentDay = 9298;

/// The last day on which an order is placed, 151 days before the end (spec clause 4.2.3).
inline constexpr int32_t kLastOrderDay = kFirstDay + 2405;

/// `YYYY-MM-DD` of every day from kFirstDay, padded to 16 bytes so that a fixed-size copy may read
/// past the text.
using DateTextTable = std::array<std::array<char, 16>, kNumDays>;

/// Length of a date's text.
inline constexpr int kDateTextSize = 10;

/// Built at compile time.
extern const DateTextTable kDateText;

}  // namespace tpch
