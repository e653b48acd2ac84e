#include "tpch/arrow/run_memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "tpch/base/size_text.h"

namespace tpch {
namespace {

constexpr int64_t kMinLimitBytes = int64_t{64} << 20;
constexpr int64_t kMaxGrowth = 16;
constexpr int64_t kMaxRunBytes = std::numeric_limits<int64_t>::max() / (2 * kMaxGrowth);

int64_t LimitOf(int64_t run_bytes) {
  return kMinLimitBytes + kMaxGrowth * std::clamp(run_bytes, int64_t{0}, kMaxRunBytes);
}

}  // namespace

RunMemory::RunMemory(int64_t run_bytes)
    : limit_bytes_(LimitOf(run_bytes)),
      counter_(arrow::default_memory_pool()),
      pool_(&counter_, limit_bytes_) {}

arrow::Status RunMemory::Explain(const arrow::Status& status) const {
  if (!status.IsOutOfMemory()) return status;
  return status.WithMessage(
      fmt::format("to read it takes more than {} MB of memory, which is too much for its size",
                  limit_bytes_ / 1'000'000));
}

}  // namespace tpch
