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

void BindText(TextPool* text_pool, int64_t first_row, int64_t num_rows, Column* column) {
  column->set_text_base(text_pool->data());
  if (text_pool->complete()) return;
  const TextSlice* slices = column->values<TextSlice>() + first_row;
  for (int64_t row = 0; row < num_rows; ++row) {
    text_pool->Ensure(slices[row].offset, slices[row].size_bytes);
  }
}

void TextDraws::Fill(int64_t first_row, int64_t num_rows, Column* column) {
  uint32_t seeds[kDrawBlockRows + kKernelSlack];
  uint32_t length_states[kDrawBlockRows + kKernelSlack];
  TextSlice* slices = column->values<TextSlice>() + first_row;
  for (int64_t row = 0; row < num_rows; row += kDrawBlockRows) {
    const int64_t block_rows = std::min(kDrawBlockRows, num_rows - row);
    FillRowSeeds(&stream_, block_rows, seeds);
    FillStates(seeds, block_rows, 2, length_states);
    FillStates(seeds, block_rows, 1, seeds);
    FillTextSlices(seeds, length_states, block_rows, length_, slices + row);
  }
  BindText(text_pool_, first_row, num_rows, column);
}

}  // namespace tpch
