#include "tpch/base/size_text.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <iterator>
#include <span>
#include <system_error>

namespace tpch {
namespace {

struct SizeUnit {
  std::string_view name;
  int64_t size_bytes;
};

// Largest first.
constexpr SizeUnit kBinaryUnits[] = {{"TiB", int64_t{1} << 40},
                                     {"GiB", int64_t{1} << 30},
                                     {"MiB", int64_t{1} << 20},
                                     {"KiB", int64_t{1} << 10},
                                     {"B", 1}};
constexpr SizeUnit kDecimalUnits[] = {
    {"TB", 1'000'000'000'000}, {"GB", 1'000'000'000}, {"MB", 1'000'000}, {"KB", 1'000}, {"B", 1}};

template <size_t kNumUnits>
std::string WholeUnits(int64_t size_bytes, const SizeUnit (&units)[kNumUnits]) {
  for (const auto& [name, unit_bytes] : units) {
    if (size_bytes >= unit_bytes && size_bytes % unit_bytes == 0) {
      return fmt::format("{}{}", size_bytes / unit_bytes, name);
    }
  }
  return fmt::format("{}B", size_bytes);
}

// Returns the bytes of a unit; the empty name means bytes.
std::optional<int64_t> BytesOfUnit(std::string_view name) {
  if (name.empty()) return 1;
  for (const std::span<const SizeUnit> units :
       {std::span(kBinaryUnits), std::span(kDecimalUnits)}) {
    for (const SizeUnit& unit : units) {
      if (unit.name == name) return unit.size_bytes;
    }
  }
  return std::nullopt;
}

// Formats `value` with three digits and a prefix that keeps it below 1000.
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

// `round` is std::ceil or std::floor.
std::string ThreeDigits(int64_t size_bytes, double (*round)(double)) {
  for (const auto& [name, unit_bytes] : kBinaryUnits) {
    if (size_bytes < unit_bytes || unit_bytes == 1) continue;
    const double number = static_cast<double>(size_bytes) / static_cast<double>(unit_bytes);
    const double scale = number < 10 ? 100 : number < 100 ? 10 : 1;
    return fmt::format("{}{}", round(number * scale) / scale, name);
  }
  return fmt::format("{}B", size_bytes);
}

}  // namespace

std::string ExactSize(int64_t size_bytes) {
  const std::string binary = WholeUnits(size_bytes, kBinaryUnits);
  const std::string decimal = WholeUnits(size_bytes, kDecimalUnits);
  return decimal.size() < binary.size() ? decimal : binary;
}

std::string SizeAtLeast(int64_t size_bytes) { return ThreeDigits(size_bytes, std::ceil); }

std::string SizeAtMost(int64_t size_bytes) { return ThreeDigits(size_bytes, std::floor); }

std::optional<int64_t> ParseSizeText(std::string_view text) {
  constexpr double kMaxSizeBytes = 1e18;
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || !std::isfinite(number)) return std::nullopt;
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  const std::optional<int64_t> unit_bytes = BytesOfUnit(text);
  if (!unit_bytes) return std::nullopt;
  const double size_bytes = number * static_cast<double>(*unit_bytes);
  if (size_bytes < 1 || size_bytes > kMaxSizeBytes) return std::nullopt;
  return static_cast<int64_t>(size_bytes);
}

std::string FormatSize(double size_bytes) { return FormatWithPrefix(size_bytes, "B"); }

std::string FormatCount(double count) { return FormatWithPrefix(count, ""); }

}  // namespace tpch
