#include "tpch/arrow_read/claims/arrow_schema_check.h"

#include <arrow/extension_type.h>
#include <arrow/io/memory.h>
#include <arrow/ipc/dictionary.h>
#include <arrow/ipc/reader.h>
#include <arrow/type.h>
#include <arrow/util/base64.h>
#include <arrow/util/key_value_metadata.h>
#include <fmt/format.h>
#include <parquet/arrow/schema.h>
#include <parquet/properties.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace tpch {
namespace {

constexpr const char* kArrowSchemaKey = "ARROW:schema";

bool IsText(arrow::Type::type id) { return arrow::is_string(id) || id == arrow::Type::STRING_VIEW; }

bool IsBytes(arrow::Type::type id) {
  return id == arrow::Type::BINARY || id == arrow::Type::LARGE_BINARY ||
         id == arrow::Type::BINARY_VIEW;
}

bool IsTime(arrow::Type::type id) { return id == arrow::Type::TIME32 || id == arrow::Type::TIME64; }

bool AreSameDecimals(const arrow::DataType& a, const arrow::DataType& b) {
  const auto& left = static_cast<const arrow::DecimalType&>(a);
  const auto& right = static_cast<const arrow::DecimalType&>(b);
  return left.precision() == right.precision() && left.scale() == right.scale();
}

// Returns whether Parquet's type `stored` can result from Arrow's type `written`: they may differ
// in their memory layout, or in the unit of times.
bool CanBe(const arrow::DataType& written, const arrow::DataType& stored) {
  const auto from = written.id();
  const auto to = stored.id();
  if (from == arrow::Type::DICTIONARY) {
    return CanBe(*static_cast<const arrow::DictionaryType&>(written).value_type(), stored);
  }
  if (from == arrow::Type::EXTENSION) {
    return CanBe(*static_cast<const arrow::ExtensionType&>(written).storage_type(), stored);
  }
  if (arrow::is_decimal(from) && arrow::is_decimal(to)) return AreSameDecimals(written, stored);
  return written.Equals(stored) || (IsText(from) && IsText(to)) || (IsBytes(from) && IsBytes(to)) ||
         (arrow::is_integer(from) && arrow::is_integer(to)) || (IsTime(from) && IsTime(to)) ||
         (from == arrow::Type::TIMESTAMP && to == arrow::Type::TIMESTAMP) ||
         (from == arrow::Type::DATE64 && to == arrow::Type::DATE32) ||
         (arrow::is_nested(from) && arrow::is_nested(to));
}

arrow::Result<std::shared_ptr<arrow::Schema>> ReadSchema(const std::string& value) {
  // Older versions of Arrow return a plain string.
  arrow::Result<std::string> bytes = arrow::util::base64_decode(value);
  ARROW_RETURN_NOT_OK(bytes);
  arrow::io::BufferReader input(arrow::Buffer::FromString(*std::move(bytes)));
  arrow::ipc::DictionaryMemo memo;
  return arrow::ipc::ReadSchema(&input, &memo);
}

}  // namespace

arrow::Status CheckArrowSchema(const parquet::FileMetaData& metadata,
                               std::vector<std::string>* contradictions) {
  const auto& key_values = metadata.key_value_metadata();
  if (key_values == nullptr || !key_values->Contains(kArrowSchemaKey)) return arrow::Status::OK();
  ARROW_ASSIGN_OR_RAISE(const std::string value, key_values->Get(kArrowSchemaKey));
  const auto written = ReadSchema(value);
  if (!written.ok()) {
    return arrow::Status::Invalid("its ", kArrowSchemaKey,
                                  " cannot be read: ", written.status().message());
  }
  std::shared_ptr<arrow::Schema> stored;
  ARROW_RETURN_NOT_OK(parquet::arrow::FromParquetSchema(
      metadata.schema(), parquet::default_arrow_reader_properties(), nullptr, &stored));
  if ((*written)->num_fields() != stored->num_fields()) {
    contradictions->push_back(fmt::format("{} has {} columns, the schema {}", kArrowSchemaKey,
                                          (*written)->num_fields(), stored->num_fields()));
    return arrow::Status::OK();
  }
  for (int i = 0; i < stored->num_fields(); ++i) {
    const arrow::Field& from = *(*written)->field(i);
    const arrow::Field& to = *stored->field(i);
    if (from.name() != to.name() || !CanBe(*from.type(), *to.type())) {
      contradictions->push_back(fmt::format(
          "{}: {} has '{}' of type {} in its place, not of type {}", to.name(), kArrowSchemaKey,
          from.name(), from.type()->ToString(), to.type()->ToString()));
    }
  }
  return arrow::Status::OK();
}

}  // namespace tpch
