// The text pool in a fifth of its memory: a byte for each word, and an index to find the word of a
// position.

#pragma once

#include <cstdint>
#include <cstring>
#include <span>

#include "tpch/text/grammar.h"
#include "tpch/text/text_checkpoints.h"

namespace tpch {

/// The tokens of the text pool. Positions and blocks are those of TextPool.
///
/// The memory is an index with an entry for each kIndexStepBytes of text, and then the tokens, one
/// behind another. An entry finds the token that holds the first of its bytes:
///
///   bits 5-15   the token's number, from the first token of the block (FirstTextTokens) on
///   bits 0-4    bytes of the token's text before the position
///
/// Thread-safe as TextPool is: different blocks share no bytes.
class CompactText {
 public:
  /// Bytes that Expand writes before a text at most.
  static constexpr int64_t kMaxSkippedBytes = 96;

  /// Bytes that Expand may write behind a text.
  static constexpr int64_t kExpandSlack = sizeof(TokenText);

  /// Returns the bytes that all blocks take.
  static int64_t SizeBytes();

  /// Lies in `data`, SizeBytes() of memory that outlives this. `token_texts` are those of the
  /// grammar that makes the blocks.
  CompactText(char* data, const TokenTexts& token_texts);

  /// Makes blocks.
  void MakeBlocks(const Grammar& grammar, std::span<const int64_t, kTextsAtOnce> blocks);

  /// A text that Expand wrote.
  struct Expansion {
    char* begin;
    char* end;
  };

  /// Writes the text of [offset, offset + size_bytes) to `out`, behind up to kMaxSkippedBytes of
  /// the text before it, which is where the index leads to.
  /// REQUIRES: the blocks of these bytes and of kExpandSlack bytes behind them are made; `out` has
  /// room for kMaxSkippedBytes + size_bytes + kExpandSlack.
  Expansion Expand(int64_t offset, int64_t size_bytes, char* out) const {
    const uint16_t entry = index_[offset / kIndexStepBytes];
    char* const begin = out + offset % kIndexStepBytes + entry % kEntryOffsets;
    char* const end = begin + size_bytes;
    for (const TextToken* token = FindToken(offset, entry); out < end; ++token) {
      const TokenText& text = token_texts_[*token];
      std::memcpy(out, &text, sizeof text);
      out += text.size_bytes;
    }
    return {begin, end};
  }

  /// Fetches what Expand reads first: the index, and then the tokens, which it leads to.
  void PrefetchIndex(int64_t offset) const {
    __builtin_prefetch(&index_[offset / kIndexStepBytes]);
  }
  void PrefetchTokens(int64_t offset) const {
    const TextToken* const token = FindToken(offset, index_[offset / kIndexStepBytes]);
    __builtin_prefetch(token);
    __builtin_prefetch(token + kPrefetchedTokens);
  }

 private:
  /// Text between two entries of the index.
  static constexpr int64_t kIndexStepBytes = 64;

  /// With one for the last token, which reaches beyond the pool.
  static constexpr int64_t kNumEntries = kTextPoolSizeBytes / kIndexStepBytes + 1;

  /// An entry is a token's number times this, plus the bytes before the position.
  static constexpr int kEntryOffsets = 32;

  /// Tokens that most comments do not exceed.
  static constexpr int64_t kPrefetchedTokens = 16;

  void PutBlock(int64_t block, const TextToken* sentence);

  const TextToken* FindToken(int64_t offset, uint16_t entry) const {
    return tokens_ + first_tokens_[offset / kTextBlockSizeBytes] + entry / kEntryOffsets;
  }

  TokenTexts token_texts_;
  const uint32_t* first_tokens_;
  uint16_t* index_;
  TextToken* tokens_;
};

}  // namespace tpch
