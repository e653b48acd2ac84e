#include "tpch/parquet/code_encoder.h"

#include <algorithm>
#include <string>

#include "tpch/parquet/bit_packing.h"
#include "tpch/parquet/thrift_writer.h"

namespace tpch {
namespace {

/// The width and the header of a run.
constexpr size_t kMaxHeaderSizeBytes = 16;

}  // namespace

template <typename Code>
void CodeEncoder<Code>::Append(const Code* codes, int64_t num_codes) {
  const int64_t num_pending = num_codes_ % kGroupSize;
  num_codes_ += num_codes;
  if (num_pending > 0) {
    const int64_t num_taken = std::min(num_codes, kGroupSize - num_pending);
    std::copy_n(codes, num_taken, pending_.data() + num_pending);
    codes += num_taken;
    num_codes -= num_taken;
    if (num_pending + num_taken < kGroupSize) return;
    AppendGroups(pending_.data(), 1);
  }
  AppendGroups(codes, num_codes / kGroupSize);
  const int64_t num_rest = num_codes % kGroupSize;
  std::copy_n(codes + num_codes - num_rest, num_rest, pending_.data());
}

template <typename Code>
void CodeEncoder<Code>::AppendGroups(const Code* codes, int64_t num_groups) {
  char* out = page_.Reserve(static_cast<size_t>(num_groups * width_ + kPackingSlack));
  page_.SetEnd(PackCodes(codes, num_groups, width_, out));
}

template <typename Code>
std::string_view CodeEncoder<Code>::Finish() {
  if (const int64_t num_pending = num_codes_ % kGroupSize; num_pending > 0) {
    std::fill(pending_.begin() + num_pending, pending_.end(), Code{0});
    AppendGroups(pending_.data(), 1);
  }
  std::string header(1, static_cast<char>(width_));
  const int64_t num_groups = (num_codes_ + kGroupSize - 1) / kGroupSize;
  AppendVarint(static_cast<uint64_t>(num_groups) << 1 | 1, &header);
  const size_t begin = kMaxHeaderSizeBytes - header.size();
  std::ranges::copy(header, page_.data() + begin);
  return page_.view().substr(begin);
}

template <typename Code>
std::string_view CodeEncoder<Code>::FinishRun(Code code) {
  std::string run(1, static_cast<char>(width_));
  AppendVarint(static_cast<uint64_t>(num_codes_) << 1, &run);
  run.append(reinterpret_cast<const char*>(&code), static_cast<size_t>((width_ + 7) / 8));
  page_.Clear();
  page_.Append(run);
  return page_.view();
}

template <typename Code>
void CodeEncoder<Code>::Reset() {
  page_.Clear();
  page_.SetEnd(page_.Reserve(kMaxHeaderSizeBytes) + kMaxHeaderSizeBytes);
  num_codes_ = 0;
}

template class CodeEncoder<uint8_t>;
template class CodeEncoder<uint16_t>;

}  // namespace tpch
