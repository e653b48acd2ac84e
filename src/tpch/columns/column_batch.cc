#include "tpch/columns/column_batch.h"

#include <array>
#include <cstring>

namespace tpch {
namespace {

int64_t ValueSize(Storage storage) {
  switch (storage) {
    case Storage::kCode:
      return sizeof(uint8_t);
    case Storage::kInt32:
    case Storage::kQuantity:
    case Storage::kDay:
      return sizeof(int32_t);
    case Storage::kInt64:
    case Storage::kCents:
      return sizeof(int64_t);
    case Storage::kText:
      return sizeof(TextSlice);
  }
  return 0;
}

template <size_t kValueSize>
void MoveRows(std::span<const int32_t> rows, char* values) {
  for (size_t i = 0; i < rows.size(); ++i) {
    std::array<char, kValueSize> value;
    std::memcpy(value.data(), values + static_cast<size_t>(rows[i]) * kValueSize, kValueSize);
    std::memcpy(values + i * kValueSize, value.data(), kValueSize);
  }
}

}  // namespace

void Column::Allocate(const ColumnDescriptor& descriptor, int64_t capacity) {
  capacity_ = capacity;
  max_text_size_bytes_ = descriptor.max_size_bytes;
  value_size_bytes_ = ValueSize(descriptor.storage);
  const auto size_bytes = static_cast<size_t>((capacity + kBatchSlack) * value_size_bytes_);
  values_ = std::make_unique_for_overwrite<char[]>(size_bytes);
}

char* Column::AllocateText(int64_t size_bytes) {
  own_text_ = std::make_unique<char[]>(static_cast<size_t>(size_bytes + kTextSlack));
  text_base_ = own_text_.get();
  return own_text_.get();
}

char* Column::OwnText(int64_t extra_size_bytes) {
  if (own_text_ == nullptr) {
    const int64_t size_bytes = capacity_ * (max_text_size_bytes_ + extra_size_bytes) + kTextSlack;
    own_text_ = std::make_unique<char[]>(static_cast<size_t>(size_bytes));
  }
  return own_text_.get();
}

void Column::KeepRows(std::span<const int32_t> rows) {
  if (values_ == nullptr) return;
  if (value_size_bytes_ == 1) return MoveRows<1>(rows, values_.get());
  if (value_size_bytes_ == 4) return MoveRows<4>(rows, values_.get());
  MoveRows<8>(rows, values_.get());
}

ColumnBatch::ColumnBatch(Table table, int64_t capacity, ColumnSet columns)
    : table_(table), capacity_(capacity), columns_(Describe(table).columns.size()) {
  for (size_t i = 0; i < columns_.size(); ++i) {
    if (columns.Has(i)) columns_[i].Allocate(Describe(table).columns[i], capacity);
  }
}

void ColumnBatch::KeepRows(std::span<const int32_t> rows) {
  if (static_cast<int64_t>(rows.size()) == num_rows_) return;
  for (Column& column : columns_) column.KeepRows(rows);
  num_rows_ = static_cast<int64_t>(rows.size());
}

}  // namespace tpch
