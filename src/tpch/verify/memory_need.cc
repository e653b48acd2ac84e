#include "tpch/verify/memory_need.h"

#include <fmt/format.h>

#include <algorithm>

#include "tpch/base/size_text.h"

namespace tpch {
namespace {

constexpr int64_t kMiB = int64_t{1} << 20;

// Below this many rows, the text they touch is faster to make as tokens.
constexpr int64_t kWidePoolRows = 5'000'000;
constexpr int64_t kWidePoolBytes = 300 * kMiB;

// Below this many rows, only part of the compact pool is touched.
constexpr int64_t kCompactPoolRows = 60'000;
constexpr int64_t kCompactPoolBytes = 53 * kMiB;
constexpr int64_t kSmallPoolBytes = 12 * kMiB;

constexpr int64_t kProgramBytes = 10 * kMiB;
constexpr int64_t kArrowBytes = 20 * kMiB;
constexpr int64_t kThreadBytes = 24 * kMiB;      // input, and rows of both sides as columns
constexpr int64_t kArrowThreadBytes = 8 * kMiB;  // pages of 16 columns

}  // namespace

Result<VerifyMemory> PlanVerifyMemory(int64_t num_rows, bool reads_by_arrow, int num_threads,
                                      std::optional<int64_t> limit_bytes) {
  VerifyMemory memory{num_threads,
                      num_rows > kWidePoolRows ? TextPoolKind::kWide : TextPoolKind::kCompact};
  if (!limit_bytes) return memory;
  const int64_t fixed_bytes = kProgramBytes + (reads_by_arrow ? kArrowBytes : 0);
  const int64_t thread_bytes = kThreadBytes + (reads_by_arrow ? kArrowThreadBytes : 0);
  if (fixed_bytes + num_threads * thread_bytes + kWidePoolBytes > *limit_bytes) {
    memory.text_pool = TextPoolKind::kCompact;
  }
  const int64_t pool_bytes = memory.text_pool == TextPoolKind::kWide ? kWidePoolBytes
                             : num_rows > kCompactPoolRows           ? kCompactPoolBytes
                                                                     : kSmallPoolBytes;
  const int64_t rest_bytes = *limit_bytes - fixed_bytes - pool_bytes;
  if (rest_bytes < thread_bytes) {
    return Status::IoError(
        fmt::format("verifying these files takes about {} of memory, and the cgroup's limit leaves "
                    "{}",
                    FormatSize(static_cast<double>(fixed_bytes + pool_bytes + thread_bytes)),
                    FormatSize(static_cast<double>(*limit_bytes))),
        "raise it");
  }
  memory.num_threads = static_cast<int>(std::min<int64_t>(num_threads, rest_bytes / thread_bytes));
  return memory;
}

}  // namespace tpch
