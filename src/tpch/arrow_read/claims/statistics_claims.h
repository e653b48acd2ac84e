// What the metadata of a column chunk claims of its values.

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

/// Returns the claim of a chunk's statistics and sizes; appends a line for each that no values can
/// meet.
BoundsClaim ReadStatisticsClaim(const ClaimedColumn& column, const footer::ColumnMetadata& chunk,
                                std::vector<std::string>* contradictions);

/// Checks the counts of a level from 0 on, of so many values; none is no claim. Returns whether
/// they can be true.
bool IsHistogram(std::span<const int64_t> counts, int32_t max_level, int64_t num_values);

/// Takes the count of nulls that definition levels have. Returns whether it is that of the claim,
/// if this has one. REQUIRES: IsHistogram(definition_levels, …).
bool AddNullCount(std::span<const int64_t> definition_levels, BoundsClaim* claim);

}  // namespace tpch
