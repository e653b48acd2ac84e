// dbgen's sentence grammar: turns draws of the text stream into pseudo-English (spec clause
// 4.2.2.14).

#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "tpch/dist/distribution.h"
#include "tpch/random/lehmer.h"
#include "tpch/text/token_texts.h"

namespace tpch {

/// No sentence, its final blank included, is longer than this.
inline constexpr int kMaxSentenceSizeBytes = 192;

/// Bytes that WriteSentence may write behind the sentence's end.
inline constexpr int kSentenceSlackBytes = 32;

/// Writes sentences. Immutable once made; any thread may use it.
class Grammar {
 public:
  Grammar();

  /// Draws one sentence from the stream state, writes it with the blank that follows it, and
  /// returns the end. `*state` becomes the state of the last draw.
  /// REQUIRES: `out` has room for kMaxSentenceSizeBytes + kSentenceSlackBytes.
  char* WriteSentence(uint32_t* state, char* out) const;

  /// Draws one sentence as WriteSentence does, but writes its tokens instead.
  /// REQUIRES: `out` has room for kMaxSentenceTokens.
  TextToken* WriteSentenceTokens(uint32_t* state, TextToken* out) const;

  const TokenTexts& token_texts() const { return token_texts_; }

 private:
  class TextOutput;
  class TokenOutput;

  /// A word with the blank behind it, in a cell that is copied whole.
  struct Word {
    std::array<char, 15> text{};
    uint8_t size_bytes = 0;
  };

  /// A list as a table by draw: entry v - 1 is the word that a draw v picks, or its token.
  struct WordTable {
    /// The words' tokens, with `before` and `behind` around the words, are added to `token_texts`.
    WordTable(Distribution distribution, std::string_view before, std::string_view behind,
              TokenTexts* token_texts);

    uint32_t total_weight;
    std::vector<Word> by_draw;
    std::vector<TextToken> tokens_by_draw;
  };

  /// A form such as `J, J N`, one character a symbol, as a table by draw.
  struct FormTable {
    explicit FormTable(Distribution distribution);

    uint32_t total_weight;
    std::vector<std::array<char, 8>> by_draw;
  };

  // Output is TextOutput or TokenOutput: a position that moves with what is put there.
  template <typename Output>
  Output WriteNounPhrase(LazyState* state, Output out) const;
  template <typename Output>
  Output WriteVerbPhrase(LazyState* state, Output out) const;
  template <typename Output>
  Output WriteSentence(uint32_t* state, Output out) const;

  TokenTexts token_texts_;
  WordTable nouns_, verbs_, adjectives_, adverbs_, prepositions_, auxiliaries_, terminators_;
  FormTable sentences_, noun_phrases_, verb_phrases_;
  TextToken comma_step_;  // from an adjective's token to that of the adjective with a comma
};

}  // namespace tpch
