#include "tpch/generate/options_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "tpch/base/available_cpus.h"
#include "tpch/base/format_message.h"
#include "tpch/row_range.h"

namespace tpch {
namespace {

Status CheckRange(Field field, int64_t value, int64_t max) {
  if (value >= 1 && value <= max) return Status::OK();
  return Status::Invalid(field, fmt::format("{} is out of range", value),
                         max == kAllRows ? "use at least 1" : fmt::format("use 1 to {}", max));
}

Status CheckSelection(const Selection& selection) {
  if (selection.tables.empty()) {
    return Status::Invalid(Field::kTables, "no table is selected", "use at least one");
  }
  const std::set<Table> tables(selection.tables.begin(), selection.tables.end());
  if (tables.size() < selection.tables.size()) {
    return Status::Invalid(Field::kTables, "a table is given twice", "use it once");
  }
  const int64_t num_parts = selection.num_parts.value_or(1);
  TPCH_RETURN_NOT_OK(CheckRange(Field::kNumParts, num_parts, kMaxParts));
  for (const int64_t part : selection.parts) {
    TPCH_RETURN_NOT_OK(CheckRange(Field::kParts, part, num_parts));
  }
  return CheckRange(Field::kMaxRows, selection.max_rows, kAllRows);
}

// Two members of which one may be given.
struct Contradiction {
  Field one;
  bool one_is_given;
  Field other;
  bool other_is_given;
};

Status CheckContradictions(const GenerateOptions& options) {
  const bool has_parts = options.selection.num_parts.has_value();
  const bool has_max_rows = options.selection.max_rows != kAllRows;
  const bool has_target = options.target_file_bytes.has_value();
  const Contradiction contradictions[] = {
      {Field::kMaxRows, has_max_rows, Field::kNumParts, has_parts},
      {Field::kTargetFileBytes, has_target, Field::kNumParts, has_parts},
      {Field::kTargetFileBytes, has_target, Field::kMaxRows, has_max_rows},
      {Field::kTargetFileBytes, has_target, Field::kToStdout, options.to_stdout},
      {Field::kResume, options.resume, Field::kOverwrite, options.overwrite},
      {Field::kResume, options.resume, Field::kToStdout, options.to_stdout}};
  for (const auto& [one, one_is_given, other, other_is_given] : contradictions) {
    if (!one_is_given || !other_is_given) continue;
    return Status::Invalid(one, FormatMessage("contradicts {}", other), "use one of them");
  }
  return Status::OK();
}

Status CheckStream(const GenerateOptions& options) {
  if (!options.to_stdout) return Status::OK();
  const Selection& selection = options.selection;
  const bool is_text = options.format == FileFormat::kTbl || options.format == FileFormat::kCsv;
  if (!is_text && selection.tables.size() > 1) {
    return Status::Invalid(
        Field::kToStdout,
        fmt::format("one stream holds one table of {}", NameOf(options.format, kFileFormats)),
        FormatMessage("choose one with {}, or {} or csv", Field::kTable,
                      Setting{Field::kFormat, "tbl"}));
  }
  if (selection.num_parts.value_or(1) > 1 && selection.parts.size() != 1) {
    return Status::Invalid(Field::kToStdout, "one stream holds one part",
                           FormatMessage("choose one with {}", Field::kParts));
  }
  return Status::OK();
}

}  // namespace

Status CheckOptions(const GenerateOptions& options) {
  TPCH_RETURN_NOT_OK(CheckSelection(options.selection));
  TPCH_RETURN_NOT_OK(
      CheckRange(Field::kTargetFileBytes, options.target_file_bytes.value_or(1), kAllRows));
  TPCH_RETURN_NOT_OK(CheckRange(Field::kNumThreads, options.num_threads, kMaxThreads));
  TPCH_RETURN_NOT_OK(CheckContradictions(options));
  return CheckStream(options);
}

}  // namespace tpch
