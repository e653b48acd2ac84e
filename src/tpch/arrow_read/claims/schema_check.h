// Checks whether the schema of a Parquet footer is unambiguous: readers differ in which of its
// fields they use.

#pragma once

#include <string>
#include <vector>

#include "tpch/arrow_read/parquet/footer.h"

namespace tpch::footer {

/// Appends a line for each contradiction.
void CheckSchema(const File& file, std::vector<std::string>* contradictions);

}  // namespace tpch::footer
