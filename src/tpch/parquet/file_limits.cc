#include "tpch/parquet/file_limits.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <ranges>
#include <string>
#include <vector>

#include "tpch/base/divide.h"
#include "tpch/base/format_message.h"
#include "tpch/base/size_text.h"
#include "tpch/parquet/chunk_bound.h"
#include "tpch/schema/table.h"

namespace tpch {
namespace {

constexpr int64_t kMaxRowGroups = 32'767;
constexpr int64_t kMaxChunkSizeBytes = 2'147'483'647;

Field FieldOf(const RowGroupSize& size) {
  return size.unit == RowGroupSize::Unit::kRows ? Field::kRowGroupRows : Field::kRowGroupBytes;
}

std::string TextOf(const RowGroupSize& size) {
  return size.unit == RowGroupSize::Unit::kRows ? fmt::format("{}", size.number)
                                                : ExactSize(size.number);
}

// Checks the limits for different sizes of row groups.
class FileLimits {
 public:
  FileLimits(std::span<const ParquetTable> tables, std::span<const FileBaseRows> files)
      : tables_(tables), files_(files) {
    constexpr int64_t kManyRows = 1'000'000;
    for (const ParquetTable& table : tables) {
      largest_columns_.push_back(&*std::ranges::max_element(
          table.columns, {},
          [](const ColumnLayout& column) { return MaxChunkSizeBytes(column, kManyRows); }));
    }
  }

  // Return the file that exceeds a limit most, or null.
  const FileBaseRows* WithTooManyRowGroups(const RowGroupSize& size) const {
    const ByTable<RowGroupShape> shapes = ShapeRowGroups(tables_, size);
    return Worst(kMaxRowGroups,
                 [&](const FileBaseRows& file) { return NumRowGroups(file, shapes); });
  }

  const FileBaseRows* WithLessThanARow(const RowGroupSize& size) const {
    if (size.unit == RowGroupSize::Unit::kRows) return nullptr;
    return Worst(size.number, [&](const FileBaseRows& file) { return SizeOf(file.table, 1); });
  }

  const FileBaseRows* WithTooLargeChunk(const RowGroupSize& size) const {
    const ByTable<RowGroupShape> shapes = ShapeRowGroups(tables_, size);
    return Worst(kMaxChunkSizeBytes, [&](const FileBaseRows& file) {
      const int64_t base_rows = shapes[static_cast<size_t>(file.table)].base_rows();
      return LargestChunkBytes(file.table, std::min(base_rows, file.num_base_rows));
    });
  }

  bool AllowSize(const RowGroupSize& size) const {
    return WithTooManyRowGroups(size) == nullptr && WithLessThanARow(size) == nullptr &&
           WithTooLargeChunk(size) == nullptr;
  }

  int64_t NumRowGroups(const FileBaseRows& file, const RowGroupSize& size) const {
    return NumRowGroups(file, ShapeRowGroups(tables_, size));
  }

  // Returns the column with the largest chunks.
  const ColumnLayout& LargestColumn(Table table) const {
    return *largest_columns_[static_cast<size_t>(table)];
  }

  // Returns the smallest number of rows for which no file has too many row groups.
  int64_t FewestRows() const {
    // An upper bound; units round row groups up, so slightly fewer may be enough.
    int64_t enough_rows = 1;
    for (const FileBaseRows& file : files_) {
      const int64_t rows_per_base_row = Describe(file.table).rows_per_base_row;
      enough_rows = std::max(enough_rows, FewestBaseRows(file) * rows_per_base_row);
    }
    const int64_t fewest_rows = std::max<int64_t>(1, enough_rows - kMaxRoundedUpRows);
    const auto candidates = std::views::iota(fewest_rows, enough_rows);
    return *std::ranges::find_if(candidates, [&](int64_t num_rows) {
      return WithTooManyRowGroups({RowGroupSize::Unit::kRows, num_rows}) == nullptr;
    });
  }

  // Returns the largest number of rows for which no file has too large a chunk.
  int64_t MostRows() const {
    int64_t most_rows = kMaxRowGroupRows;
    for (const FileBaseRows& file : files_) {
      if (!IsLimited(file)) continue;
      const int64_t rows_per_base_row = Describe(file.table).rows_per_base_row;
      most_rows = std::min(most_rows, MaxBaseRows(file.table) * rows_per_base_row);
    }
    // Units may round them up to more than a chunk can hold.
    while (WithTooLargeChunk({RowGroupSize::Unit::kRows, most_rows}) != nullptr) --most_rows;
    return most_rows;
  }

