#include "tpch/columns/column_batch.h"

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

}  // namespace

void Column::Allocate(const ColumnDescriptor& descriptor, int64_t capacity) {
  capacity_ = capacity;
  max_text_size_bytes_ = descriptor.max_size_bytes;
  const auto size_bytes =
      static_cast<size_t>((capacity + kBatchSlack) * ValueSize(descriptor.storage));
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

ColumnBatch::ColumnBatch(Table table, int64_t capacity, ColumnSet columns)
    : table_(table), capacity_(capacity), columns_(Describe(table).columns.size()) {
  for (size_t i = 0; i < columns_.size(); ++i) {
    if (columns.Has(i)) columns_[i].Allocate(Describe(table).columns[i], capacity);
  }
}

}  // namespace tpch
