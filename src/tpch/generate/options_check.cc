#include "tpch/generate/options_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>

#include "tpch/base/available_cpus.h"
#include "tpch/base/format_message.h"
#include "tpch/row_range.h"
#include "tpch/run/refresh_files.h"
#include "tpch/tables/refresh_sets.h"

namespace tpch {
namespace {

Status CheckRange(Field field, int64_t value, int64_t max) {
  if (value >= 1 && value <= max) return Status::OK();
  return Status::Invalid(field, fmt::format("{} is out of range", value),
                         max == kAllRows ? "use at least 1" : fmt::format("use 1 to {}", max));
}

Status CheckRefresh(const RefreshSelection& refresh, const ScaleFactor& scale_factor) {
  TPCH_RETURN_NOT_OK(CheckRange(Field::kSets, refresh.first_set, kMaxRefreshSet));
  TPCH_RETURN_NOT_OK(CheckRange(Field::kSets, refresh.last_set, kMaxRefreshSet));
  if (refresh.last_set < refresh.first_set) {
    return Status::Invalid(Field::kSets,
                           fmt::format("{} is before {}", refresh.last_set, refresh.first_set),
                           "use them in ascending order");
  }
  TPCH_RETURN_NOT_OK(
      CheckRange(Field::kInsertSegments, refresh.insert_segments.value_or(1), kMaxParts));
  TPCH_RETURN_NOT_OK(
      CheckRange(Field::kDeleteSegments, refresh.delete_segments.value_or(1), kMaxParts));
  if (RefreshSets(scale_factor).orders_per_set() > 0) return Status::OK();
  return Status::Invalid(
      Field::kScaleFactor,
      fmt::format("at {} a refresh set has no rows (dbgen makes an empty file of deletes)",
                  scale_factor.ToString()),
      "use at least 0.007");
}

Status CheckSelection(const Selection& selection) {
  if (selection.tables.empty()) {
    return Status::Invalid(Field::kTables, "no table is selected", "use at least one");
  }
  const std::set<Table> tables(selection.tables.begin(), selection.tables.end());
  const auto known = selection.refresh ? std::span<const Table>(kRefreshTables) : kAllTables;
  for (const Table table : tables) {
    if (std::ranges::find(known, table) != known.end()) continue;
    return Status::Invalid(Field::kTables,
                           fmt::format("'{}' is not in {}", NameOf(table),
                                       selection.refresh ? "refresh sets" : "the database"),
                           selection.refresh ? "use orders, lineitem or delete" : "leave it out");
  }
  if (tables.size() < selection.tables.size()) {
    return Status::Invalid(Field::kTables, "a table is given twice", "use it once");
  }
  const int64_t num_parts = selection.num_parts.value_or(1);
  TPCH_RETURN_NOT_OK(CheckRange(Field::kNumParts, num_parts, kMaxParts));
  for (const int64_t part : selection.parts) {
    TPCH_RETURN_NOT_OK(CheckRange(Field::kParts, part, num_parts));
  }
  TPCH_RETURN_NOT_OK(CheckRange(Field::kMaxRows, selection.max_rows, kAllRows));
  return selection.refresh ? CheckRefresh(*selection.refresh, selection.scale_factor)
                           : Status::OK();
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
  const bool has_refresh = options.selection.refresh.has_value();
  const Contradiction contradictions[] = {
      {Field::kSets, has_refresh, Field::kNumParts, has_parts},
      {Field::kSets, has_refresh, Field::kMaxRows, has_max_rows},
      {Field::kSets, has_refresh, Field::kTargetFileBytes, has_target},
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
  const auto& refresh = selection.refresh;
  if (!is_text && refresh && CountFiles(selection, *refresh) > 1) {
    return Status::Invalid(Field::kToStdout, "one stream holds one set in one segment",
                           FormatMessage("choose one with {}", Field::kSets));
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
