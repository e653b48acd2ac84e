#include "tpch/text/grammar.h"

#include <algorithm>
#include <cstring>

#include "tpch/random/bounded.h"

namespace tpch {
namespace {

/// Steps the stream and returns v - 1 for the draw v in [1, total_weight].
uint32_t DrawIndex(LazyState* state, uint32_t total_weight) {
  return DrawSmall(state->Step(), total_weight);
}

}  // namespace

Grammar::WordTable::WordTable(Distribution distribution)
    : total_weight(static_cast<uint32_t>(TotalWeight(distribution))) {
  for (const WeightedWord& entry : distribution) {
    Word word;
    std::ranges::copy(entry.text, word.text.begin());
    word.text[entry.text.size()] = ' ';
    word.size_bytes = static_cast<uint8_t>(entry.text.size() + 1);
    by_draw.insert(by_draw.end(), static_cast<size_t>(entry.weight), word);
  }
}

Grammar::FormTable::FormTable(Distribution distribution)
    : total_weight(static_cast<uint32_t>(TotalWeight(distribution))) {
  for (const WeightedWord& entry : distribution) {
    std::array<char, 8> symbols{};
    std::ranges::remove_copy(entry.text, symbols.begin(), ' ');
    by_draw.insert(by_draw.end(), static_cast<size_t>(entry.weight), symbols);
  }
}

Grammar::Grammar()
    : nouns_(distributions::kNouns),
      verbs_(distributions::kVerbs),
      adjectives_(distributions::kAdjectives),
      adverbs_(distributions::kAdverbs),
      prepositions_(distributions::kPrepositions),
      auxiliaries_(distributions::kAuxiliaries),
      terminators_(distributions::kTerminators),
      sentences_(distributions::kSentenceForms),
      noun_phrases_(distributions::kNounPhraseForms),
      verb_phrases_(distributions::kVerbPhraseForms) {}

inline char* Grammar::WriteWord(const WordTable& table, LazyState* state, char* out) const {
  const Word& word = table.by_draw[DrawIndex(state, table.total_weight)];
  std::memcpy(out, &word, sizeof word);
  return out + word.size_bytes;
}

char* Grammar::WriteNounPhrase(LazyState* state, char* out) const {
  const auto& form = noun_phrases_.by_draw[DrawIndex(state, noun_phrases_.total_weight)];
  for (const char* symbol = form.data(); *symbol != '\0'; ++symbol) {
    if (*symbol == 'N') out = WriteWord(nouns_, state, out);
    if (*symbol == 'J') out = WriteWord(adjectives_, state, out);
    if (*symbol == 'D') out = WriteWord(adverbs_, state, out);
    if (*symbol == ',') {
      std::memcpy(out - 1, ", ", 2);  // The comma abuts the word before it.
      ++out;
    }
  }
  return out;
}

char* Grammar::WriteVerbPhrase(LazyState* state, char* out) const {
  const auto& form = verb_phrases_.by_draw[DrawIndex(state, verb_phrases_.total_weight)];
  for (const char* symbol = form.data(); *symbol != '\0'; ++symbol) {
    if (*symbol == 'V') out = WriteWord(verbs_, state, out);
    if (*symbol == 'X') out = WriteWord(auxiliaries_, state, out);
    if (*symbol == 'D') out = WriteWord(adverbs_, state, out);
  }
  return out;
}

char* Grammar::WriteSentence(uint32_t* state, char* out) const {
  LazyState lazy_state(*state);
  out = WriteSentence(&lazy_state, out);
  *state = lazy_state.value();
  return out;
}

char* Grammar::WriteSentence(LazyState* state, char* out) const {
  const auto& form = sentences_.by_draw[DrawIndex(state, sentences_.total_weight)];
  for (const char* symbol = form.data(); *symbol != '\0'; ++symbol) {
    switch (*symbol) {
      case 'N':
        out = WriteNounPhrase(state, out);
        break;
      case 'V':
        out = WriteVerbPhrase(state, out);
        break;
      case 'P':
        out = WriteWord(prepositions_, state, out);
        std::memcpy(out, "the ", 4);
        out = WriteNounPhrase(state, out + 4);
        break;
      default:
        // dbgen: the terminator replaces the blank that ends the text so far.
        out = WriteWord(terminators_, state, out - 1);
    }
  }
  return out;
}

}  // namespace tpch
