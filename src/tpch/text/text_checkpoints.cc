#include "tpch/text/text_checkpoints.h"

namespace tpch {
namespace {

// kStates and kBytesBefore, one entry a block, made by tools/make_text_checkpoints.
#include "text_checkpoints.inc"

}  // namespace

TextCheckpoint FindTextCheckpoint(int64_t block) { return {kStates[block], kBytesBefore[block]}; }

}  // namespace tpch
