#include "tpch/parquet/encodings/delta_encoder.h"

#include <algorithm>
#include <bit>

#include "tpch/base/varint.h"
#include "tpch/parquet/encodings/bit_packing.h"

namespace tpch {
namespace {

constexpr int64_t kMaxHeaderSizeBytes = 32;

// Differences wrap around, as the format requires.
int64_t Subtract(int64_t a, int64_t b) {
  return static_cast<int64_t>(static_cast<uint64_t>(a) - static_cast<uint64_t>(b));
}

}  // namespace

void DeltaEncoder::Append(const int64_t* numbers, int64_t num_numbers) {
  if (num_numbers == 0) return;
  int64_t next = 0;
  if (num_numbers_ == 0) {
    first_ = last_ = numbers[0];
    next = 1;
  }
  num_numbers_ += num_numbers;
  while (next < num_numbers) {
    const int64_t count = std::min<int64_t>(num_numbers - next, kBlockSize - num_deltas_);
    int64_t* deltas = deltas_.data() + num_deltas_;
    deltas[0] = Subtract(numbers[next], last_);
    for (int64_t i = 1; i < count; ++i) {
      deltas[i] = Subtract(numbers[next + i], numbers[next + i - 1]);
    }
    next += count;
    last_ = numbers[next - 1];
    num_deltas_ += static_cast<int>(count);
    if (num_deltas_ == kBlockSize) AppendBlock();
  }
}

void DeltaEncoder::AppendBlock() {
  // Values that pad the last miniblock become 0; miniblocks without values are omitted.
  const int num_miniblocks = (num_deltas_ + kMiniblockSize - 1) / kMiniblockSize;
  const int64_t min_delta = *std::min_element(deltas_.data(), deltas_.data() + num_deltas_);
  std::fill(deltas_.data() + num_deltas_, deltas_.data() + num_miniblocks * kMiniblockSize,
            min_delta);
  char* out = page_.Reserve(kMaxVarintSizeBytes + kMiniblocks + kBlockSize * sizeof(int64_t) +
                            kPackingSlack);
  out = WriteVarint(ZigZag(min_delta), out);
  char* widths = out;
  std::fill_n(widths, kMiniblocks, '\0');
  out += kMiniblocks;
  for (int miniblock = 0; miniblock < num_miniblocks; ++miniblock) {
    uint64_t values[kMiniblockSize];
    uint64_t any_bits = 0;
    for (int i = 0; i < kMiniblockSize; ++i) {
      values[i] =
          static_cast<uint64_t>(Subtract(deltas_[miniblock * kMiniblockSize + i], min_delta));
      any_bits |= values[i];
    }
    const int width = std::bit_width(any_bits);
    widths[miniblock] = static_cast<char>(width);
    out = PackNumbers(values, width, out);
  }
  page_.SetEnd(out);
  num_deltas_ = 0;
}

std::string_view DeltaEncoder::Finish() {
  if (num_deltas_ > 0) AppendBlock();
  char header[kMaxHeaderSizeBytes];
  char* end = WriteVarint(kBlockSize, header);
  end = WriteVarint(kMiniblocks, end);
  end = WriteVarint(static_cast<uint64_t>(num_numbers_), end);
  end = WriteVarint(ZigZag(first_), end);
  const int64_t begin = kMaxHeaderSizeBytes - (end - header);
  std::copy(header, end, page_.data() + begin);
  return page_.view().substr(static_cast<size_t>(begin));
}

void DeltaEncoder::Reset() {
  page_.Clear();
  page_.SetEnd(page_.Reserve(kMaxHeaderSizeBytes) + kMaxHeaderSizeBytes);
  num_deltas_ = 0;
  num_numbers_ = 0;
}

}  // namespace tpch
