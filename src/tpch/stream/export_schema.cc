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

const char* FormatOf(const ArrayType& type) {
  switch (type.form) {
    case StringForm::kDictionary:
      return type.has_wide_indices() ? "s" : "c";
    case StringForm::kView:
      return "vu";
    case StringForm::kPlain:
      break;
  }
  return FormatOf(type.descriptor->type);
}

// Releases the consumer's copy of a schema, and with it the dictionary's, unless that has moved.
void ReleaseColumn(ArrowSchema* column) {
  const std::unique_ptr<ArrowSchema> words(column->dictionary);
  if (words != nullptr && words->release != nullptr) words->release(words.get());
  column->release = nullptr;
}

void ReleaseTable(ArrowSchema* table) {
  const std::unique_ptr<Children> children(static_cast<Children*>(table->private_data));
  // A column that the consumer has moved out has no release any more.
  for (ArrowSchema& column : children->schemas) {
    if (column.release != nullptr) column.release(&column);
  }
  table->release = nullptr;
}

// The texts of columns are static.
ArrowSchema MakeSchema(const char* format, const char* name) {
  return {.format = format,
          .name = name,
          .metadata = nullptr,
          .flags = 0,
          .n_children = 0,
          .children = nullptr,
          .dictionary = nullptr,
          .release = ReleaseColumn,
          .private_data = nullptr};
}

ArrowSchema MakeColumn(const ArrayType& type) {
  ArrowSchema column = MakeSchema(FormatOf(type), CName(*type.descriptor));
  if (type.form == StringForm::kDictionary) {
    column.dictionary = new ArrowSchema(MakeSchema(FormatOf(LogicalType::kString), ""));
  }
  return column;
}

}  // namespace

ArrowSchema ExportSchema(std::span<const ArrayType> types) {
  auto children = std::make_unique<Children>();
  children->schemas.reserve(types.size());
  children->pointers.reserve(types.size());
  ArrowSchema schema = MakeSchema("+s", "");
  for (const ArrayType& type : types) {
    children->pointers.push_back(&children->schemas.emplace_back(MakeColumn(type)));
  }
  schema.n_children = static_cast<int64_t>(children->pointers.size());
  schema.children = children->pointers.data();
  schema.release = ReleaseTable;
  schema.private_data = children.release();
  return schema;
}

}  // namespace tpch
