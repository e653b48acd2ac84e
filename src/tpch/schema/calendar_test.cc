#include "tpch/schema/calendar.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>

namespace tpch {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

TEST(Calendar, HasTheTextOfEveryDay) {
  for (int32_t day = 0; day < kNumDays; ++day) {
    const year_month_day date{sys_days{std::chrono::days{kFirstDay + day}}};
    const std::string text =
        fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                    static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    EXPECT_EQ(std::string_view(kDateText[day].data(), kDateTextSize), text);
  }
}

TEST(Calendar, RunsFromTheFirstDayOf1992ToTheLastOf1998) {
  const std::chrono::year first{1992};
  const std::chrono::year last{1998};
  EXPECT_EQ(sys_days(first / 1 / 1).time_since_epoch().count(), kFirstDay);
  EXPECT_EQ(sys_days(last / 12 / 31).time_since_epoch().count(), kFirstDay + kNumDays - 1);
}

TEST(Calendar, CurrentDayIsInJune1995) {
  const std::chrono::year year{1995};
  EXPECT_EQ(sys_days(year / 6 / 17).time_since_epoch().count(), kCurrentDay);
}

}  // namespace
}  // namespace tpch
