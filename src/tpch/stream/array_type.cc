#include "tpch/stream/array_type.h"

#include <array>
#include <numeric>

#include "tpch/tables/table_generator.h"

namespace tpch {
namespace {

StringForm FormOf(const ColumnDescriptor& column, const RecordBatchStyle& style) {
  if (style.dictionary_arrays && column.storage == Storage::kCode) return StringForm::kDictionary;
  if (style.string_view_comments && column.text == TextKind::kComment) return StringForm::kView;
  return StringForm::kPlain;
}

}  // namespace

std::vector<ArrayType> MakeArrayTypes(Table table, const std::vector<size_t>& columns,
                                      const RecordBatchStyle& style) {
  // The batches of all scale factors have the same dictionaries.
  const auto generator =
      MakeTableGenerator(std::array{table}, {ScaleFactor::FromInteger(1), nullptr});
  const std::vector<ColumnBatch> batches = generator->MakeBatches(1);
  std::vector<ArrayType> types;
  for (const size_t i : columns) {
    const ColumnDescriptor& descriptor = Describe(table).columns[i];
    types.push_back(
        {i, &descriptor, FormOf(descriptor, style), batches.front().column(i).dictionary()});
  }
  return types;
}

std::vector<size_t> AllColumns(Table table) {
  std::vector<size_t> columns(Describe(table).columns.size());
  std::iota(columns.begin(), columns.end(), 0);
  return columns;
}

}  // namespace tpch
