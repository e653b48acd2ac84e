// dbgen's sentence grammar: turns draws of the text stream into pseudo-English (spec clause
// 4.2.2.14).

#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "tpch/text/token_texts.h"

namespace tpch {

/// Where the one stream of the text pool begins. Its draws follow each other without rows.
inline constexpr uint32_t kTextPoolSeed = 933588178;

/// Texts that are written at once: each draw waits for the one before it, so that several texts
/// take hardly more time than one.
inline constexpr int kTextsAtOnce = 4;

/// Where a text comes from and where it goes. Output is char for the text itself, TextToken for its
/// tokens.
template <typename Output>
struct SentenceRequest {
  uint32_t state;  ///< of the stream, before the first draw of a sentence
  Output* begin;
  Output* end;  ///< Up to kSentenceSlack more may be overwritten.
};

inline constexpr int64_t kSentenceSlack = 288;

/// The grammar as an automaton. Every draw belongs to a node; its outcome, a token, gives the text
/// to write and the node of the next draw. Draws for the form of a phrase have tokens without text.
/// So there is no branch to mispredict.
///
/// Immutable once made; any thread may use it.
class Grammar {
 public:
  Grammar();

  /// Writes as much text as is requested, from the first draw of a sentence on. Each sentence leads
  /// with a blank (see TextToken).
  void Write(std::span<const SentenceRequest<char>, kTextsAtOnce> requests) const;
  void Write(std::span<const SentenceRequest<TextToken>, kTextsAtOnce> requests) const;

  /// Draws one sentence, writes its tokens and returns their end. `*state` becomes the state of the
  /// last draw. REQUIRES: `out` has room for kMaxSentenceTokens.
  TextToken* WriteSentence(uint32_t* state, TextToken* out) const;

  const TokenTexts& token_texts() const { return token_texts_; }

 private:
  class Builder;
  template <typename Output>
  class Walk;

  struct Node {
    const TextToken* tokens;  // entry v - 1 is the outcome of the drawn value v
    uint32_t total_weight;
    uint32_t next;  // the node of the next draw, unless the outcome has a step
  };

  template <typename Output>
  void WriteAll(std::span<const SentenceRequest<Output>, kTextsAtOnce> requests) const;

  TokenTexts token_texts_;
  std::vector<std::vector<TextToken>> draw_tables_;  // what nodes point to
  std::vector<Node> nodes_;                          // the first one draws a sentence's form
  std::array<uint8_t, 256> steps_{};  // by token: how far behind Node::next the next node lies
};

}  // namespace tpch
