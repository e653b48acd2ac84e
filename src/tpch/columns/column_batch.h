// A batch: the columns of some rows of one table, in Arrow's buffer layout.

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "tpch/columns/dictionary.h"
#include "tpch/schema/column_set.h"
#include "tpch/schema/table.h"

namespace tpch {

/// Spare rows of every column after the batch's capacity, so that kernels may write whole vectors.
inline constexpr int64_t kBatchSlack = 16;

/// Bytes that may be read past the end of any text, so that a writer may copy fixed sizes.
inline constexpr int64_t kTextSlack = 64;

/// The location of a text: bytes [offset, offset + size_bytes) of the column's text base.
struct TextSlice {
  uint32_t offset;
  uint32_t size_bytes;
};

/// One column of a batch. Its Storage determines which members are used.
class Column {
 public:
  /// Makes room for `capacity` rows.
  void Allocate(const ColumnDescriptor& descriptor, int64_t capacity);

  /// Allocates `size_bytes` of text that the column owns, makes them its text base and returns
  /// them: for generated text rather than slices of the pool.
  char* AllocateText(int64_t size_bytes);

  /// Returns text that the column owns, allocated at the first call, with room for the column's
  /// largest text and `extra_size_bytes` more in each row. The text base does not change.
  /// REQUIRES: `extra_size_bytes` is the same in every call.
  char* OwnText(int64_t extra_size_bytes);

  /// Returns the values, one for each row, or null if the column has no room. REQUIRES: T is the
  /// type that Storage names.
  template <typename T>
  T* values() {
    return reinterpret_cast<T*>(values_.get());
  }
  template <typename T>
  const T* values() const {
    return reinterpret_cast<const T*>(values_.get());
  }

  /// Storage::kCode: the values that the codes stand for; not owned.
  const Dictionary* dictionary() const { return dictionary_; }
  void set_dictionary(const Dictionary* dictionary) { dictionary_ = dictionary; }

  /// Storage::kText: the base of the slices' offsets; not owned unless it is own text.
  const char* text_base() const { return text_base_; }
  void set_text_base(const char* text_base) { text_base_ = text_base; }

  /// Storage::kText: the bytes of AllocateText or OwnText, or null.
  char* own_text() { return own_text_.get(); }

  /// Moves these rows, which ascend, to the first ones.
  void KeepRows(std::span<const int32_t> rows);

  std::string_view text(int64_t row) const {
    const TextSlice slice = values<TextSlice>()[row];
    return {text_base_ + slice.offset, slice.size_bytes};
  }

 private:
  int64_t capacity_ = 0;
  int64_t value_size_bytes_ = 0;
  int64_t max_text_size_bytes_ = 0;  // of one row
  std::unique_ptr<char[]> values_;
  std::unique_ptr<char[]> own_text_;
  const char* text_base_ = nullptr;
  const Dictionary* dictionary_ = nullptr;
};

/// Holds up to `capacity()` rows of one table. Reused from batch to batch; not thread-safe.
class ColumnBatch {
 public:
  /// Allocates the values of these columns.
  ColumnBatch(Table table, int64_t capacity, ColumnSet columns = ColumnSet::All());

  Table table() const { return table_; }
  int64_t capacity() const { return capacity_; }

  int64_t num_rows() const { return num_rows_; }
  void set_num_rows(int64_t num_rows) { num_rows_ = num_rows; }

  /// Keeps only these rows, which ascend. Texts keep their place in own text, so that no further
  /// text can be bound to it.
  void KeepRows(std::span<const int32_t> rows);

  size_t num_columns() const { return columns_.size(); }
  Column& column(size_t index) { return columns_[index]; }
  const Column& column(size_t index) const { return columns_[index]; }

 private:
  Table table_;
  int64_t capacity_;
  int64_t num_rows_ = 0;
  std::vector<Column> columns_;
};

}  // namespace tpch
