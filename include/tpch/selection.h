// The choice of the data to generate: tables, scale factor and parts.

#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "tpch/scale_factor.h"
#include "tpch/table.h"

namespace tpch {

inline constexpr int64_t kAllRows = std::numeric_limits<int64_t>::max();

/// The user's choice of data.
struct Selection {
  ScaleFactor scale_factor = ScaleFactor::FromInteger(1);
  std::vector<Table> tables;         ///< each at most once
  std::optional<int64_t> num_parts;  ///< at least 1; nullopt: one file per table
  std::vector<int64_t> parts;        ///< 1 to num_parts; empty: all parts
  int64_t max_rows = kAllRows;       ///< the first rows of each table; only without parts
};

}  // namespace tpch
