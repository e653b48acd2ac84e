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
inline constexpr int32_t kCurrentDay = kFirstDay + 1263;

/// The last day on which an order is placed, 151 days before the end (spec clause 4.2.3).
inline constexpr int32_t kLastOrderDay = kFirstDay + 2405;

/// Holds `YYYY-MM-DD` of every day from kFirstDay on, padded to 16 bytes so that a fixed-size
/// copy may read past the text.
using DateTextTable = std::array<std::array<char, 16>, kNumDays>;

/// Length of a date's text.
inline constexpr int kDateTextSize = 10;

/// Makes the table at compile time.
constexpr DateTextTable MakeDateTextTable() {
  constexpr std::array<int, 12> kDaysOfMonth = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  DateTextTable table{};
  int year = 1992, month = 1, day = 1;
  for (auto& text : table) {
    text = {'1',
            '9',
            static_cast<char>('0' + year / 10 % 10),
            static_cast<char>('0' + year % 10),
            '-',
            static_cast<char>('0' + month / 10),
            static_cast<char>('0' + month % 10),
            '-',
            static_cast<char>('0' + day / 10),
            static_cast<char>('0' + day % 10)};
    const bool leap_february = month == 2 && year % 4 == 0;
    if (++day > kDaysOfMonth[month - 1] + (leap_february ? 1 : 0)) {
      day = 1;
      if (++month > 12) {
        month = 1;
        ++year;
      }
    }
  }
  return table;
}

inline constexpr DateTextTable kDateText = MakeDateTextTable();

}  // namespace tpch
