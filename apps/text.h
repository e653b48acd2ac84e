// Text for people.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tpch {

/// Prints to standard error and goes on when that fails: a message must not stop the work.
void PrintToStderr(std::string_view text);

/// Returns the text with `\xNN` for each byte that could do more on a terminal than show a
/// character: control characters, those that change the direction of text or break lines, and bytes
/// that are not UTF-8. What comes from users, files and their names is shown so.
std::string EscapeText(std::string_view text);

/// Returns digits in groups of three: `6,001,215`.
std::string GroupDigits(int64_t value);

/// Returns seconds for short times, minutes or hours for long ones: `1.24 s`, `3 min 05 s`.
std::string FormatDuration(double seconds);

}  // namespace tpch
