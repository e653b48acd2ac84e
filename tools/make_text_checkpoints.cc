// Build tool: walks the text pool from its first draw and records its checkpoints, and the first
// token of each block.
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

namespace {

struct Walk {
  std::vector<tpch::TextCheckpoint> checkpoints;
  std::vector<uint32_t> first_tokens;  // of each block, then the number of tokens
};

Walk WalkTextPool() {
  const tpch::Grammar grammar;
  Walk walk;
  uint32_t state = tpch::kTextPoolSeed;
  uint32_t num_tokens = 0;
  int64_t position = -1;  // The first token's space precedes the pool.
  int64_t next_checkpoint = 0;
  while (position < tpch::kTextPoolSizeBytes) {
    const uint32_t state_before = state;
    const int64_t sentence_begin = position;
    std::array<tpch::TextToken, tpch::kMaxSentenceTokens> sentence;
    const tpch::TextToken* const end = grammar.WriteSentence(&state, sentence.data());
    for (const tpch::TextToken* token = sentence.data();
         token < end && position < tpch::kTextPoolSizeBytes; ++token) {
      position += grammar.token_texts()[*token].size_bytes;
      if (position > next_checkpoint && next_checkpoint < tpch::kTextPoolSizeBytes) {
        walk.checkpoints.push_back(
            {state_before, static_cast<uint8_t>(next_checkpoint - sentence_begin)});
        if (next_checkpoint % tpch::kTextBlockSizeBytes == 0) {
          walk.first_tokens.push_back(num_tokens);
        }
        next_checkpoint += tpch::kTextCheckpointStepBytes;
      }
      ++num_tokens;
    }
  }
  walk.first_tokens.push_back(num_tokens);
  return walk;
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
  const Walk walk = WalkTextPool();
  std::ofstream output(argv[1]);
  PrintArray(&output, "uint32_t kStates", walk.checkpoints,
             [](const auto& checkpoint) { return checkpoint.state; });
  PrintArray(&output, "uint8_t kBytesBefore", walk.checkpoints,
             [](const auto& checkpoint) { return checkpoint.bytes_before; });
  PrintArray(&output, "uint32_t kFirstTokens", walk.first_tokens,
             [](uint32_t token) { return token; });
  output.close();
  return output ? 0 : 1;
}
