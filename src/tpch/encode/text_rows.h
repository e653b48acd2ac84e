// Writes the rows of a batch as delimited text, with a row writer made at compile time from the
// table's columns.

#pragma once

#include "tpch/base/byte_buffer.h"
#include "tpch/columns/column_batch.h"
#include "tpch/encode/text_format.h"

namespace tpch {

/// Appends all rows of `batch` to `out`.
void WriteTextRows(const ColumnBatch& batch, const TextStyle& style, ByteBuffer* out);

}  // namespace tpch
