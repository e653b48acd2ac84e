// Determines the scale factor from the contents of the tables.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tpch/row_range.h"
#include "tpch/scale_factor.h"
#include "tpch/schema/table.h"
#include "tpch/status.h"

namespace tpch {

/// The apparent number of base rows of a table.
struct BaseRowsEvidence {
  Table table;
  std::string path;                    ///< path of the table's first file
  std::optional<int64_t> by_count;     ///< from the number of rows
  std::optional<int64_t> by_last_key;  ///< from the largest key seen
};

/// Returns the scale factor that fits most of the evidence; of equally good ones, the one with the
/// fewest digits. Ignores tables with a fixed number of rows. Returns Invalid, with files and what
/// would help, if no scale factor is likely or tables have different ones.
Result<ScaleFactor> FindScaleFactor(const std::vector<BaseRowsEvidence>& evidence);

/// Returns the decimal with the fewest digits at which a table has a number of base rows within
/// `num_base_rows`; nullopt below the smallest and above the largest scale factor.
std::optional<ScaleFactor> SimplestScaleFactor(Table table, RowRange num_base_rows);

/// Returns the decimal with the fewest digits at which refresh sets have this many orders; nullopt
/// if there is none.
std::optional<ScaleFactor> ScaleFactorOfSets(int64_t orders_per_set);

}  // namespace tpch
