// dbgen's sentence grammar: turns draws of the text stream into pseudo-English (spec clause
// 4.2.2.14).

#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "tpch/dist/distribution.h"
#include "tpch/random/lehmer.h"

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

 private:
  /// A word with the blank behind it, in a cell that is copied whole.
  struct Word {
    std::array<char, 15> text{};
    uint8_t size_bytes = 0;
  };

  /// A list as a table by draw: entry v - 1 is the word that a draw v picks.
  struct WordTable {
    explicit WordTable(Distribution distribution);

    uint32_t total_weight;
    std::vector<Word> by_draw;
  };

  /// A form such as `J, J N`, one character a symbol, as a table by draw.
  struct FormTable {
    explicit FormTable(Distribution distribution);

    uint32_t total_weight;
    std::vector<std::array<char, 8>> by_draw;
  };

  char* WriteWord(const WordTable& table, LazyState* state, char* out) const;
  char* WriteNounPhrase(LazyState* state, char* out) const;
  char* WriteVerbPhrase(LazyState* state, char* out) const;
  char* WriteSentence(LazyState* state, char* out) const;

  WordTable nouns_, verbs_, adjectives_, adverbs_, prepositions_, auxiliaries_, terminators_;
  FormTable sentences_, noun_phrases_, verb_phrases_;
};

}  // namespace tpch
