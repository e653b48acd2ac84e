// Replaces a text within another one.

#pragma once

#include <string>
#include <string_view>

namespace tpch {

/// Replaces each occurrence of `from` in `text`, but none in what it has inserted. REQUIRES: `from`
/// is not empty.
inline void ReplaceAll(std::string_view from, std::string_view to, std::string* text) {
  for (size_t at = text->find(from); at != std::string::npos; at = text->find(from, at)) {
    text->replace(at, from.size(), to);
    at += to.size();
  }
}

}  // namespace tpch
