// Works out the scale factor from what the tables hold.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tpch/scale_factor.h"
#include "tpch/schema/table.h"
#include "tpch/status.h"

namespace tpch {

/// How many base rows a table seems to have.
struct BaseRowsEvidence {
  Table table;
  std::string path;                    ///< of the table's first file
  std::optional<int64_t> by_count;     ///< from the number of rows
  std::optional<int64_t> by_last_key;  ///< from the greatest key seen
};

/// Returns the scale factor that most of the evidence fits; of those that fit equally, the one with
/// the fewest digits. Evidence of tables with a fixed number of rows does not count. Invalid, with
/// files and what would help, if no scale factor is likely or tables are of different ones.
Result<ScaleFactor> FindScaleFactor(const std::vector<BaseRowsEvidence>& evidence);

/// Returns the decimal of fewest digits at which a table has so many base rows; nothing below the
/// least scale factor and above the greatest.
std::optional<ScaleFactor> SimplestScaleFactor(Table table, int64_t num_base_rows);

}  // namespace tpch
