#include "tpch/generate/file_sizes.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <ranges>

#include "tpch/base/divide.h"
#include "tpch/base/format_message.h"
#include "tpch/base/size_text.h"

namespace tpch {
namespace {

// A file size that requires more parts is probably a mistake.
constexpr int64_t kMaxPartsChosen = 100'000;

// Returns the estimated size of the largest file of the selected tables.
int64_t LargestFileBytes(int64_t num_parts, const Selection& selection, const Format& format) {
  int64_t largest_bytes = 0;
  for (const Table table : selection.tables) {
    if (!Describe(table).scaled) continue;  // never split
    const int64_t num_base_rows = DivideUp(NumBaseRows(table, selection.scale_factor), num_parts);
    const int64_t num_rows = num_base_rows * Describe(table).rows_per_base_row;
    largest_bytes = std::max(largest_bytes, format.EstimateSizeBytes(table, num_rows));
  }
  return largest_bytes;
}

// Returns the smallest number of parts whose files have at most `max_bytes` by estimate, or
// kMaxPartsChosen + 1.
int64_t SmallestNumParts(int64_t max_bytes, const Selection& selection, const Format& format) {
  // Not by division, because some bytes of a file do not depend on its rows.
  const auto all = std::views::iota(int64_t{1}, kMaxPartsChosen + 1);
  return *std::ranges::partition_point(all, [&](int64_t num_parts) {
    return LargestFileBytes(num_parts, selection, format) > max_bytes;
  });
}

}  // namespace

FileSizeEstimates EstimateFileSizes(const Plan& plan, const Format& format) {
  FileSizeEstimates sizes;
  for (const OutputFile& file : plan.files) {
    sizes[file.relative_path] = format.EstimateSizeBytes(file.table, EstimateRows(file));
  }
  return sizes;
}

Result<int64_t> NumPartsFor(int64_t target_file_bytes, const Selection& selection,
                            const Format& format) {
  const int64_t smallest_bytes = LargestFileBytes(kMaxPartsChosen, selection, format);
  if (smallest_bytes > target_file_bytes) {
    return Status::Invalid(Field::kTargetFileBytes,
                           fmt::format("{} would make more than {} parts",
                                       ExactSize(target_file_bytes), kMaxPartsChosen),
                           "use at least " + SizeAtLeast(smallest_bytes));
  }
  return SmallestNumParts(target_file_bytes, selection, format);
}

Status CheckSpace(OutputDirectory* directory, int64_t needed_bytes) {
  TPCH_ASSIGN_OR_RETURN(const std::optional<int64_t> free_bytes, directory->FreeBytes());
  if (!free_bytes || needed_bytes <= *free_bytes) return Status::OK();
  return Status::IoError(
      Field::kOutputDir,
      fmt::format("'{}' has {} free, and about {} are needed", directory->Name(""),
                  SizeAtMost(*free_bytes), SizeAtLeast(needed_bytes)),
      FormatMessage("make room, or use {} to try", Setting{Field::kCheckSpace, "false"}));
}

Status CheckFileSizes(const OutputDirectory& directory, const Selection& selection,
                      const Plan& plan, const Format& format) {
  if (!directory.max_file_bytes()) return Status::OK();
  const auto estimate = [&](const OutputFile& file) {
    return format.EstimateSizeBytes(file.table, EstimateRows(file));
  };
  const OutputFile& largest = *std::ranges::max_element(plan.files, {}, estimate);
  const int64_t max_bytes = *directory.max_file_bytes() / 16 * 15;  // sizes are estimates
  if (estimate(largest) <= max_bytes) return Status::OK();
  return Status::Invalid(
      Field::kOutputDir,
      fmt::format("'{}' would have about {}, and an object there {} at most",
                  directory.Name(largest.relative_path),
                  FormatSize(static_cast<double>(estimate(largest))),
                  FormatSize(static_cast<double>(*directory.max_file_bytes()))),
      selection.refresh
          ? FormatMessage("use {}", Field::kInsertSegments)
          : FormatMessage("use {}, or more",
                          Setting{Field::kNumParts,
                                  std::to_string(SmallestNumParts(max_bytes, selection, format))}));
}

}  // namespace tpch
