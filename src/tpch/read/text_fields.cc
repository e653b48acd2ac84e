#include "tpch/read/text_fields.h"

#include <algorithm>
#include <cstring>

namespace tpch {
namespace {

constexpr char kQuote = '"';

// Returns the position of `c` in the text, or the text's size.
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
  fault_ = {};
  while (true) {
    if (quoting_ == Quoting::kDoubleQuotes && line.starts_with(kQuote)) {
      fields_.push_back(TakeQuoted(&line));
      if (!fault_.empty()) return fields_;
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
  std::string_view body = rest->substr(1);
  std::string* own = nullptr;  // of a field with doubled quotes
  while (true) {
    const size_t end = Find(body, kQuote);
    const std::string_view piece = body.substr(0, end);
    if (end == body.size()) {
      fault_ = kUnclosedQuote;
      return piece;
    }
    const std::string_view after = body.substr(end + 1);
    if (own != nullptr) own->append(piece);
    if (after.empty() || after.front() == delimiter_) {
      *rest = after;
      return own == nullptr ? piece : *own;
    }
    if (after.front() != kQuote) {
      fault_ = "text after a closing quote";
      return piece;
    }
    if (own == nullptr) {
      if (num_unquoted_ == unquoted_.size()) unquoted_.emplace_back();
      own = &unquoted_[num_unquoted_++];
      *own = piece;
    }
    *own += kQuote;
    body = after.substr(1);
  }
}

}  // namespace tpch
