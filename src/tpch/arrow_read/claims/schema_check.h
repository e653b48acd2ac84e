// Whether the schema of a Parquet footer says one thing: readers differ in which of its fields they
// go by.

#pragma once

#include <string>
#include <vector>

#include "tpch/arrow_read/parquet/footer.h"

namespace tpch::footer {

/// Appends a line for each contradiction.
void CheckSchema(const File& file, std::vector<std::string>* contradictions);

}  // namespace tpch::footer
