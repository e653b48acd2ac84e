#include "tpch/parquet/encodings/code_encoder.h"

#include <algorithm>

#include "tpch/base/varint.h"
#include "tpch/parquet/encodings/bit_packing.h"

namespace tpch {
namespace {

// The largest number of groups in a run, whose count fits in a header of one byte. Short runs help
// readers with pages of any length: DuckDB unpacks a run fast only from its beginning.
constexpr int64_t kMaxRunGroups = 63;

// The header of a run of bit-packed groups.
char RunHeader(int64_t num_groups) { return static_cast<char>(num_groups << 1 | 1); }

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
  while (num_groups > 0) {
    if (num_run_groups_ == kMaxRunGroups) num_run_groups_ = 0;
    const int64_t count = std::min(num_groups, kMaxRunGroups - num_run_groups_);
    char* out = page_.Reserve(static_cast<size_t>(1 + count * width_ + kPackingSlack));
    if (num_run_groups_ == 0) {
      run_header_ = page_.size();
      ++out;
    }
    page_.SetEnd(PackCodes(codes, count, width_, out));
    num_run_groups_ += count;
    page_.data()[run_header_] = RunHeader(num_run_groups_);
    codes += count * kGroupSize;
    num_groups -= count;
  }
}

template <typename Code>
std::string_view CodeEncoder<Code>::Finish() {
  if (const int64_t num_pending = num_codes_ % kGroupSize; num_pending > 0) {
    std::fill(pending_.begin() + num_pending, pending_.end(), Code{0});
    AppendGroups(pending_.data(), 1);
  }
  return page_.view();
}

template <typename Code>
std::string_view CodeEncoder<Code>::FinishRun(Code code) {
  page_.Clear();
  char* out = page_.Reserve(1 + kMaxVarintSizeBytes + sizeof(code));
  *out++ = static_cast<char>(width_);
  out = WriteVarint(static_cast<uint64_t>(num_codes_) << 1, out);
  for (int shift = 0; shift < width_; shift += 8) {
    *out++ = static_cast<char>(uint32_t{code} >> shift);
  }
  page_.SetEnd(out);
  return page_.view();
}

template <typename Code>
void CodeEncoder<Code>::Reset() {
  page_.Clear();
  page_.Append(std::string(1, static_cast<char>(width_)));
  num_run_groups_ = 0;
  num_codes_ = 0;
}

template class CodeEncoder<uint8_t>;
template class CodeEncoder<uint16_t>;

}  // namespace tpch
