#include "tpch/run/plan.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

#include "tpch/base/format_message.h"
#include "tpch/run/data_file_name.h"
#include "tpch/run/refresh_files.h"
#include "tpch/tables/row_counts.h"

namespace tpch {
namespace {

// More files in one run have no use and cost memory; Selection::parts makes a few of many.
constexpr int64_t kMaxFiles = 1'000'000;

std::vector<int64_t> SelectedParts(const Selection& selection) {
  if (!selection.parts.empty()) return selection.parts;
  std::vector<int64_t> parts(static_cast<size_t>(selection.num_parts.value_or(1)));
  std::iota(parts.begin(), parts.end(), int64_t{1});
  return parts;
}

Status CheckNumFiles(const Selection& selection) {
  if (const auto& refresh = selection.refresh) {
    if (CountFiles(selection, *refresh) <= kMaxFiles) return Status::OK();
    return Status::Invalid(
        Field::kSets, fmt::format("they make more than {} files in one run", kMaxFiles),
        FormatMessage("use fewer, or fewer {}",
                      refresh->insert_segments ? Field::kInsertSegments : Field::kDeleteSegments));
  }
  const int64_t num_parts = selection.parts.empty() ? selection.num_parts.value_or(1)
                                                    : static_cast<int64_t>(selection.parts.size());
  if (num_parts <= kMaxFiles / static_cast<int64_t>(selection.tables.size())) return Status::OK();
  return Status::Invalid(
      Field::kNumParts, fmt::format("{} makes more than {} files in one run", num_parts, kMaxFiles),
      FormatMessage("use {} to make a few of them", Field::kParts));
}

std::string RelativePath(const Selection& selection, Table table, int64_t part,
                         std::string_view extension) {
  return FormatDataFileName(
      {table, selection.num_parts ? std::optional(part) : std::nullopt, std::string(extension)});
}

OutputFile MakeFile(const Selection& selection, Table table, int64_t part,
                    std::string_view extension) {
  // Tables of a fixed size are not split: they are part 1 of 1.
  const int64_t num_parts = Describe(table).scaled ? selection.num_parts.value_or(1) : 1;
  const RowRange base_rows =
      LimitBaseRows(table, PartRows(NumBaseRows(table, selection.scale_factor), part, num_parts),
                    selection.max_rows);
  return {table,     part,
          num_parts, RelativePath(selection, table, part, extension),
          base_rows, selection.max_rows};
}

// Returns the number of rows of the last unit if max_rows ends the file within it, or kAllRows.
int64_t LastUnitMaxRows(const OutputFile& file, const UnitSeries& series) {
  const int64_t max_rows_per_base_row = Describe(file.table).max_rows_per_base_row;
  if (file.max_rows / max_rows_per_base_row >= file.base_rows.size()) return kAllRows;
  const RowRange before = {series.base_rows.begin, series.UnitRows(series.num_units - 1).begin};
  return file.max_rows - CountRows(file.table, before);
}

UnitSeries MakeSeries(const OutputFile& file, size_t file_index, const Format& format) {
  UnitSeries series{{file_index}, {file.table}, file.base_rows, format.UnitBaseRows(file.table), 1,
                    kAllRows};
  const int64_t rounded_up = series.base_rows.size() + series.unit_base_rows - 1;
  series.num_units = std::max<int64_t>(1, rounded_up / series.unit_base_rows);
  series.last_unit_max_rows = LastUnitMaxRows(file, series);
  return series;
}

// Returns whether two tables can be made from the same units.
bool CanShareUnits(const UnitSeries& a, const UnitSeries& b) {
  return a.base_rows == b.base_rows && a.unit_base_rows == b.unit_base_rows &&
         a.last_unit_max_rows == kAllRows && b.last_unit_max_rows == kAllRows;
}

// Makes `table` and its unit_table from one series if the part has both and they can share units.
void MergeWithUnitTable(Table table, std::vector<UnitSeries>* part) {
  const auto find = [&](Table wanted) {
    return std::ranges::find_if(
        *part, [&](const UnitSeries& series) { return series.tables.front() == wanted; });
  };
  const auto series = find(table);
  const auto sizing = find(Describe(table).unit_table);
  if (series == sizing || series == part->end() || sizing == part->end()) return;
  if (!CanShareUnits(*series, *sizing)) return;
  series->files.push_back(sizing->files.front());
  series->tables.push_back(sizing->tables.front());
  part->erase(sizing);
}

Status NothingToMake(const Selection& selection) {
  std::vector<std::string_view> names;
  names.reserve(selection.tables.size());
  for (const Table table : selection.tables) names.push_back(Describe(table).name);
  return Status::Invalid(
      Field::kParts,
      fmt::format("nothing to make: part 1 has all of {}", fmt::join(names, " and ")),
      "add part 1 or another table");
}

int64_t EstimateSizeBytes(const Plan& plan, const UnitSeries& series) {
  int64_t size_bytes = 0;
  for (const size_t index : series.files) {
    const OutputFile& file = plan.files[index];
    size_bytes += EstimateRows(file) * Describe(file.table).tbl_row_size_bytes;
  }
  return size_bytes;
}

// Returns the largest file of each table.
std::vector<FileBaseRows> LargestFiles(const Plan& plan) {
  std::vector<FileBaseRows> largest;
  for (const OutputFile& file : plan.files) {
    const auto known = std::ranges::find(largest, file.table, &FileBaseRows::table);
    if (known == largest.end()) {
      largest.push_back({file.table, file.base_rows.size()});
    } else {
      known->num_base_rows = std::max(known->num_base_rows, file.base_rows.size());
    }
  }
  return largest;
}

// Puts the largest series first if the order is free.
void OrderSeries(Plan* plan) {
  if (plan->file_order == FileOrder::kAsListed) return;
  std::ranges::stable_sort(plan->series, std::ranges::greater(), [&](const UnitSeries& series) {
    return EstimateSizeBytes(*plan, series);
  });
}

std::vector<OutputFile> FilesOfPart(const Selection& selection, int64_t part,
                                    std::string_view extension) {
  std::vector<OutputFile> files;
  for (const Table table : selection.tables) {
    if (part > 1 && !Describe(table).scaled) continue;
    files.push_back(MakeFile(selection, table, part, extension));
  }
  return files;
}

// Returns the files in groups of different tables that may share units.
std::vector<std::vector<OutputFile>> GroupFiles(const Selection& selection,
                                                std::string_view extension) {
  std::vector<std::vector<OutputFile>> groups;
  if (!selection.refresh) {
    for (const int64_t part : SelectedParts(selection)) {
      groups.push_back(FilesOfPart(selection, part, extension));
    }
    return groups;
  }
  const RefreshSets sets(selection.scale_factor);
  for (int64_t set = selection.refresh->first_set; set <= selection.refresh->last_set; ++set) {
    std::ranges::move(FilesOfSet(selection, sets, set, extension), std::back_inserter(groups));
  }
  return groups;
}

void AddGroup(const std::vector<OutputFile>& files, const Format& format, Plan* plan) {
  std::vector<UnitSeries> series;
  for (const OutputFile& file : files) {
    series.push_back(MakeSeries(file, plan->files.size(), format));
    plan->files.push_back(file);
  }
  if (plan->file_order == FileOrder::kLargestFirst) {
    for (const OutputFile& file : files) MergeWithUnitTable(file.table, &series);
  }
  std::ranges::move(series, std::back_inserter(plan->series));
}

// Returns the plan of the files for which `keeps` is true.
template <typename Predicate>
Plan Filter(const Plan& plan, const Predicate& keeps) {
  Plan filtered{plan.scale_factor, plan.file_order, {}, {}};
  std::vector<std::optional<size_t>> places(plan.files.size());  // indexes in the filtered plan
  for (size_t i = 0; i < plan.files.size(); ++i) {
    if (!keeps(plan.files[i])) continue;
    places[i] = filtered.files.size();
    filtered.files.push_back(plan.files[i]);
  }
  for (UnitSeries series : plan.series) {
    series.tables.clear();
    for (const size_t file : std::exchange(series.files, {})) {
      if (!places[file]) continue;
      series.files.push_back(*places[file]);
      series.tables.push_back(plan.files[file].table);
    }
    if (!series.files.empty()) filtered.series.push_back(std::move(series));
  }
  OrderSeries(&filtered);
  return filtered;
}

}  // namespace

RowRange LimitBaseRows(Table table, RowRange base_rows, int64_t max_rows) {
  if (max_rows == kAllRows) return base_rows;
  return BaseRowsWithRows(table, base_rows, max_rows);
}

RowRange UnitSeries::UnitRows(int64_t index) const {
  const int64_t begin = base_rows.begin + index * unit_base_rows;
  return {begin, std::min(base_rows.end, begin + unit_base_rows)};
}

int64_t EstimateRows(const OutputFile& file) {
  return std::min(file.max_rows, file.base_rows.size() * Describe(file.table).rows_per_base_row);
}

Plan Plan::Only(const std::set<std::string>& paths) const {
  return Filter(*this, [&](const OutputFile& file) { return paths.contains(file.relative_path); });
}

Plan Plan::Without(const std::set<std::string>& paths) const {
  return Filter(*this, [&](const OutputFile& file) { return !paths.contains(file.relative_path); });
}

Plan Plan::Only(Table table) const {
  return Filter(*this, [&](const OutputFile& file) { return file.table == table; });
}

bool Plan::Contains(Table table) const {
  return std::ranges::find(files, table, &OutputFile::table) != files.end();
}

Result<Plan> MakePlan(const Selection& selection, const Format& format, FileOrder file_order) {
  TPCH_RETURN_NOT_OK(CheckNumFiles(selection));
  Plan plan{selection.scale_factor, file_order, {}, {}};
  for (const std::vector<OutputFile>& files : GroupFiles(selection, format.extension())) {
    AddGroup(files, format, &plan);
  }
  TPCH_RETURN_NOT_OK(format.CheckFiles(LargestFiles(plan)));
  if (plan.files.empty()) return NothingToMake(selection);
  OrderSeries(&plan);
  return plan;
}

}  // namespace tpch
