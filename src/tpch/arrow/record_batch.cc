#include "tpch/arrow/record_batch.h"

#include <arrow/util/decimal.h>

#include <string>
#include <utility>

#include "tpch/arrow/memory_pool.h"

namespace tpch {
namespace {

constexpr int32_t kDecimalPrecision = 15;
constexpr int32_t kDecimalScale = 2;

std::shared_ptr<arrow::DataType> ArrowType(LogicalType type) {
  switch (type) {
    case LogicalType::kInt32:
      return arrow::int32();
    case LogicalType::kInt64:
      return arrow::int64();
    case LogicalType::kDecimal:
      return arrow::decimal128(kDecimalPrecision, kDecimalScale);
    case LogicalType::kDate:
      return arrow::date32();
    case LogicalType::kString:
      return arrow::utf8();
  }
  return nullptr;
}

/// Makes a schema with `type_of(column)` as the columns' types.
template <typename TypeOf>
std::shared_ptr<arrow::Schema> MakeSchema(Table table, const TypeOf& type_of) {
  arrow::FieldVector fields;
  for (const ColumnDescriptor& column : Describe(table).columns) {
    auto field_id =
        arrow::key_value_metadata({"PARQUET:field_id"}, {std::to_string(fields.size() + 1)});
    fields.push_back(arrow::field(std::string(column.name), type_of(column), /*nullable=*/false,
                                  std::move(field_id)));
  }
  return arrow::schema(std::move(fields));
}

/// Wraps a column's values without copying them.
template <typename ArrayType, typename T>
std::shared_ptr<arrow::Array> WrapValues(const Column& column, int64_t num_rows) {
  auto buffer =
      std::make_shared<arrow::Buffer>(reinterpret_cast<const uint8_t*>(column.values<T>()),
                                      num_rows * static_cast<int64_t>(sizeof(T)));
  return std::make_shared<ArrayType>(num_rows, std::move(buffer));
}

/// Widens 64-bit hundredths, or 32-bit units times 100, to decimal128.
template <typename T>
arrow::Result<std::shared_ptr<arrow::Array>> WidenDecimals(const Column& column, int64_t num_rows,
                                                           int64_t factor) {
  constexpr int64_t kSizeBytes = sizeof(arrow::Decimal128);
  ARROW_ASSIGN_OR_RAISE(std::shared_ptr<arrow::Buffer> buffer,
                        arrow::AllocateBuffer(num_rows * kSizeBytes, ArrowMemoryPool()));
  auto* decimals = buffer->mutable_data_as<arrow::Decimal128>();
  const T* values = column.values<T>();
  for (int64_t row = 0; row < num_rows; ++row) {
    decimals[row] = arrow::Decimal128(values[row] * factor);
  }
  return std::make_shared<arrow::Decimal128Array>(ArrowType(LogicalType::kDecimal), num_rows,
                                                  std::move(buffer));
}

arrow::Result<std::shared_ptr<arrow::Array>> CopyText(const Column& column, int64_t num_rows) {
  arrow::StringBuilder builder(ArrowMemoryPool());
  int64_t size_bytes = 0;
  for (int64_t row = 0; row < num_rows; ++row) {
    size_bytes += column.values<TextSlice>()[row].size_bytes;
  }
  ARROW_RETURN_NOT_OK(builder.Reserve(num_rows));
  ARROW_RETURN_NOT_OK(builder.ReserveData(size_bytes));
  for (int64_t row = 0; row < num_rows; ++row) builder.UnsafeAppend(column.text(row));
  return builder.Finish();
}

}  // namespace

std::shared_ptr<arrow::Schema> MakeArrowSchema(Table table) {
  return MakeSchema(table, [](const ColumnDescriptor& column) { return ArrowType(column.type); });
}

RecordBatchMaker::RecordBatchMaker(Table table)
    : table_(table),
      schema_(MakeSchema(table,
                         [](const ColumnDescriptor& column) {
                           return column.storage == Storage::kCode
                                      ? arrow::dictionary(arrow::uint8(), arrow::utf8())
                                      : ArrowType(column.type);
                         })),
      dictionaries_(Describe(table).columns.size()) {}

arrow::Result<std::shared_ptr<arrow::RecordBatch>> RecordBatchMaker::Make(
    const ColumnBatch& batch) {
  arrow::ArrayVector arrays;
  for (size_t i = 0; i < batch.num_columns(); ++i) {
    ARROW_ASSIGN_OR_RAISE(auto array, MakeArray(batch, i));
    arrays.push_back(std::move(array));
  }
  return arrow::RecordBatch::Make(schema_, batch.num_rows(), std::move(arrays));
}

arrow::Result<std::shared_ptr<arrow::Array>> RecordBatchMaker::MakeArray(const ColumnBatch& batch,
                                                                         size_t index) {
  const Column& column = batch.column(index);
  const int64_t num_rows = batch.num_rows();
  switch (Describe(table_).columns[index].storage) {
    case Storage::kInt32:
      return WrapValues<arrow::Int32Array, int32_t>(column, num_rows);
    case Storage::kInt64:
      return WrapValues<arrow::Int64Array, int64_t>(column, num_rows);
    case Storage::kDay:
      return WrapValues<arrow::Date32Array, int32_t>(column, num_rows);
    case Storage::kCents:
      return WidenDecimals<int64_t>(column, num_rows, 1);
    case Storage::kQuantity:
      return WidenDecimals<int32_t>(column, num_rows, 100);
    case Storage::kCode:
      return MakeDictionaryArray(column, index, num_rows);
    case Storage::kText:
      return CopyText(column, num_rows);
  }
  return arrow::Status::NotImplemented("unknown storage");
}

arrow::Result<std::shared_ptr<arrow::Array>> RecordBatchMaker::MakeDictionaryArray(
    const Column& column, size_t index, int64_t num_rows) {
  std::shared_ptr<arrow::Array>& values = dictionaries_[index];
  if (values == nullptr) {
    arrow::StringBuilder builder;
    for (const DictionaryValue& value : *column.dictionary()) {
      ARROW_RETURN_NOT_OK(builder.Append(value.view()));
    }
    ARROW_ASSIGN_OR_RAISE(values, builder.Finish());
  }
  return std::make_shared<arrow::DictionaryArray>(
      schema_->field(static_cast<int>(index))->type(),
      WrapValues<arrow::UInt8Array, uint8_t>(column, num_rows), values);
}

}  // namespace tpch
