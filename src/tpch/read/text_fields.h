// Cuts lines of TBL and CSV into fields.

#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace tpch {

/// Cuts one line after another; keeps its memory. Not thread-safe.
class FieldSplitter {
 public:
  explicit FieldSplitter(char delimiter) : delimiter_(delimiter) {}

  /// Returns the fields of a line, which has no newline. A field that begins with a double quote
  /// ends at the next one that is not doubled, and is returned without quotes; whatever stands
  /// between that and the delimiter belongs to it. A missing end quote is taken to stand at the
  /// line's end. Valid until the next call and as long as the line.
  const std::vector<std::string_view>& Split(std::string_view line);

 private:
  /// Takes a quoted field from the front of `*rest`, the delimiter behind it excluded.
  std::string_view TakeQuoted(std::string_view* rest);

  char delimiter_;
  std::vector<std::string_view> fields_;
  std::deque<std::string> unquoted_;  // fields that differ from what is in the line
  size_t num_unquoted_ = 0;
};

}  // namespace tpch
