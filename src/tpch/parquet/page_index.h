// Indexes of the pages of a column chunk (PageIndex.md of the Parquet format).

#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "tpch/parquet/column_writer.h"

namespace tpch {

/// Appends the struct ColumnIndex: the bounds of each page. Long texts are truncated, so their
/// bounds may not be values of the page.
void AppendColumnIndex(std::span<const PageSummary> pages, PhysicalType type, std::string* out);

/// Appends the struct OffsetIndex: page positions. `offset`: that of the first page in the file.
void AppendOffsetIndex(std::span<const PageSummary> pages, int64_t offset, std::string* out);

}  // namespace tpch
