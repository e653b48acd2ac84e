#include "tpch/stream/column_array.h"

#include <array>
#include <bit>
#include <memory>
#include <string_view>
#include <utility>

namespace tpch {
namespace {

static_assert(std::endian::native == std::endian::little, "the layout of Decimal128");

// Arrow's decimal128 of a small number.
struct Decimal128 {
  explicit Decimal128(int64_t value) : low(value), high(value < 0 ? -1 : 0) {}

  int64_t low;
  int64_t high;
};

// Whole units as hundredths.
struct Hundredths : Decimal128 {
  explicit Hundredths(int32_t units) : Decimal128(int64_t{units} * 100) {}
};

int64_t ValueSize(LogicalType type) {
  switch (type) {
    case LogicalType::kInt32:
    case LogicalType::kDate:
      return sizeof(int32_t);
    case LogicalType::kInt64:
      return sizeof(int64_t);
    case LogicalType::kDecimal:
      return sizeof(Decimal128);
    case LogicalType::kString:
      return sizeof(int32_t);  // an offset
  }
  return 0;
}

// The memory of an array.
struct Memory {
  ByteBuffer values;
  ByteBuffer text;
  std::array<const void*, 3> buffers;  // validity, then the others
};

void Release(ArrowArray* array) {
  delete static_cast<Memory*>(array->private_data);
  array->release = nullptr;
}

}  // namespace

void ColumnArray::Reserve(int64_t num_rows) {
  values_.Reserve(static_cast<size_t>((num_rows + 1) * ValueSize(descriptor_->type)));
}

template <typename Stored, typename Value>
void ColumnArray::AppendValues(const Column& column, int64_t first_row, int64_t num_rows) {
  const Stored* const stored = column.values<Stored>() + first_row;
  const size_t size_bytes = static_cast<size_t>(num_rows) * sizeof(Value);
  auto* const values = reinterpret_cast<Value*>(values_.Reserve(size_bytes));
  for (int64_t row = 0; row < num_rows; ++row) values[row] = Value(stored[row]);
  values_.SetEnd(reinterpret_cast<char*>(values + num_rows));
}

template <typename TextOf>
void ColumnArray::AppendTexts(TextOf text_of, int64_t first_row, int64_t num_rows) {
  // The end of each text is the offset of the next one; the first offset is 0.
  const size_t size_bytes = static_cast<size_t>(num_rows + 1) * sizeof(int32_t);
  auto* offset = reinterpret_cast<int32_t*>(values_.Reserve(size_bytes));
  if (num_rows_ == 0) *offset++ = 0;
  for (int64_t row = first_row; row < first_row + num_rows; ++row) {
    text_.Append(text_of(row));
    *offset++ = static_cast<int32_t>(text_.size());
  }
  values_.SetEnd(reinterpret_cast<char*>(offset));
}

void ColumnArray::Append(const Column& column, int64_t first_row, int64_t num_rows) {
  switch (descriptor_->storage) {
    case Storage::kInt32:
    case Storage::kDay:
      AppendValues<int32_t, int32_t>(column, first_row, num_rows);
      break;
    case Storage::kInt64:
      AppendValues<int64_t, int64_t>(column, first_row, num_rows);
      break;
    case Storage::kCents:
      AppendValues<int64_t, Decimal128>(column, first_row, num_rows);
      break;
    case Storage::kQuantity:
      AppendValues<int32_t, Hundredths>(column, first_row, num_rows);
      break;
    case Storage::kCode: {
      const Dictionary& words = *column.dictionary();
      const uint8_t* const codes = column.values<uint8_t>();
      AppendTexts([&](int64_t row) { return words[codes[row]].view(); }, first_row, num_rows);
      break;
    }
    case Storage::kText:
      AppendTexts([&](int64_t row) { return column.text(row); }, first_row, num_rows);
      break;
  }
  num_rows_ += num_rows;
}

ArrowArray ColumnArray::Finish() {
  auto memory = std::make_unique<Memory>(Memory{std::move(values_), std::move(text_), {}});
  memory->buffers = {nullptr, memory->values.data(), memory->text.data()};
  ArrowArray array{.length = std::exchange(num_rows_, 0),
                   .null_count = 0,
                   .offset = 0,
                   .n_buffers = descriptor_->type == LogicalType::kString ? 3 : 2,
                   .n_children = 0,
                   .buffers = memory->buffers.data(),
                   .children = nullptr,
                   .dictionary = nullptr,
                   .release = Release,
                   .private_data = nullptr};
  array.private_data = memory.release();
  return array;
}

}  // namespace tpch
