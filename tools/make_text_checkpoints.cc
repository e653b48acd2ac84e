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

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: make_text_checkpoints OUTPUT.inc\n");
    return 2;
  }
  const auto checkpoints = WalkTextPool();
  std::ofstream output(argv[1]);
  output << "constexpr uint32_t kStates[] = {\n";
  for (const auto& checkpoint : checkpoints) fmt::print(output, "{},\n", checkpoint.state);
  output << "};\nconstexpr uint8_t kBytesBefore[] = {\n";
  for (const auto& checkpoint : checkpoints) fmt::print(output, "{},\n", checkpoint.bytes_before);
  output << "};\n";
  output.close();
  return output ? 0 : 1;
}
