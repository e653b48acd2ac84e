#include "tpch/arrow/arrow_schema.h"

#include <arrow/api.h>

#include <string>
#include <utility>

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

}  // namespace

std::shared_ptr<arrow::Schema> MakeArrowSchema(Table table) {
  arrow::FieldVector fields;
  for (const ColumnDescriptor& column : Describe(table).columns) {
    auto field_id =
        arrow::key_value_metadata({"PARQUET:field_id"}, {std::to_string(fields.size() + 1)});
    fields.push_back(arrow::field(std::string(column.name), ArrowType(column.type),
                                  /*nullable=*/false, std::move(field_id)));
  }
  return arrow::schema(std::move(fields));
}

}  // namespace tpch
