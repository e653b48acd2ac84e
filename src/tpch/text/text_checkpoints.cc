#include "tpch/text/text_checkpoints.h"

namespace tpch {
namespace {

// kStates, kBytesBefore and kFirstTokens, one entry a block, made by tools/make_text_checkpoints;
// kFirstTokens has one more.
#include "text_checkpoints.inc"

}  // namespace

TextCheckpoint FindTextCheckpoint(int64_t block) { return {kStates[block], kBytesBefore[block]}; }

const uint32_t* FirstTextTokens() { return kFirstTokens; }

}  // namespace tpch
