#include "tpch/read/line_numbers.h"

#include <algorithm>

#include "tpch/base/input_file.h"

namespace tpch {
namespace {

constexpr int64_t kPieceBytes = int64_t{4} << 20;

}  // namespace

Result<int64_t> LineNumbers::NumberOf(int64_t position) const {
  TPCH_ASSIGN_OR_RETURN(const InputFile input, InputFile::Open(path_, name_));
  const std::lock_guard lock(mutex_);
  std::string bytes;
  const auto count = [&](int64_t offset, int64_t size_bytes) -> Result<int64_t> {
    if (*stop_) return Status::Cancelled("interrupted");
    bytes.clear();
    TPCH_RETURN_NOT_OK(input.Read(offset, size_bytes, &bytes));
    return static_cast<int64_t>(std::ranges::count(bytes, '\n'));
  };
  const int64_t piece = position / kPieceBytes;
  while (static_cast<int64_t>(num_before_.size()) <= piece) {
    const auto last = static_cast<int64_t>(num_before_.size()) - 1;
    TPCH_ASSIGN_OR_RETURN(const int64_t num_lines, count(last * kPieceBytes, kPieceBytes));
    num_before_.push_back(num_before_.back() + num_lines);
  }
  TPCH_ASSIGN_OR_RETURN(const int64_t rest, count(piece * kPieceBytes, position % kPieceBytes));
  return num_before_[static_cast<size_t>(piece)] + rest + 1;
}

}  // namespace tpch
