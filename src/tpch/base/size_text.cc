#include "tpch/base/size_text.h"

#include <fmt/format.h>

#include <cmath>
#include <string_view>

namespace tpch {
namespace {

struct SizeUnit {
  std::string_view name;
  int64_t size_bytes;
};

/// From the largest on.
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

/// `round`: std::ceil or std::floor.
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

}  // namespace tpch
