// dbgen's sentence grammar: turns draws of the text stream into pseudo-English (spec clause
// 4.2.2.14).

#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "tpch/text/token_texts.h"

namespace tpch {

/// The first state of the text pool's only stream, which has no rows.
inline constexpr uint32_t kTextPoolSeed = 933588178;

/// Texts written at the same time: each draw depends on the previous one, so several texts take
/// little more time than one.
inline constexpr int kTextsAtOnce = 4;

/// The source and the destination of a text. Output is char for text, TextToken for tokens.
template <typename Output>
struct SentenceRequest {
  uint32_t state;  ///< stream state before the first draw of a sentence
  Output* begin;
  Output* end;  ///< Up to kSentenceSlack more may be overwritten.
};

inline constexpr int64_t kSentenceSlack = 288;

/// The grammar as an automaton. Every draw belongs to a node; its outcome, a token, determines the
/// text to write and the node of the next draw. Draws of a phrase's form have tokens without text,
/// so there is no branch to mispredict.
///
/// Immutable once built; any thread may use it.
class Grammar {
 public:
  Grammar();

  /// Writes the requested amount of text, starting at the first draw of a sentence. Each sentence
  /// starts with a space (see TextToken).
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
    const TextToken* tokens;  // entry v - 1 is the outcome of drawing v
    uint32_t total_weight;
    uint32_t next;  // node of the next draw, unless the outcome has a step
  };

  template <typename Output>
  void WriteAll(std::span<const SentenceRequest<Output>, kTextsAtOnce> requests) const;

  TokenTexts token_texts_;
  std::vector<std::vector<TextToken>> draw_tables_;  // nodes point into these
  std::vector<Node> nodes_;                          // the first one draws the form of a sentence
  std::array<uint8_t, 256> steps_{};  // by token: distance from Node::next to the next node
};

}  // namespace tpch
