#include "tpch/tables/draws.h"

#include <algorithm>
#include <span>

namespace tpch {
namespace {

static_assert(CompactText::kExpandSlack <= kTextSlack);

// How many rows ahead the index and the tokens of a comment are fetched.
constexpr int64_t kPrefetchIndexRows = 24;
constexpr int64_t kPrefetchTokensRows = 12;

// Replaces slices of the pool with slices of `text`, which it writes from `out` on.
void ExpandSlices(const CompactText& compact, std::span<TextSlice> slices, char* text, char* out) {
  const size_t num_slices = slices.size();
  for (size_t i = 0; i < num_slices; ++i) {
    if (i + kPrefetchIndexRows < num_slices) {
      compact.PrefetchIndex(slices[i + kPrefetchIndexRows].offset);
    }
    if (i + kPrefetchTokensRows < num_slices) {
      compact.PrefetchTokens(slices[i + kPrefetchTokensRows].offset);
    }
    TextSlice& slice = slices[i];
    const auto expansion = compact.Expand(slice.offset, slice.size_bytes, out);
    slice.offset = static_cast<uint32_t>(expansion.begin - text);
    out = expansion.end;
  }
}

}  // namespace

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
  TextSlice* const slices = column->values<TextSlice>() + first_row;
  const std::span bound(slices, static_cast<size_t>(num_rows));
  if (text_pool->kind() != TextPoolKind::kNone) text_pool->Ensure(bound);
  if (text_pool->kind() == TextPoolKind::kWide) {
    column->set_text_base(text_pool->data());
    return;
  }
  const CompactText* const compact = text_pool->compact();
  char* const text = column->OwnText(compact == nullptr ? 0 : CompactText::kMaxSkippedBytes);
  char* const out = first_row == 0 ? text : text + slices[-1].offset + slices[-1].size_bytes;
  if (compact == nullptr) {
    text_pool->WriteTexts(bound, text, out);
  } else {
    ExpandSlices(*compact, bound, text, out);
  }
  column->set_text_base(text);
}

void TextDraws::Fill(int64_t first_row, int64_t num_rows, Column* column) {
  TextSlice* slices = column->values<TextSlice>() + first_row;
  for (int64_t row = 0; row < num_rows; row += kDrawBlockRows) {
    FillSlices(RowSelection::All(std::min(kDrawBlockRows, num_rows - row)), slices + row);
  }
  BindText(text_pool_, first_row, num_rows, column);
}

void TextDraws::Fill(int64_t first_row, const RowSelection& rows, Column* column) {
  FillSlices(rows, column->values<TextSlice>() + first_row);
  BindText(text_pool_, first_row, rows.num_rows, column);
}

void TextDraws::FillSlices(const RowSelection& rows, TextSlice* slices) {
  uint32_t seeds[kDrawBlockRows + kKernelSlack];
  uint32_t length_states[kDrawBlockRows + kKernelSlack];
  FillRowSeeds(&stream_, rows, seeds);
  FillStates(seeds, rows.num_rows, 2, length_states);
  FillStates(seeds, rows.num_rows, 1, seeds);
  FillTextSlices(seeds, length_states, rows.num_rows, length_, slices);
}

}  // namespace tpch
