// Numbers for people.

#pragma once

#include <cstdint>
#include <string>

namespace tpch {

/// Returns digits in groups of three: `6,001,215`.
std::string GroupDigits(int64_t value);

/// Returns a decimal size: `759 MB`, `1.07 GB`.
std::string FormatSize(double size_bytes);

/// Returns a count with three digits: `6.00 M`.
std::string FormatCount(double count);

/// Returns seconds for short times, minutes or hours for long ones: `1.24 s`, `3 min 05 s`.
std::string FormatDuration(double seconds);

}  // namespace tpch
