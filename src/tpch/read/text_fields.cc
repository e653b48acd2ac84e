#include "tpch/read/text_fields.h"

#include <algorithm>
#include <cstring>

namespace tpch {
namespace {

constexpr char kQuote = '"';

/// Returns where `c` is in the text, or the text's size.
size_t Find(std::string_view text, char c) {
  if (text.empty()) return 0;
  const void* found = std::memchr(text.data(), c, text.size());
  return found == nullptr ? text.size()
                          : static_cast<size_t>(static_cast<const char*>(found) - text.data());
}

}  // namespace

const std::vector<std::string_view>& FieldSplitter::Split(std::string_view line) {
  fields_.clear();
  num_unquoted_ = 0;
  while (true) {
    if (line.starts_with(kQuote)) {
      fields_.push_back(TakeQuoted(&line));
    } else {
      const size_t end = Find(line, delimiter_);
      fields_.push_back(line.substr(0, end));
      line.remove_prefix(end);
    }
    if (line.empty()) return fields_;
    line.remove_prefix(1);  // the delimiter
  }
}

std::string_view FieldSplitter::TakeQuoted(std::string_view* rest) {
  rest->remove_prefix(1);
  const size_t end = Find(*rest, kQuote);
  const std::string_view field = rest->substr(0, end);
  std::string_view behind = rest->substr(std::min(end + 1, rest->size()));
  if (behind.empty() || behind.front() == delimiter_) {  // the usual case: nothing is doubled
    *rest = behind;
    return field;
  }
  if (num_unquoted_ == unquoted_.size()) unquoted_.emplace_back();
  std::string& text = unquoted_[num_unquoted_++];
  text = field;
  while (behind.starts_with(kQuote)) {  // a doubled quote
    behind.remove_prefix(1);
    const size_t next = Find(behind, kQuote);
    text += kQuote;
    text += behind.substr(0, next);
    behind.remove_prefix(std::min(next + 1, behind.size()));
  }
  const size_t delimiter = Find(behind, delimiter_);
  text += behind.substr(0, delimiter);
  *rest = behind.substr(delimiter);
  return text;
}

}  // namespace tpch
