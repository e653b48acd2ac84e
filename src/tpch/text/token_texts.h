// The words of the pseudo-text as tokens of one byte.

#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace tpch {

/// Stands for a word. A word's text leads with its blank and holds what always follows it (the
/// comma of a list, the article of a preposition), so that the texts of tokens are simply joined.
/// What they make leads the pseudo-text by one blank.
using TextToken = uint8_t;

/// No sentence has more tokens.
inline constexpr int kMaxSentenceTokens = 16;

/// No sentence has more text, its leading blank included.
inline constexpr int kMaxSentenceSizeBytes = 192;

/// A token's text, in a cell that is copied whole.
struct TokenText {
  std::array<char, 31> text{};
  uint8_t size_bytes = 0;
};

/// The texts by token. Immutable once filled; any thread may read it.
class TokenTexts {
 public:
  /// Adds a text, given in pieces, and returns its token. REQUIRES: fewer than 256 texts, and none
  /// longer than a cell.
  TextToken Add(std::initializer_list<std::string_view> pieces);

  const TokenText& operator[](TextToken token) const { return texts_[token]; }

 private:
  // One cell more than there are tokens: a copy may begin inside the last one.
  std::array<TokenText, 257> texts_{};
  int num_texts_ = 0;
};

}  // namespace tpch
