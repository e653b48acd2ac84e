// The words of the pseudo-text as one-byte tokens.

#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace tpch {

/// Represents a word. A word's text starts with a space and includes everything that always follows
/// it (the comma of a list, the article of a preposition), so texts of tokens can simply be
/// concatenated. The result has one space more than the pseudo-text, at its beginning.
using TextToken = uint8_t;

/// The largest number of tokens in a sentence.
inline constexpr int kMaxSentenceTokens = 16;

/// The largest size of a sentence, including its leading space.
inline constexpr int kMaxSentenceSizeBytes = 192;

/// A token's text, in a fixed-size cell that is copied as a whole.
struct TokenText {
  std::array<char, 31> text{};
  uint8_t size_bytes = 0;
};

/// The text of each token. Immutable once filled; any thread may read it.
class TokenTexts {
 public:
  /// Adds the concatenation of `pieces` and returns its token. REQUIRES: fewer than 256 texts, each
  /// fitting in a cell.
  TextToken Add(std::initializer_list<std::string_view> pieces);

  const TokenText& operator[](TextToken token) const { return texts_[token]; }

 private:
  // One cell more than there are tokens, because a copy may begin inside the last one.
  std::array<TokenText, 257> texts_{};
  int num_texts_ = 0;
};

}  // namespace tpch
