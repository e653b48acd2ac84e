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

/// Puts text, each word with the blank behind it.
class Grammar::TextOutput {
 public:
  explicit TextOutput(char* end) : end_(end) {}

  void PutWord(const WordTable& table, uint32_t draw) {
    const Word& word = table.by_draw[draw];
    std::memcpy(end_, &word, sizeof word);
    end_ += word.size_bytes;
  }

  void PutThe() {
    std::memcpy(end_, "the ", 4);
    end_ += 4;
  }

  /// The comma abuts the word before it.
  void PutComma() {
    std::memcpy(end_ - 1, ", ", 2);
    ++end_;
  }

  void PutTerminator(const WordTable& table, uint32_t draw) {
    --end_;  // dbgen: the terminator replaces the blank that ends the text so far.
    PutWord(table, draw);
  }

  char* end() const { return end_; }

 private:
  char* end_;
};

/// Puts tokens, whose texts hold blanks, commas and articles already.
class Grammar::TokenOutput {
 public:
  TokenOutput(TextToken* end, TextToken comma_step) : end_(end), comma_step_(comma_step) {}

  void PutWord(const WordTable& table, uint32_t draw) { *end_++ = table.tokens_by_draw[draw]; }
  void PutThe() {}
  void PutComma() { end_[-1] += comma_step_; }
  void PutTerminator(const WordTable& table, uint32_t draw) { PutWord(table, draw); }

  TextToken* end() const { return end_; }

 private:
  TextToken* end_;
  TextToken comma_step_;
};

Grammar::WordTable::WordTable(Distribution distribution, std::string_view before,
                              std::string_view behind, TokenTexts* token_texts)
    : total_weight(static_cast<uint32_t>(TotalWeight(distribution))) {
  for (const WeightedWord& entry : distribution) {
    Word word;
    std::ranges::copy(entry.text, word.text.begin());
    word.text[entry.text.size()] = ' ';
    word.size_bytes = static_cast<uint8_t>(entry.text.size() + 1);
    by_draw.insert(by_draw.end(), static_cast<size_t>(entry.weight), word);
    tokens_by_draw.insert(tokens_by_draw.end(), static_cast<size_t>(entry.weight),
                          token_texts->Add({before, entry.text, behind}));
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
    : nouns_(distributions::kNouns, " ", "", &token_texts_),
      verbs_(distributions::kVerbs, " ", "", &token_texts_),
      adjectives_(distributions::kAdjectives, " ", "", &token_texts_),
      adverbs_(distributions::kAdverbs, " ", "", &token_texts_),
      prepositions_(distributions::kPrepositions, " ", " the", &token_texts_),
      auxiliaries_(distributions::kAuxiliaries, " ", "", &token_texts_),
      terminators_(distributions::kTerminators, "", "", &token_texts_),
      sentences_(distributions::kSentenceForms),
      noun_phrases_(distributions::kNounPhraseForms),
      verb_phrases_(distributions::kVerbPhraseForms) {
  const WordTable with_comma(distributions::kAdjectives, " ", ",", &token_texts_);
  comma_step_ = static_cast<TextToken>(with_comma.tokens_by_draw.front() -
                                       adjectives_.tokens_by_draw.front());
}

template <typename Output>
Output Grammar::WriteNounPhrase(LazyState* state, Output out) const {
  const auto& form = noun_phrases_.by_draw[DrawIndex(state, noun_phrases_.total_weight)];
  for (const char* symbol = form.data(); *symbol != '\0'; ++symbol) {
    if (*symbol == 'N') out.PutWord(nouns_, DrawIndex(state, nouns_.total_weight));
    if (*symbol == 'J') out.PutWord(adjectives_, DrawIndex(state, adjectives_.total_weight));
    if (*symbol == 'D') out.PutWord(adverbs_, DrawIndex(state, adverbs_.total_weight));
    if (*symbol == ',') out.PutComma();
  }
  return out;
}

template <typename Output>
Output Grammar::WriteVerbPhrase(LazyState* state, Output out) const {
  const auto& form = verb_phrases_.by_draw[DrawIndex(state, verb_phrases_.total_weight)];
  for (const char* symbol = form.data(); *symbol != '\0'; ++symbol) {
    if (*symbol == 'V') out.PutWord(verbs_, DrawIndex(state, verbs_.total_weight));
    if (*symbol == 'X') out.PutWord(auxiliaries_, DrawIndex(state, auxiliaries_.total_weight));
    if (*symbol == 'D') out.PutWord(adverbs_, DrawIndex(state, adverbs_.total_weight));
  }
  return out;
}

template <typename Output>
Output Grammar::WriteSentence(uint32_t* state, Output out) const {
  LazyState lazy_state(*state);
  const auto& form = sentences_.by_draw[DrawIndex(&lazy_state, sentences_.total_weight)];
  for (const char* symbol = form.data(); *symbol != '\0'; ++symbol) {
    switch (*symbol) {
      case 'N':
        out = WriteNounPhrase(&lazy_state, out);
        break;
      case 'V':
        out = WriteVerbPhrase(&lazy_state, out);
        break;
      case 'P':
        out.PutWord(prepositions_, DrawIndex(&lazy_state, prepositions_.total_weight));
        out.PutThe();
        out = WriteNounPhrase(&lazy_state, out);
        break;
      default:
        out.PutTerminator(terminators_, DrawIndex(&lazy_state, terminators_.total_weight));
    }
  }
  *state = lazy_state.value();
  return out;
}

char* Grammar::WriteSentence(uint32_t* state, char* out) const {
  return WriteSentence(state, TextOutput(out)).end();
}

TextToken* Grammar::WriteSentenceTokens(uint32_t* state, TextToken* out) const {
  return WriteSentence(state, TokenOutput(out, comma_step_)).end();
}

}  // namespace tpch
