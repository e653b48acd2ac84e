// Whether the Arrow schema that a Parquet file may carry in its metadata is one of its columns:
// Arrow's readers go by it, others do not.

#pragma once

#include <arrow/status.h>
#include <parquet/metadata.h>

#include <string>
#include <vector>

namespace tpch {

/// Appends a line for each column of which the Arrow schema says another thing than the Parquet
/// schema. An error for an Arrow schema that cannot be read.
arrow::Status CheckArrowSchema(const parquet::FileMetaData& metadata,
                               std::vector<std::string>* contradictions);

}  // namespace tpch
