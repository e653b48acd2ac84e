#include "tpch/read/text_values.h"

#include <algorithm>
#include <chrono>

namespace tpch {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Appends a digit to `*number`; returns false on overflow.
bool AppendDigit(char digit, int64_t* number) {
  return !__builtin_mul_overflow(*number, int64_t{10}, number) &&
         !__builtin_add_overflow(*number, int64_t{digit - '0'}, number);
}

// Returns whether the text after a date is midnight, in UTC if it has a time zone.
bool IsMidnight(std::string_view text) {
  constexpr std::string_view kTime = "00:00:00";
  if (text.front() != ' ' && text.front() != 'T') return false;
  text.remove_prefix(1);
  if (!text.starts_with(kTime)) return false;
  text.remove_prefix(kTime.size());
  if (text.starts_with('.'))
    text.remove_prefix(std::min(text.find_first_not_of(".0"), text.size()));
  return text.empty() || text == "Z" || text == "+00" || text == "+00:00";
}

// Returns nullopt unless all characters are digits.
std::optional<int> ParseDigits(std::string_view text) {
  int number = 0;
  for (const char c : text) {
    if (!IsDigit(c)) return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

}  // namespace

std::optional<int64_t> ParseDecimalText(std::string_view text, int scale) {
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.remove_prefix(1);
  int64_t number = 0;
  size_t position = 0;
  for (; position < text.size() && IsDigit(text[position]); ++position) {
    if (!AppendDigit(text[position], &number)) return std::nullopt;
  }
  size_t num_digits = position;
  int num_decimals = 0;
  if (position < text.size() && text[position] == '.') {
    for (++position; position < text.size() && IsDigit(text[position]); ++position, ++num_digits) {
      if (num_decimals == scale) {
        if (text[position] != '0') return std::nullopt;
        continue;
      }
      ++num_decimals;
      if (!AppendDigit(text[position], &number)) return std::nullopt;
    }
  }
  if (num_digits == 0 || position != text.size()) return std::nullopt;
  for (; num_decimals < scale; ++num_decimals) {
    if (!AppendDigit('0', &number)) return std::nullopt;
  }
  return is_negative ? -number : number;
}

std::optional<int64_t> ParseDayText(std::string_view text, bool* has_time) {
  constexpr size_t kDateSize = 10;
  if (text.size() < kDateSize || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = ParseDigits(text.substr(0, 4));
  const auto month = ParseDigits(text.substr(5, 2));
  const auto day = ParseDigits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  if (text.size() > kDateSize) {
    if (!IsMidnight(text.substr(kDateSize))) return std::nullopt;
    *has_time = true;
  }
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date).time_since_epoch().count();
}

std::optional<int64_t> NumberFromCents(Storage storage, int64_t cents) {
  if (storage == Storage::kCents) return cents;
  if (cents % 100 != 0) return std::nullopt;
  return cents / 100;
}

std::optional<int64_t> ParseNumberText(Storage storage, std::string_view text, bool* has_time) {
  if (storage == Storage::kDay) return ParseDayText(text, has_time);
  return ParseDecimalText(text, storage == Storage::kCents ? 2 : 0);
}

bool IsUsualSpelling(Storage storage, std::string_view text) {
  if (storage == Storage::kDay) return true;
  if (text.starts_with('-')) {
    if (text.find_first_of("123456789") == std::string_view::npos) return false;
    text.remove_prefix(1);
  }
  const size_t num_digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (num_digits == 0 || (num_digits > 1 && text.front() == '0')) return false;
  const std::string_view fraction = text.substr(num_digits);
  if (storage == Storage::kCents) return fraction.size() == 3;
  return fraction.empty() || (storage == Storage::kQuantity && fraction == ".00");
}

}  // namespace tpch
