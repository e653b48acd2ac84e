// One column of a record batch in the Arrow C data interface.

#pragma once

#include <cstdint>
#include <memory>

#include "tpch/base/byte_buffer.h"
#include "tpch/columns/column_batch.h"
#include "tpch/stream/array_type.h"
#include "tpch/stream/dictionary_array.h"
#include "tpch/stream/owned_array.h"
#include "tpch/text/text_pool.h"

namespace tpch {

/// What the arrays of one column share: their type, and the texts that they only refer to.
struct ArraySource {
  ArrayType type;
  std::shared_ptr<DictionaryArray> words;  ///< StringForm::kDictionary
  std::shared_ptr<TextPool> text_pool;     ///< StringForm::kView
  std::shared_ptr<BufferPool> buffers;     ///< memory of arrays that were released
};

/// Returns an upper bound of the bytes that a row takes in an array.
int64_t MaxSizeBytes(const ArrayType& type);

/// Collects the rows of one column, then makes an array of them. Throws std::bad_alloc. Not
/// thread-safe.
class ColumnArray {
 public:
  /// `source` is not owned and outlives this object, but not the arrays.
  explicit ColumnArray(const ArraySource& source) : source_(&source) {}

  /// Makes room for the values, offsets or views of `num_rows` rows, and for as much text as the
  /// largest array had until now.
  void Reserve(int64_t num_rows);

  /// Adds `num_rows` rows of a column of a batch.
  void Append(const Column& column, int64_t first_row, int64_t num_rows);

  /// Returns the rows added since the last call.
  OwnedArray Finish();

 private:
  template <typename Stored, typename Value>
  void AppendValues(const Column& column, int64_t first_row, int64_t num_rows);
  void AppendCodes(const Column& column, int64_t first_row, int64_t num_rows);
  void AppendText(const Column& column, int64_t first_row, int64_t num_rows);
  template <int64_t kAlwaysCopied>
  void AppendSlices(const Column& column, int64_t first_row, int64_t num_rows);
  template <typename CopyText>
  void AppendTexts(int64_t max_size_bytes, int64_t num_rows, CopyText copy_text);
  void AppendViews(const Column& column, int64_t first_row, int64_t num_rows);

  const ArraySource* source_;
  int64_t num_rows_ = 0;
  size_t text_capacity_ = 0;
  ByteBuffer values_;  // or offsets, or views
  ByteBuffer text_;
};

}  // namespace tpch
