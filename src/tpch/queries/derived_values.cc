#include "tpch/queries/derived_values.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

namespace tpch {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

int ToInteger(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string FormatDate(year_month_day date) {
  return fmt::format("{}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

// Returns the date that many months after the first day of a month.
std::vector<NamedValue> EndDate(std::string_view date, int num_months) {
  const auto month = static_cast<unsigned>(ToInteger(date.substr(5, 2)));
  const year_month_day begin(year(ToInteger(date.substr(0, 4))), std::chrono::month(month),
                             std::chrono::day(1));
  return {{"end_date", FormatDate(begin + months(num_months))}};
}

std::vector<NamedValue> LastDate(std::string_view delta) {
  constexpr sys_days kLastShipDay = year(1998) / 12 / 1;
  return {{"last_date", FormatDate(kLastShipDay - days(ToInteger(delta)))}};
}

// Returns the bounds around a discount of less than 0.10, such as `.06` or `0.06`.
std::vector<NamedValue> DiscountBounds(std::string_view discount) {
  const int hundredths = ToInteger(discount.substr(discount.find('.') + 1));
  return {{"min_discount", fmt::format("0.{:02}", hundredths - 1)},
          {"max_discount", fmt::format("0.{:02}", hundredths + 1)}};
}

std::vector<NamedValue> MaxQuantities(std::span<const std::string> quantities) {
  std::vector<NamedValue> values;
  for (const std::string& quantity : quantities) {
    values.push_back({fmt::format("max_quantity{}", values.size() + 1),
                      std::to_string(ToInteger(quantity) + 10)});
  }
  return values;
}

}  // namespace

std::vector<NamedValue> DeriveValues(int number, std::span<const std::string> parameters) {
  switch (number) {
    case 1:
      return LastDate(parameters[0]);
    case 4:
    case 10:
    case 15:
      return EndDate(parameters[0], 3);
    case 5:
    case 20:
      return EndDate(parameters[1], 12);
    case 6: {
      std::vector<NamedValue> values = DiscountBounds(parameters[1]);
      values.push_back(EndDate(parameters[0], 12).front());
      return values;
    }
    case 12:
      return EndDate(parameters[2], 12);
    case 14:
      return EndDate(parameters[0], 1);
    case 19:
      return MaxQuantities(parameters.last(3));
    default:
      return {};
  }
}

}  // namespace tpch
