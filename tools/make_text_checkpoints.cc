// Build tool: walks the text pool from its first draw and notes where each block begins.
//
// Usage: make_text_checkpoints text_checkpoints.inc

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <array>
#include <fstream>
#include <vector>

#include "tpch/random/stream.h"
#include "tpch/text/grammar.h"
#include "tpch/text/text_checkpoints.h"
#include "tpch/text/text_pool.h"

namespace {

std::vector<tpch::TextCheckpoint> WalkTextPool() {
  const tpch::Grammar grammar;
  std::array<char, tpch::kMaxSentenceSizeBytes + tpch::kSentenceSlackBytes> sentence;
  std::vector<tpch::TextCheckpoint> checkpoints;
  uint32_t state = tpch::streams::kTextPool.seed;
  int64_t position = 0;
  while (static_cast<int64_t>(checkpoints.size()) < tpch::TextPool::kNumBlocks) {
    const uint32_t state_before = state;
    const int64_t begin = position;
    position += grammar.WriteSentence(&state, sentence.data()) - sentence.data();
    const auto block_begin =
        static_cast<int64_t>(checkpoints.size()) * tpch::TextPool::kBlockSizeBytes;
    if (position > block_begin) {
      checkpoints.push_back({state_before, static_cast<uint8_t>(block_begin - begin)});
    }
  }
  return checkpoints;
}

/// Returns the token of each block's first byte, and behind them the number of tokens.
std::vector<uint32_t> WalkTokens() {
  const tpch::Grammar grammar;
  std::array<tpch::TextToken, tpch::kMaxSentenceTokens> sentence;
  std::vector<uint32_t> first_tokens;
  uint32_t state = tpch::streams::kTextPool.seed;
  uint32_t num_tokens = 0;
  int64_t position = -1;  // The first token's blank comes before the pool.
  int64_t next_begin = 0;
  while (position < tpch::TextPool::kSizeBytes) {
    const tpch::TextToken* const end = grammar.WriteSentenceTokens(&state, sentence.data());
    for (const tpch::TextToken* token = sentence.data();
         token < end && position < tpch::TextPool::kSizeBytes; ++token) {
      position += grammar.token_texts()[*token].size_bytes;
      if (position > next_begin && next_begin < tpch::TextPool::kSizeBytes) {
        first_tokens.push_back(num_tokens);
        next_begin += tpch::TextPool::kBlockSizeBytes;
      }
      ++num_tokens;
    }
  }
  first_tokens.push_back(num_tokens);
  return first_tokens;
}

template <typename Values, typename ValueOf>
void PrintArray(std::ofstream* output, const char* declaration, const Values& values,
                const ValueOf& value_of) {
  *output << "constexpr " << declaration << "[] = {\n";
  for (const auto& value : values) fmt::print(*output, "{},\n", value_of(value));
  *output << "};\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: make_text_checkpoints OUTPUT.inc\n");
    return 2;
  }
  const std::vector<tpch::TextCheckpoint> checkpoints = WalkTextPool();
  std::ofstream output(argv[1]);
  PrintArray(&output, "uint32_t kStates", checkpoints,
             [](const auto& checkpoint) { return checkpoint.state; });
  PrintArray(&output, "uint8_t kBytesBefore", checkpoints,
             [](const auto& checkpoint) { return checkpoint.bytes_before; });
  PrintArray(&output, "uint32_t kFirstTokens", WalkTokens(), [](uint32_t token) { return token; });
  output.close();
  return output ? 0 : 1;
}
