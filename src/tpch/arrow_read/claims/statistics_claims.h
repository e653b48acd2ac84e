// The claims of a column chunk's metadata about its values.

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tpch/arrow_read/parquet/footer.h"
#include "tpch/read/value_claims.h"
#include "tpch/schema/table.h"

namespace tpch {

/// A leaf of a file that is a column of the table.
struct ClaimedColumn {
  const footer::Leaf& leaf;
  size_t index;  ///< of the table's column
  Storage storage;
  std::string_view name;
};

/// Returns the claim in a chunk's statistics and sizes; appends a line for each that no values can
/// satisfy.
BoundsClaim ReadStatisticsClaim(const ClaimedColumn& column, const footer::ColumnMetadata& chunk,
                                std::vector<std::string>* contradictions);

/// Checks the counts of levels 0 to `max_level`, for this number of values; an empty histogram
/// claims nothing. Returns whether the counts are possible.
bool IsHistogram(std::span<const int64_t> counts, int32_t max_level, int64_t num_values);

/// Adds the number of nulls from a histogram of definition levels to the claim. Returns whether it
/// equals the claim's own number, if there is one. REQUIRES: IsHistogram(definition_levels, …).
bool AddNullCount(std::span<const int64_t> definition_levels, BoundsClaim* claim);

}  // namespace tpch
