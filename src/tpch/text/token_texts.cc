#include "tpch/text/token_texts.h"

#include <algorithm>

namespace tpch {

TextToken TokenTexts::Add(std::initializer_list<std::string_view> pieces) {
  TokenText& text = texts_[static_cast<size_t>(num_texts_)];
  char* end = text.text.data();
  for (const std::string_view piece : pieces) end = std::ranges::copy(piece, end).out;
  text.size_bytes = static_cast<uint8_t>(end - text.text.data());
  return static_cast<TextToken>(num_texts_++);
}

}  // namespace tpch
