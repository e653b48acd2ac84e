// Checks whether a Parquet footer is consistent: schema, counts, sizes, offsets. run_claims.h reads
// its claims about values, and the readers of pages check its claims about pages.

#pragma once

#include <string>
#include <vector>

#include "tpch/arrow_read/parquet/footer.h"

namespace tpch::footer {

/// Returns a line for each claim that contradicts another, or that is impossible for such a file.
/// At most kMaxContradictions lines.
std::vector<std::string> FindContradictions(const File& file);

inline constexpr size_t kMaxContradictions = 100;

}  // namespace tpch::footer
