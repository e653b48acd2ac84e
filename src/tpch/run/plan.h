// What a run makes: the output files, and the units that fill them, largest first. Pure: no
// threads, no files.

#pragma once

#include <cstdint>
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

/// In which order a run makes its files.
enum class FileOrder : uint8_t {
  kLargestFirst,  ///< Files on disk: the small tables fill the gaps at the end.
  kAsListed       ///< One stream: file after file.
};

/// One output file.
struct OutputFile {
  Table table;
  int64_t part;       ///< from 1
  int64_t num_parts;  ///< 1 for a file that is the whole table
  /// Path below the output directory: `<table>.<ext>`, or `<table>/<table>.<part>.<ext>`.
  std::string relative_path;
  RowRange base_rows;
  /// Rows of the table in the file at most; below the rows of `base_rows` only for Selection's
  /// max_rows.
  int64_t max_rows;
};

/// The units of one file, or of files whose tables have the same unit_table.
struct UnitSeries {
  std::vector<size_t> files;  ///< indexes into Plan::files
  std::vector<Table> tables;  ///< of the files
  RowRange base_rows;
  int64_t unit_base_rows;
  int64_t num_units;  ///< at least 1: a file without rows has one unit without rows
  /// Rows of the last unit at most (kAllRows: all that its base rows have).
  int64_t last_unit_max_rows;

  /// Returns the base rows of unit `index`.
  RowRange UnitRows(int64_t index) const;
};

/// Cuts a whole table down to the base rows of its first `max_rows` rows.
RowRange LimitBaseRows(Table table, RowRange base_rows, int64_t max_rows);

struct Plan {
  ScaleFactor scale_factor;
  FileOrder file_order;
  std::vector<OutputFile> files;
  std::vector<UnitSeries> series;  ///< in the order in which units are handed out

  /// Return the plan of some of the files: those of these relative paths, all others, or those of
  /// one table. Files that shared units with one that is left out have them for themselves.
  Plan Only(const std::set<std::string>& paths) const;
  Plan Without(const std::set<std::string>& paths) const;
  Plan Only(Table table) const;

  bool Contains(Table table) const;
};

/// Makes the plan. Returns Invalid when the selection leaves nothing to make, or more files than a
/// run can handle.
Result<Plan> MakePlan(const Selection& selection, const Format& format, FileOrder file_order);

/// Returns an estimate of the file's rows (exact where all base rows have equally many).
int64_t EstimateRows(const OutputFile& file);

}  // namespace tpch
