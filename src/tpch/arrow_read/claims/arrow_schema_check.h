// Checks whether the Arrow schema that a Parquet file may have in its metadata matches its columns:
// Arrow's readers use this schema, others do not.

#pragma once

#include <arrow/status.h>
#include <parquet/metadata.h>

#include <string>
#include <vector>

namespace tpch {

/// Appends a line for each column for which the Arrow schema and the Parquet schema differ. Returns
/// an error if the Arrow schema cannot be read.
arrow::Status CheckArrowSchema(const parquet::FileMetaData& metadata,
                               std::vector<std::string>* contradictions);

}  // namespace tpch
