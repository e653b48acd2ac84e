// Cuts lines of TBL and CSV into fields.

#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace tpch {

/// Whether a double quote at a field's begin encloses it, as in CSV, or is text, as in TBL.
enum class Quoting : uint8_t { kNone, kDoubleQuotes };

/// The fault of a quoted field that goes on to the line's end.
inline constexpr std::string_view kUnclosedQuote = "a quote that is not closed on its line";

/// Cuts one line after another; keeps its memory. Not thread-safe.
class FieldSplitter {
 public:
  FieldSplitter(char delimiter, Quoting quoting) : delimiter_(delimiter), quoting_(quoting) {}

  /// Returns the fields of a line, which has no newline. With kDoubleQuotes, a field that begins
  /// with a double quote ends at the next one that is not doubled, and is returned without quotes.
  /// Where fault() is not empty, fields are what was read before. Valid until the next call and as
  /// long as the line.
  const std::vector<std::string_view>& Split(std::string_view line);

  /// Returns what is wrong with the quotes of the last line, in words; empty if nothing is.
  std::string_view fault() const { return fault_; }

 private:
  /// Takes a quoted field from the front of `*rest`, the delimiter after it excluded.
  std::string_view TakeQuoted(std::string_view* rest);

  char delimiter_;
  Quoting quoting_;
  std::vector<std::string_view> fields_;
  std::deque<std::string> unquoted_;  // fields that differ from what is in the line
  size_t num_unquoted_ = 0;
  std::string_view fault_;
};

}  // namespace tpch
