// One column of a record batch in the Arrow C data interface.

#pragma once

#include <cstdint>

#include "tpch/base/byte_buffer.h"
#include "tpch/columns/column_batch.h"
#include "tpch/schema/table.h"
#include "tpch/tpch.h"

namespace tpch {

/// Collects the rows of one column, then makes an array of them. Throws std::bad_alloc. Not
/// thread-safe.
class ColumnArray {
 public:
  /// `descriptor` is not owned and outlives this object, but not the arrays.
  explicit ColumnArray(const ColumnDescriptor& descriptor) : descriptor_(&descriptor) {}

  /// Makes room for the values, or the offsets of the texts, of `num_rows` rows.
  void Reserve(int64_t num_rows);

  /// Adds `num_rows` rows of a column of a batch.
  void Append(const Column& column, int64_t first_row, int64_t num_rows);

  /// Returns the rows added since the last call. The caller releases the array, which owns its
  /// memory.
  ArrowArray Finish();

 private:
  template <typename Stored, typename Value>
  void AppendValues(const Column& column, int64_t first_row, int64_t num_rows);
  template <typename TextOf>
  void AppendTexts(TextOf text_of, int64_t first_row, int64_t num_rows);

  const ColumnDescriptor* descriptor_;
  int64_t num_rows_ = 0;
  ByteBuffer values_;  // or offsets
  ByteBuffer text_;
};

}  // namespace tpch
