#include "tpch/arrow/record_batch_builder.h"

#include <limits>
#include <utility>

#include "tpch/arrow/arrow_schema.h"

namespace tpch {
namespace {

// Returns the type of a column of codes with values from `dictionary`.
std::shared_ptr<arrow::DataType> MakeDictionaryType(const Dictionary& dictionary) {
  const bool fits_int8 = dictionary.size() <= size_t{std::numeric_limits<int8_t>::max()} + 1;
  return arrow::dictionary(fits_int8 ? arrow::int8() : arrow::int16(), arrow::utf8());
}

}  // namespace

std::shared_ptr<arrow::Schema> MakeRecordBatchSchema(const ColumnBatch& batch,
                                                     const RecordBatchStyle& style) {
  const std::shared_ptr<arrow::Schema> plain = MakeArrowSchema(batch.table());
  arrow::FieldVector fields = plain->fields();
  for (size_t i = 0; i < fields.size(); ++i) {
    const ColumnDescriptor& column = Describe(batch.table()).columns[i];
    if (style.dictionary_arrays && column.storage == Storage::kCode) {
      fields[i] = fields[i]->WithType(MakeDictionaryType(*batch.column(i).dictionary()));
    } else if (style.string_view_comments && column.text == TextKind::kComment) {
      fields[i] = fields[i]->WithType(arrow::utf8_view());
    }
  }
  return arrow::schema(std::move(fields));
}

RecordBatchBuilder::RecordBatchBuilder(Table table, std::shared_ptr<arrow::Schema> schema,
                                       const std::shared_ptr<arrow::Buffer>& text_pool,
                                       arrow::MemoryPool* memory_pool)
    : schema_(std::move(schema)) {
  for (size_t i = 0; i < Describe(table).columns.size(); ++i) {
    columns_.push_back(MakeColumnBuilder(Describe(table).columns[i],
                                         schema_->field(static_cast<int>(i))->type(), text_pool,
                                         memory_pool));
  }
}

arrow::Status RecordBatchBuilder::Append(const ColumnBatch& batch, int64_t first_row,
                                         int64_t num_rows) {
  for (size_t i = 0; i < columns_.size(); ++i) {
    ARROW_RETURN_NOT_OK(columns_[i]->Append(batch.column(i), first_row, num_rows));
  }
  num_rows_ += num_rows;
  return arrow::Status::OK();
}

arrow::Result<std::shared_ptr<arrow::RecordBatch>> RecordBatchBuilder::Finish() {
  arrow::ArrayVector arrays;
  for (const std::unique_ptr<ColumnBuilder>& column : columns_) {
    ARROW_ASSIGN_OR_RAISE(auto array, column->Finish());
    arrays.push_back(std::move(array));
  }
  return arrow::RecordBatch::Make(schema_, std::exchange(num_rows_, 0), std::move(arrays));
}

}  // namespace tpch
