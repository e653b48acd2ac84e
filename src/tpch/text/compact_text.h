// The text pool in a fifth of the memory: a byte for each word, and an index to find the word at a
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
/// The memory contains an index with an entry for each kIndexStepBytes of text, followed by the
/// tokens. An entry locates the token that contains its first byte:
///
/// bits 5-15   the token's number, relative to the first token of the block (FirstTextTokens)
/// bits 0-4    bytes of the token's text before the position
///
/// As thread-safe as TextPool: different blocks share no bytes.
class CompactText {
 public:
  /// The largest number of bytes that Expand writes before a text.
  static constexpr int64_t kMaxSkippedBytes = 96;

  /// Bytes that Expand may write past the end of a text.
  static constexpr int64_t kExpandSlack = sizeof(TokenText);

  /// Returns the memory for all blocks.
  static int64_t SizeBytes();

  /// Uses `data`, SizeBytes() of memory that outlives this object. `token_texts` are those of the
  /// grammar that makes the blocks.
  CompactText(char* data, const TokenTexts& token_texts);

  /// Generates blocks.
  void MakeBlocks(const Grammar& grammar, std::span<const int64_t, kTextsAtOnce> blocks);

  /// A text written by Expand.
  struct Expansion {
    char* begin;
    char* end;
  };

  /// Writes the text of [offset, offset + size_bytes) to `out`, after up to kMaxSkippedBytes of the
  /// text before it, because it starts at the token that the index points to.
  /// REQUIRES: the blocks of these bytes and of the kExpandSlack bytes after them exist; `out` has
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

  /// Prefetch what Expand reads first: the index entry, then the tokens that it points to.
  void PrefetchIndex(int64_t offset) const {
    __builtin_prefetch(&index_[offset / kIndexStepBytes]);
  }
  void PrefetchTokens(int64_t offset) const {
    const TextToken* const token = FindToken(offset, index_[offset / kIndexStepBytes]);
    __builtin_prefetch(token);
    __builtin_prefetch(token + kPrefetchedTokens);
  }

 private:
  // Text bytes between two entries of the index.
  static constexpr int64_t kIndexStepBytes = 64;

  // One more for the last token, which extends past the pool.
  static constexpr int64_t kNumEntries = kTextPoolSizeBytes / kIndexStepBytes + 1;

  // An entry is the token's number times this, plus the bytes before the position.
  static constexpr int kEntryOffsets = 32;

  // Most comments have at most this many tokens.
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
