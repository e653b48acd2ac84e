#include "tpch/stream/export_schema.h"

#include <memory>
#include <vector>

namespace tpch {
namespace {

// The columns of a schema, which it owns.
struct Children {
  std::vector<ArrowSchema> schemas;
  std::vector<ArrowSchema*> pointers;
};

const char* FormatOf(LogicalType type) {
  switch (type) {
    case LogicalType::kInt32:
      return "i";
    case LogicalType::kInt64:
      return "l";
    case LogicalType::kDecimal:
      return "d:15,2";
    case LogicalType::kDate:
      return "tdD";
    case LogicalType::kString:
      return "u";
  }
  return nullptr;
}

// Columns own nothing: their texts are static.
void ReleaseColumn(ArrowSchema* column) { column->release = nullptr; }

void ReleaseTable(ArrowSchema* table) {
  const std::unique_ptr<Children> children(static_cast<Children*>(table->private_data));
  // A column that the consumer has moved out has no release any more.
  for (ArrowSchema& column : children->schemas) {
    if (column.release != nullptr) column.release(&column);
  }
  table->release = nullptr;
}

}  // namespace

ArrowSchema ExportSchema(Table table) {
  auto children = std::make_unique<Children>();
  for (const ColumnDescriptor& column : Describe(table).columns) {
    children->schemas.push_back({.format = FormatOf(column.type),
                                 .name = CName(column),
                                 .metadata = nullptr,
                                 .flags = 0,
                                 .n_children = 0,
                                 .children = nullptr,
                                 .dictionary = nullptr,
                                 .release = ReleaseColumn,
                                 .private_data = nullptr});
  }
  for (ArrowSchema& column : children->schemas) children->pointers.push_back(&column);
  ArrowSchema schema{.format = "+s",
                     .name = "",
                     .metadata = nullptr,
                     .flags = 0,
                     .n_children = static_cast<int64_t>(children->pointers.size()),
                     .children = children->pointers.data(),
                     .dictionary = nullptr,
                     .release = ReleaseTable,
                     .private_data = nullptr};
  schema.private_data = children.release();
  return schema;
}

}  // namespace tpch