  // Returns the smallest size for which every row group has a row.
  int64_t BytesOfARow() const {
    int64_t size_bytes = 0;
    for (const FileBaseRows& file : files_) {
      size_bytes = std::max(size_bytes, SizeOf(file.table, 1));
    }
    return size_bytes;
  }

  // Returns a small size for which every row group has a row and no file has too many row groups.
  int64_t FewBytes() const {
    int64_t size_bytes = 0;
    for (const FileBaseRows& file : files_) {
      // One more, because row sizes are not whole numbers.
      size_bytes = std::max(size_bytes, SizeOf(file.table, FewestBaseRows(file)) + 1);
    }
    return size_bytes;
  }

  // Returns about the largest size for which no file has too large a chunk.
  int64_t ManyBytes() const {
    int64_t size_bytes = std::numeric_limits<int64_t>::max();
    for (const FileBaseRows& file : files_) {
      if (!IsLimited(file)) continue;
      const int64_t base_rows = MaxBaseRows(file.table) - kMaxUnitBaseRows;
      size_bytes = std::min(size_bytes, SizeOf(file.table, base_rows));
    }
    return size_bytes;
  }

 private:
  static constexpr int64_t kMaxRoundedUpRows = 4 * kMaxUnitBaseRows;

  const ParquetTable& TableOf(Table table) const { return tables_[static_cast<size_t>(table)]; }

  // Returns the file with the largest `measure`, or null if that is within `limit`.
  template <typename Measure>
  const FileBaseRows* Worst(int64_t limit, Measure measure) const {
    const auto worst = std::ranges::max_element(files_, {}, measure);
    return worst == files_.end() || measure(*worst) <= limit ? nullptr : &*worst;
  }

  static int64_t NumRowGroups(const FileBaseRows& file, const ByTable<RowGroupShape>& shapes) {
    return DivideUp(file.num_base_rows, shapes[static_cast<size_t>(file.table)].base_rows());
  }

  static int64_t FewestBaseRows(const FileBaseRows& file) {
    return std::max<int64_t>(1, DivideUp(file.num_base_rows, kMaxRowGroups));
  }

  // Returns the size of the largest column chunk of this many base rows.
  int64_t LargestChunkBytes(Table table, int64_t num_base_rows) const {
    return MaxChunkSizeBytes(LargestColumn(table),
                             num_base_rows * Describe(table).rows_per_base_row);
  }

  // Returns the number of base rows for which the largest column has the maximum size of a chunk.
  int64_t MaxBaseRows(Table table) const {
    return *std::ranges::partition_point(std::views::iota(int64_t{1}, kMaxRowGroupRows),
                                         [&](int64_t num_base_rows) {
                                           return LargestChunkBytes(table, num_base_rows) <=
                                                  kMaxChunkSizeBytes;
                                         }) -
           1;
  }

  // Returns whether the file is too large for a single row group.
  bool IsLimited(const FileBaseRows& file) const {
    return file.num_base_rows > MaxBaseRows(file.table);
  }

  // Returns the --row-group-bytes of row groups of this many base rows.
  int64_t SizeOf(Table table, int64_t num_base_rows) const {
    return TableOf(table).EstimateRowGroupSizeBytes(num_base_rows *
                                                    Describe(table).rows_per_base_row);
  }

  std::span<const ParquetTable> tables_;
  std::span<const FileBaseRows> files_;
  std::vector<const ColumnLayout*> largest_columns_;  // by Table
};

// How to meet a limit: larger or smaller row groups.
enum class WayOut : uint8_t { kLarger, kSmaller };

// Returns the working size nearest to one that exceeds a limit, or nullopt.
std::optional<RowGroupSize> FindSize(const FileLimits& limits, RowGroupSize::Unit unit,
                                     WayOut way_out) {
  const bool larger = way_out == WayOut::kLarger;
  if (unit == RowGroupSize::Unit::kRows) {
    const RowGroupSize size{unit, larger ? limits.FewestRows() : limits.MostRows()};
    return limits.AllowSize(size) ? std::optional(size) : std::nullopt;
  }
  const int64_t size_bytes = larger ? limits.FewBytes() : limits.ManyBytes();
  // The message will show three digits.
  const int64_t rounded_bytes = size_bytes + (larger ? 1 : -1) * size_bytes / 100;
  for (const int64_t bytes : {size_bytes, rounded_bytes}) {
    if (!limits.AllowSize({unit, bytes})) return std::nullopt;
  }
  return RowGroupSize{unit, size_bytes};
}

// If this many times as many parts are not enough, more parts do not help.
constexpr int64_t kManyTimes = 1'000'000;

// Returns by which factor more parts make all files small enough, or kManyTimes.
int64_t TimesAsManyParts(std::span<const ParquetTable> tables, const RowGroupSize& size,
                         std::span<const FileBaseRows> files) {
  return *std::ranges::partition_point(
      std::views::iota(int64_t{2}, kManyTimes), [&](int64_t times) {
        std::vector<FileBaseRows> parts(files.begin(), files.end());
        for (FileBaseRows& part : parts) part.num_base_rows = DivideUp(part.num_base_rows, times);
        return !FileLimits(tables, parts).AllowSize(size);
      });
}

// The error message for files that exceed a limit.
class Refusal {
 public:
  Refusal(std::span<const ParquetTable> tables, const ParquetOptions& options,
          std::span<const FileBaseRows> files)
      : tables_(tables),
        files_(files),
        limits_(tables, files),
        size_(SizeOfRowGroups(options)),
        is_default_(!options.row_group_rows && !options.row_group_bytes) {}

