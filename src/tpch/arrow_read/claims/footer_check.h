// Whether what a Parquet footer says of the file agrees with itself: schema, counts, sizes, places.
// What it says of values is for run_claims.h, and what it says of pages is for those that read
// them.

#pragma once

#include <string>
#include <vector>

#include "tpch/arrow_read/parquet/footer.h"

namespace tpch::footer {

/// Returns a line for each claim that contradicts another, or that no file of its kind can have.
/// At most kMaxContradictions lines.
std::vector<std::string> FindContradictions(const File& file);

inline constexpr size_t kMaxContradictions = 100;

}  // namespace tpch::footer
