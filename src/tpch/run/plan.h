// The plan of a run: its output files and the units that fill them, largest first. Pure: no
// threads, no file access.

#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tpch/encode/encoder.h"
#include "tpch/row_range.h"
#include "tpch/scale_factor.h"
#include "tpch/schema/table.h"
#include "tpch/selection.h"
#include "tpch/status.h"

namespace tpch {

/// The order in which a run makes its files.
enum class FileOrder : uint8_t {
  kLargestFirst,  ///< for files on disk: small tables fill the gaps at the end
  kAsListed       ///< for one stream: one file after another
};

/// One output file.
struct OutputFile {
  Table table;
  int64_t part;       ///< from 1; of a refresh set: its segment
  int64_t num_parts;  ///< 1 if the file contains the whole table
  /// Path below the output directory (FormatDataFileName).
  std::string relative_path;
  RowRange base_rows;
  /// The maximum number of rows in the file. Only Selection::max_rows makes it smaller than the
  /// number of rows of `base_rows`.
  int64_t max_rows;
  std::optional<int64_t> set = {};  ///< the refresh set, from 1
};

/// The units of one file, or of files whose tables have the same unit_table.
struct UnitSeries {
  std::vector<size_t> files;  ///< indexes into Plan::files
  std::vector<Table> tables;  ///< tables of the files, in the same order
  RowRange base_rows;
  int64_t unit_base_rows;
  int64_t num_units;  ///< at least 1: a file without rows has one unit without rows
  /// The maximum number of rows of the last unit (kAllRows: all rows of its base rows).
  int64_t last_unit_max_rows;

  /// Returns the base rows of unit `index`.
  RowRange UnitRows(int64_t index) const;
};

/// Returns the base rows of the first `max_rows` rows of a whole table, which has `base_rows`.
RowRange LimitBaseRows(Table table, RowRange base_rows, int64_t max_rows);

struct Plan {
  ScaleFactor scale_factor;
  FileOrder file_order;
  std::vector<OutputFile> files;
  std::vector<UnitSeries> series;  ///< in the order in which units are handed out

  /// Return the plan of some of the files: those with these relative paths, all others, or those of
  /// one table. Files that shared units with an omitted file keep these units.
  Plan Only(const std::set<std::string>& paths) const;
  Plan Without(const std::set<std::string>& paths) const;
  Plan Only(Table table) const;

  bool Contains(Table table) const;
};

/// Makes the plan of the selected files. Returns Invalid if the selection leaves
/// nothing to make or too many files for one run, or if the format cannot hold the files.
Result<Plan> MakePlan(const Selection& selection, const Format& format, FileOrder file_order);

/// Returns the estimated number of rows of a file (exact if all base rows have equally many).
int64_t EstimateRows(const OutputFile& file);

}  // namespace tpch
