#include "tpch/tables/part_key_cursor.h"

#include "tpch/random/bounded.h"
#include "tpch/random/kernels.h"
#include "tpch/tables/streams.h"

namespace tpch {

PartKeyCursor::PartKeyCursor(int64_t part_begin)
    : line_count_(streams::kOrderLineCount), order_(part_begin) {
  line_count_.Seek(part_begin);
  RowStream part_key(streams::kLinePartKey);
  // dbgen: the start of a part is reached by the 31-bit rule although the stream has 64 bits.
  part_key.Seek(part_begin);
  state_ = part_key.seed();
}

PartKeyCursor::PartKeyCursor(int64_t order, uint64_t state)
    : line_count_(streams::kOrderLineCount), order_(order), state_(state) {
  line_count_.Seek(order);
}

uint64_t PartKeyCursor::AdvanceTo(int64_t order) {
  for (; order_ < order; ++order_) {
    const int64_t num_lines = Draw(LehmerStep(line_count_.NextSeed()), 1, kMaxLines);
    for (int64_t line = 0; line < num_lines; ++line) state_ = WideStep(state_);
    state_ = WideFinishRow(state_, kMaxLines - num_lines);
  }
  return state_;
}

void PartKeyCursor::DrawOrder(int64_t num_lines, int64_t num_parts, int64_t* part_keys) {
  for (int64_t line = 0; line < num_lines; ++line) {
    state_ = WideStep(state_);
    part_keys[line] = WideDraw(state_, 1, num_parts);
  }
  state_ = WideFinishRow(state_, kMaxLines - num_lines);
  line_count_.NextSeed();
  ++order_;
}

}  // namespace tpch
