#include "tpch/text/grammar.h"

#include <cstring>
#include <map>
#include <string_view>
#include <type_traits>
#include <utility>

#include "tpch/random/bounded.h"
#include "tpch/random/lehmer.h"
#include "tpch/words/distribution.h"

namespace tpch {

// Expands the grammar into nodes: every occurrence of a phrase has its own nodes, so that the last
// node of the phrase knows its successor.
class Grammar::Builder {
 public:
  explicit Builder(Grammar* grammar) : grammar_(*grammar) {}

  void Build() {
    using namespace distributions;  // NOLINT(google-build-using-namespace)
    const Symbol noun = Words(kNouns, " ", "");
    const Symbol verb = Words(kVerbs, " ", "");
    const Symbol adjective = Words(kAdjectives, " ", "");
    const Symbol listed_adjective = Words(kAdjectives, " ", ",");
    const Symbol adverb = Words(kAdverbs, " ", "");
    const Symbol preposition = Words(kPrepositions, " ", " the");
    const Symbol auxiliary = Words(kAuxiliaries, " ", "");
    // dbgen: a terminator directly follows the word before it.
    const Symbol terminator = Words(kTerminators, "", "");
    const Symbol noun_phrase =
        Phrase(kNounPhraseForms,
               {{"N", {noun}}, {"J", {adjective}}, {"J,", {listed_adjective}}, {"D", {adverb}}});
    const Symbol verb_phrase =
        Phrase(kVerbPhraseForms, {{"V", {verb}}, {"X", {auxiliary}}, {"D", {adverb}}});
    const Symbol sentence = Phrase(kSentenceForms, {{"N", {noun_phrase}},
                                                    {"V", {verb_phrase}},
                                                    {"P", {preposition, noun_phrase}},
                                                    {"T", {terminator}}});
    AddNodes(sentence, 0);
  }

 private:
  // A draw of a word, or of a form, with the symbols of each form.
  struct Symbol {
    const TextToken* tokens;
    uint32_t total_weight;
    uint32_t num_nodes;
    std::vector<std::vector<Symbol>> forms;  // empty for words
  };

  // Maps the names in a list of forms to symbols.
  using SymbolsByName = std::map<std::string_view, std::vector<Symbol>>;

  // Returns the draw of a word, with `before` and `behind` around each word.
  Symbol Words(Distribution words, std::string_view before, std::string_view behind) {
    std::vector<TextToken> tokens;
    for (const WeightedWord& word : words) {
      const TextToken token = grammar_.token_texts_.Add({before, word.text, behind});
      tokens.insert(tokens.end(), static_cast<size_t>(word.weight), token);
    }
    return Draw(std::move(tokens));
  }

  // Returns the draw of a form, such as `J, J N`.
  Symbol Phrase(Distribution forms, const SymbolsByName& symbols_by_name) {
    std::vector<TextToken> tokens;
    std::vector<std::vector<Symbol>> symbols;
    uint32_t num_nodes = 0;
    for (const WeightedWord& form : forms) {
      const TextToken token = grammar_.token_texts_.Add({});
      grammar_.steps_[token] = static_cast<uint8_t>(num_nodes);
      tokens.insert(tokens.end(), static_cast<size_t>(form.weight), token);
      symbols.push_back(Parse(form.text, symbols_by_name));
      for (const Symbol& symbol : symbols.back()) num_nodes += symbol.num_nodes;
    }
    Symbol phrase = Draw(std::move(tokens));
    phrase.num_nodes += num_nodes;
    phrase.forms = std::move(symbols);
    return phrase;
  }

  static std::vector<Symbol> Parse(std::string_view form, const SymbolsByName& symbols_by_name) {
    std::vector<Symbol> symbols;
    while (!form.empty()) {
      const std::string_view name = form.substr(0, form.find(' '));
      form.remove_prefix(std::min(form.size(), name.size() + 1));
      const std::vector<Symbol>& named = symbols_by_name.at(name);
      symbols.insert(symbols.end(), named.begin(), named.end());
    }
    return symbols;
  }

