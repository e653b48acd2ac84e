#include "tpch/text/compact_text.h"

#include <array>

namespace tpch {
namespace {

constexpr int64_t kHugePageSizeBytes = int64_t{2} << 20;

}  // namespace

int64_t CompactText::SizeBytes() {
  const int64_t size_bytes =
      kNumEntries * int64_t{sizeof(uint16_t)} + FirstTextTokens()[kNumTextBlocks];
  return (size_bytes + kHugePageSizeBytes - 1) / kHugePageSizeBytes * kHugePageSizeBytes;
}

CompactText::CompactText(char* data, const TokenTexts& token_texts)
    : token_texts_(token_texts),
      first_tokens_(FirstTextTokens()),
      index_(reinterpret_cast<uint16_t*>(data)),
      tokens_(reinterpret_cast<TextToken*>(index_ + kNumEntries)) {}

void CompactText::MakeBlocks(const Grammar& grammar,
                             std::span<const int64_t, kTextsAtOnce> blocks) {
  // Each begins with those tokens of the checkpoint's sentence that are before the block.
  std::array<std::array<TextToken, kTextBlockSizeBytes + kSentenceSlack>, kTextsAtOnce> tokens;
  std::array<SentenceRequest<TextToken>, kTextsAtOnce> requests;
  for (size_t i = 0; i < kTextsAtOnce; ++i) {
    const int64_t num_tokens =
        kMaxSentenceTokens + first_tokens_[blocks[i] + 1] - first_tokens_[blocks[i]];
    requests[i] = {FindTextCheckpoint(blocks[i] * kTextBlockSizeBytes).state, tokens[i].data(),
                   tokens[i].data() + num_tokens};
  }
  grammar.Write(requests);
  for (size_t i = 0; i < kTextsAtOnce; ++i) PutBlock(blocks[i], tokens[i].data());
}

void CompactText::PutBlock(int64_t block, const TextToken* sentence) {
  TextToken* const begin = tokens_ + first_tokens_[block];
  TextToken* const end = tokens_ + first_tokens_[block + 1];
  TextToken* out = begin;
  int64_t next_indexed = block * kTextBlockSizeBytes;
  int64_t token_begin = next_indexed - FindTextCheckpoint(next_indexed).bytes_before;
  for (const TextToken* token = sentence; out < end; ++token) {
    const int64_t token_end = token_begin + token_texts_[*token].size_bytes;
    if (token_end > next_indexed) {
      index_[next_indexed / kIndexStepBytes] =
          static_cast<uint16_t>((out - begin) * kEntryOffsets + (next_indexed - token_begin));
      next_indexed += kIndexStepBytes;
    }
    if (token_end > block * kTextBlockSizeBytes) *out++ = *token;
    token_begin = token_end;
  }
}

}  // namespace tpch
