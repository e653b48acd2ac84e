#include "tpch/tables/draws.h"

#include <algorithm>

namespace tpch {

void FillTextSlices(const uint32_t* offset_states, const uint32_t* length_states, int64_t num_rows,
                    TextLength length, TextSlice* slices) {
  int32_t offsets[kDrawBlockRows + kKernelSlack];
  int32_t sizes[kDrawBlockRows + kKernelSlack];
  for (int64_t row = 0; row < num_rows; row += kDrawBlockRows) {
    const int64_t block_rows = std::min(kDrawBlockRows, num_rows - row);
    FillDraws(offset_states + row, block_rows, 0, TextPool::kSizeBytes - length.max, offsets);
    FillDraws(length_states + row, block_rows, length.min, length.max, sizes);
    for (int64_t i = 0; i < block_rows; ++i) {
      slices[row + i] = {static_cast<uint32_t>(offsets[i]), static_cast<uint32_t>(sizes[i])};
    }
  }
}

void EnsureText(TextPool* text_pool, std::span<const TextSlice> slices) {
  if (text_pool->complete()) return;
  for (const TextSlice slice : slices) text_pool->Ensure(slice.offset, slice.size_bytes);
}

void TextDraws::Fill(int64_t num_rows, TextSlice* slices) {
  uint32_t seeds[kDrawBlockRows + kKernelSlack];
  uint32_t length_states[kDrawBlockRows + kKernelSlack];
  for (int64_t row = 0; row < num_rows; row += kDrawBlockRows) {
    const int64_t block_rows = std::min(kDrawBlockRows, num_rows - row);
    FillRowSeeds(&stream_, block_rows, seeds);
    FillStates(seeds, block_rows, 2, length_states);
    FillStates(seeds, block_rows, 1, seeds);
    FillTextSlices(seeds, length_states, block_rows, length_, slices + row);
  }
  EnsureText(text_pool_, {slices, static_cast<size_t>(num_rows)});
}

}  // namespace tpch
