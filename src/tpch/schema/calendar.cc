#include "tpch/schema/calendar.h"

#include <chrono>

namespace tpch {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr sys_days Date(int32_t number) { return sys_days(days(number)); }

static_assert(Date(kFirstDay) == year(1992) / month(1) / day(1));
static_assert(Date(kFirstDay + kNumDays - 1) == year(1998) / month(12) / day(31));
static_assert(Date(kCurrentDay) == year(1995) / month(6) / day(17));
static_assert(Date(kLastOrderDay) == sys_days(year(1998) / month(12) / day(31)) - days(151));

constexpr char Digit(unsigned number) { return static_cast<char>('0' + number % 10); }

constexpr DateTextTable MakeDateTextTable() {
  DateTextTable table{};
  for (int32_t i = 0; i < kNumDays; ++i) {
    const year_month_day date(Date(kFirstDay + i));
    const auto year = static_cast<unsigned>(static_cast<int>(date.year()));
    const auto month = static_cast<unsigned>(date.month());
    const auto day = static_cast<unsigned>(date.day());
    table[static_cast<size_t>(i)] = {Digit(year / 1000),
                                     Digit(year / 100),
                                     Digit(year / 10),
                                     Digit(year),
                                     '-',
                                     Digit(month / 10),
                                     Digit(month),
                                     '-',
                                     Digit(day / 10),
                                     Digit(day)};
  }
  return table;
}

}  // namespace

constexpr DateTextTable kDateText = MakeDateTextTable();

}  // namespace tpch
