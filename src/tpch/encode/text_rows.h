// Writes the rows of a batch as delimited text; the compiler generates a row writer from each
// table's columns.

#pragma once

#include <vector>

#include "tpch/base/byte_buffer.h"
#include "tpch/columns/column_batch.h"
#include "tpch/encode/text_format.h"

namespace tpch {

/// Writes the rows of one table. Not thread-safe.
class TextRowWriter {
 public:
  explicit TextRowWriter(const TextStyle& style) : style_(style) {}

  /// Appends all rows of `batch` to `out`. REQUIRES: all batches are of the same table.
  void Write(const ColumnBatch& batch, ByteBuffer* out);

 private:
  template <const auto& kColumns>
  void WriteTable(const ColumnBatch& batch, ByteBuffer* out);

  TextStyle style_;
  // Precomputed pieces of each group of fields (field_groups.h), in cells of equal size, made for
  // the first batch.
  std::vector<std::vector<char>> pieces_;
};

}  // namespace tpch