  Symbol Draw(std::vector<TextToken> tokens) {
    grammar_.draw_tables_.push_back(std::move(tokens));
    const std::vector<TextToken>& table = grammar_.draw_tables_.back();
    return {table.data(), static_cast<uint32_t>(table.size()), 1, {}};
  }

  // Adds the nodes of a symbol that is followed by node `next`.
  void AddNodes(const Symbol& symbol, uint32_t next) {
    std::vector<Node>& nodes = grammar_.nodes_;
    const auto first = static_cast<uint32_t>(nodes.size() + 1);
    nodes.push_back({symbol.tokens, symbol.total_weight, symbol.forms.empty() ? next : first});
    for (const std::vector<Symbol>& form : symbol.forms) {
      for (const Symbol& part : form) {
        const auto behind = static_cast<uint32_t>(nodes.size() + part.num_nodes);
        AddNodes(part, &part == &form.back() ? next : behind);
      }
    }
  }

  Grammar& grammar_;
};

// A text that is being written.
template <typename Output>
class Grammar::Walk {
 public:
  Walk(const Grammar& grammar, uint32_t state, Output* out)
      : state_(state), out_(out), node_(grammar.nodes_.data()) {}

  // Draws and writes the outcome.
  void Step(const Grammar& grammar) {
    const TextToken token = node_->tokens[DrawSmall(state_.Step(), node_->total_weight)];
    const TokenText& text = grammar.token_texts_[token];
    if constexpr (std::is_same_v<Output, TextToken>) {
      *out_ = token;
      out_ += text.size_bytes == 0 ? 0 : 1;
    } else {
      std::memcpy(out_, &text, sizeof text);
      out_ += text.size_bytes;
    }
    node_ = &grammar.nodes_[node_->next + grammar.steps_[token]];
  }

  // Returns whether the text is still before `end`; stops the position from running past it.
  bool IsBefore(Output* end) {
    if (out_ < end) return true;
    out_ = end;
    return false;
  }

  bool IsAtSentenceStart(const Grammar& grammar) const { return node_ == grammar.nodes_.data(); }
  uint32_t state() const { return state_.value(); }
  Output* out() const { return out_; }

 private:
  LazyState state_;
  Output* out_;
  const Node* node_;
};

Grammar::Grammar() { Builder(this).Build(); }

template <typename Output>
void Grammar::WriteAll(std::span<const SentenceRequest<Output>, kTextsAtOnce> requests) const {
  // The position is checked only every few steps, which write less than this part of the slack.
  constexpr int kStepsBetweenChecks = 8;
  static_assert((kStepsBetweenChecks + 1) * sizeof(TokenText) <= kSentenceSlack);
  const auto walk = [&](int i) {
    return Walk<Output>(*this, requests[i].state, requests[i].begin);
  };
  Walk<Output> walks[] = {walk(0), walk(1), walk(2), walk(3)};
  static_assert(std::size(walks) == kTextsAtOnce);
  bool is_before_an_end = true;
  while (is_before_an_end) {
    for (int step = 0; step < kStepsBetweenChecks; ++step) {
      for (Walk<Output>& one : walks) one.Step(*this);
    }
    is_before_an_end = false;
    for (int i = 0; i < kTextsAtOnce; ++i) is_before_an_end |= walks[i].IsBefore(requests[i].end);
  }
}

void Grammar::Write(std::span<const SentenceRequest<char>, kTextsAtOnce> requests) const {
  WriteAll(requests);
}

void Grammar::Write(std::span<const SentenceRequest<TextToken>, kTextsAtOnce> requests) const {
  WriteAll(requests);
}

TextToken* Grammar::WriteSentence(uint32_t* state, TextToken* out) const {
  Walk<TextToken> walk(*this, *state, out);
  do {
    walk.Step(*this);
  } while (!walk.IsAtSentenceStart(*this));
  *state = walk.state();
  return walk.out();
}

}  // namespace tpch