  Status TooManyRowGroups(const FileBaseRows& file) const {
    return Refuse(
        fmt::format("makes {} row groups of {}, and readers accept {}",
                    limits_.NumRowGroups(file, size_), Describe(file.table).name, kMaxRowGroups),
        Remedy(WayOut::kLarger, MoreParts()));
  }

  Status LessThanARow(const FileBaseRows& file) const {
    const int64_t enough_bytes = limits_.BytesOfARow();
    const bool is_enough = limits_.AllowSize({RowGroupSize::Unit::kBytes, enough_bytes});
    return Refuse(
        fmt::format("is less than the dictionaries of {} and a row take",
                    Describe(file.table).name),
        is_enough ? "use at least " + ExactSize(enough_bytes) : Remedy(WayOut::kLarger, {}));
  }

  Status TooLargeChunk(const FileBaseRows& file) const {
    return Refuse(
        fmt::format("could make column chunks of 2 GiB of {} ({}), and some readers accept less",
                    limits_.LargestColumn(file.table).descriptor->name, Describe(file.table).name),
        Remedy(WayOut::kSmaller, MoreParts()));
  }

 private:
  // Returns Invalid for the user's choice, or the default. `problem` begins with a verb.
  Status Refuse(std::string_view problem, const Message& remedy) const {
    if (!is_default_) {
      return Status::Invalid(FieldOf(size_), fmt::format("{} {}", TextOf(size_), problem), remedy);
    }
    return Status::Invalid(
        Field::kScaleFactor,
        fmt::format("at this one the default of {} rows {}", size_.number, problem), remedy);
  }

  static Message MoreParts() { return FormatMessage(", or more {}", Field::kNumParts); }

  // Returns a remedy; `other` is an alternative to another size.
  Message Remedy(WayOut way_out, const Message& other) const {
    for (const RowGroupSize::Unit unit : {RowGroupSize::Unit::kRows, RowGroupSize::Unit::kBytes}) {
      if (unit < size_.unit) continue;  // suggest bytes if the user gave bytes
      const std::optional<RowGroupSize> found = FindSize(limits_, unit, way_out);
      if (!found) continue;
      const bool same_option = unit == size_.unit && !is_default_;
      return FormatMessage("use {}{}{}",
                           same_option ? Message() : FormatMessage("{} of ", FieldOf(*found)),
                           Bound(*found, way_out), other);
    }
    const int64_t times = TimesAsManyParts(tables_, size_, files_);
    if (times == kManyTimes) return FormatMessage("use fewer {} at once", Field::kTables);
    return FormatMessage("use {} times as many {}", times, Field::kNumParts);
  }

  static std::string Bound(const RowGroupSize& size, WayOut way_out) {
    const bool larger = way_out == WayOut::kLarger;
    const bool in_rows = size.unit == RowGroupSize::Unit::kRows;
    return fmt::format("at {} {}", larger ? "least" : "most",
                       in_rows  ? TextOf(size)
                       : larger ? SizeAtLeast(size.number)
                                : SizeAtMost(size.number));
  }

  std::span<const ParquetTable> tables_;
  std::span<const FileBaseRows> files_;
  FileLimits limits_;
  RowGroupSize size_;
  bool is_default_;
};

}  // namespace

Status CheckFileLimits(std::span<const ParquetTable> tables, const ParquetOptions& options,
                       std::span<const FileBaseRows> files) {
  const FileLimits limits(tables, files);
  const Refusal refusal(tables, options, files);
  const RowGroupSize size = SizeOfRowGroups(options);
  if (const auto* file = limits.WithTooManyRowGroups(size)) return refusal.TooManyRowGroups(*file);
  if (const auto* file = limits.WithLessThanARow(size)) return refusal.LessThanARow(*file);
  if (const auto* file = limits.WithTooLargeChunk(size)) return refusal.TooLargeChunk(*file);
  return Status::OK();
}

}  // namespace tpch
