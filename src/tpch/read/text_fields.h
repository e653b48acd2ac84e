// Splits lines of TBL and CSV into fields.

#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace tpch {

/// Whether a double quote that starts a field encloses it, as in CSV, or is text, as in TBL.
enum class Quoting : uint8_t { kNone, kDoubleQuotes };

/// The fault of a quoted field that continues to the end of the line.
inline constexpr std::string_view kUnclosedQuote = "a quote that is not closed on its line";

/// Splits one line after another and reuses its memory. Not thread-safe.
class FieldSplitter {
 public:
  FieldSplitter(char delimiter, Quoting quoting) : delimiter_(delimiter), quoting_(quoting) {}

  /// Returns the fields of a line without its newline. With kDoubleQuotes, a field that begins with
  /// a double quote ends at the next one that is not doubled, and is returned without quotes. If
  /// fault() is not empty, returns the fields before the fault. Valid until the next call and as
  /// long as the line exists.
  const std::vector<std::string_view>& Split(std::string_view line);

  /// Describes the fault in the quotes of the last line; empty if there is none.
  std::string_view fault() const { return fault_; }

 private:
  // Removes a quoted field from the front of `*rest`, but not the delimiter after it.
  std::string_view TakeQuoted(std::string_view* rest);

  char delimiter_;
  Quoting quoting_;
  std::vector<std::string_view> fields_;
  std::deque<std::string> unquoted_;  // fields that differ from the text of the line
  size_t num_unquoted_ = 0;
  std::string_view fault_;
};

}  // namespace tpch
