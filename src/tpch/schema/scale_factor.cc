#include "tpch/scale_factor.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace tpch {
namespace {

// Wide enough for any product here.
__extension__ using Int128 = __int128;

// Digits of a scale factor, and digits that are read because the last ones may be zeros.
constexpr int kMaxDigits = 15;
constexpr int kMaxReadDigits = 36;

// A decimal number: digits * 10^exponent.
struct Decimal {
  Int128 digits = 0;
  int num_digits = 0;  // significant digits
  int exponent = 0;
};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Reads `digits[.digits]` and returns the rest of the text, or nullopt if there is no digit.
std::optional<std::string_view> ReadDigits(std::string_view text, Decimal* decimal) {
  bool any = false;
  bool after_point = false;
  size_t position = 0;
  for (; position < text.size(); ++position) {
    const char c = text[position];
    if (c == '.' && !after_point) {
      after_point = true;
      continue;
    }
    if (!IsDigit(c)) break;
    any = true;
    if (after_point) --decimal->exponent;
    if (decimal->num_digits == 0 && c == '0') continue;
    if (++decimal->num_digits <= kMaxReadDigits) decimal->digits = decimal->digits * 10 + (c - '0');
  }
  if (!any) return std::nullopt;
  return text.substr(position);
}

// Reads an optional `e[+-]digits`. Returns whether the text ends there.
bool ReadExponent(std::string_view text, Decimal* decimal) {
  if (text.empty()) return true;
  if (text[0] != 'e' && text[0] != 'E') return false;
  text.remove_prefix(1);
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) return false;
  }
  int exponent = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
  if (error == std::errc::result_out_of_range || exponent > 1000 || exponent < -1000) {
    exponent = text.starts_with('-') ? -1000 : 1000;
  } else if (error != std::errc()) {
    return false;
  }
  decimal->exponent += exponent;
  return end == text.data() + text.size();
}

constexpr const char* kUseDecimal = "use a decimal from 0.0005 to 100000";

Status NotANumber(std::string_view text) {
  return Status::Invalid(fmt::format("'{}' is not a scale factor", text), kUseDecimal);
}

Status OutOfRange(std::string_view text) {
  return Status::Invalid(fmt::format("'{}' is out of range", text), kUseDecimal);
}

}  // namespace

Result<ScaleFactor> ScaleFactor::Parse(std::string_view text) {
  Decimal decimal;
  const bool negative = text.starts_with('-');
  const auto rest = ReadDigits(text.substr(negative ? 1 : 0), &decimal);
  if (!rest || !ReadExponent(*rest, &decimal)) return NotANumber(text);
  if (negative || decimal.num_digits == 0) return OutOfRange(text);

  const bool read_whole = decimal.num_digits <= kMaxReadDigits;
  // Trailing zeros carry no value; without them the exponent shows the size of the number.
  while (decimal.digits % 10 == 0) {
    decimal.digits /= 10;
    --decimal.num_digits;
    ++decimal.exponent;
  }
  if (!read_whole || decimal.num_digits > kMaxDigits) {
    return Status::Invalid(fmt::format("'{}' has more than {} digits", text, kMaxDigits),
                           "use a shorter decimal from 0.0005 to 100000");
  }
  const int magnitude = decimal.num_digits + decimal.exponent;  // digits before the point
  if (magnitude > 6 || magnitude < -3) return OutOfRange(text);

  int64_t denominator = 1;
  for (int i = decimal.exponent; i < 0; ++i) denominator *= 10;
  for (int i = 0; i < decimal.exponent; ++i) decimal.digits *= 10;
  const ScaleFactor scale_factor(static_cast<int64_t>(decimal.digits), denominator);
  const auto at_least = [&](int64_t n, int64_t d) {
    return decimal.digits * d >= static_cast<Int128>(n) * denominator;
  };
  const bool too_large = at_least(100000, 1) && scale_factor != FromInteger(100000);
  if (!at_least(5, 10000) || too_large) return OutOfRange(text);
  return scale_factor;
}

int64_t ScaleFactor::Scale(int64_t base) const {
  const auto rows = static_cast<Int128>(base) * numerator_ / denominator_;
  return std::max<int64_t>(1, static_cast<int64_t>(rows));
}

std::string ScaleFactor::ToString() const {
  std::string text = fmt::format("{}", numerator_ / denominator_);
  if (denominator_ == 1) return text;
  std::string fraction = fmt::format("{}", denominator_ + numerator_ % denominator_);
  fraction[0] = '.';  // the leading 1 kept the zeros after the point
  return text + fraction;
}

}  // namespace tpch
