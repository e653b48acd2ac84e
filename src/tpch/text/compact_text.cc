#include "tpch/text/compact_text.h"

#include <fmt/format.h>
#include <sys/mman.h>

#include <cerrno>

namespace tpch {
namespace {

constexpr int64_t kHugePageSizeBytes = int64_t{2} << 20;

}  // namespace

int64_t CompactText::SizeBytes() {
  const int64_t size_bytes =
      kNumEntries * int64_t{sizeof(uint16_t)} + FirstTextTokens()[kNumTextBlocks];
  return (size_bytes + kHugePageSizeBytes - 1) / kHugePageSizeBytes * kHugePageSizeBytes;
}

Result<std::unique_ptr<CompactText>> CompactText::Make(const TokenTexts& token_texts) {
  void* data = ::mmap(nullptr, static_cast<size_t>(SizeBytes()), PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (data == MAP_FAILED) {
    return Status::FromErrno(
        fmt::format("cannot allocate {} MiB for the compact text pool", SizeBytes() >> 20), errno);
  }
  return std::unique_ptr<CompactText>(new CompactText(static_cast<char*>(data), token_texts));
}

CompactText::CompactText(char* data, const TokenTexts& token_texts)
    : token_texts_(token_texts),
      first_tokens_(FirstTextTokens()),
      index_(reinterpret_cast<uint16_t*>(data)),
      tokens_(reinterpret_cast<TextToken*>(index_ + kNumEntries)) {}

CompactText::~CompactText() { ::munmap(index_, static_cast<size_t>(SizeBytes())); }

void CompactText::UseHugePages() {
  ::madvise(index_, static_cast<size_t>(SizeBytes()), MADV_HUGEPAGE);
}

void CompactText::MakeBlock(const Grammar& grammar, int64_t block) {
  const TextCheckpoint checkpoint = FindTextCheckpoint(block);
  TextToken* const begin = tokens_ + first_tokens_[block];
  TextToken* const end = tokens_ + first_tokens_[block + 1];
  TextToken* out = begin;
  int64_t next_indexed = block * kTextBlockSizeBytes;
  // The first token's blank ends the sentence before the checkpoint's.
  int64_t token_begin = next_indexed - checkpoint.bytes_before - 1;
  uint32_t state = checkpoint.state;
  while (out < end) {
    TextToken sentence[kMaxSentenceTokens];
    const TextToken* const sentence_end = grammar.WriteSentenceTokens(&state, sentence);
    for (const TextToken* token = sentence; token < sentence_end && out < end; ++token) {
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
}

}  // namespace tpch
