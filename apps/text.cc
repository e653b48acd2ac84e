#include "apps/text.h"

#include <fmt/format.h>

#include <cstdio>

namespace tpch {
namespace {

/// Formats `value` with three digits and the prefix that keeps it below 1000.
std::string FormatWithPrefix(double value, std::string_view unit) {
  constexpr std::string_view kPrefixes[] = {"", "k", "M", "G", "T", "P"};
  size_t prefix = 0;
  while (value >= 999.5 && prefix + 1 < std::size(kPrefixes)) {
    value /= 1000;
    ++prefix;
  }
  const int decimals = prefix == 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return fmt::format("{:.{}f} {}{}", value, decimals, kPrefixes[prefix], unit);
}

}  // namespace

void PrintToStderr(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }

std::string GroupDigits(int64_t value) {
  std::string digits = fmt::format("{}", value);
  for (auto position = static_cast<int64_t>(digits.size()) - 3; position > 0; position -= 3) {
    digits.insert(static_cast<size_t>(position), ",");
  }
  return digits;
}

std::string FormatSize(double size_bytes) { return FormatWithPrefix(size_bytes, "B"); }

std::string FormatCount(double count) { return FormatWithPrefix(count, ""); }

std::string FormatDuration(double seconds) {
  if (seconds < 60) return fmt::format("{:.2f} s", seconds);
  const auto whole = static_cast<int64_t>(seconds);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

}  // namespace tpch
