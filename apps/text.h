// Text for people.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tpch {

/// Prints to standard error and ignores errors: a message must not stop the work.
void PrintToStderr(std::string_view text);

/// Returns the text with `\xNN` for each byte that could do more on a terminal than show a
/// character: control characters, characters that change the direction of text or break lines, and
/// bytes that are not UTF-8. Apply it to text from users and files, and to file names.
std::string EscapeText(std::string_view text);

/// Formats a number with its digits in groups of three: `6,001,215`.
std::string GroupDigits(int64_t value);

/// Formats short times in seconds, and long ones in minutes or hours: `1.24 s`, `3 min 05 s`.
std::string FormatDuration(double seconds);

}  // namespace tpch
