#include "tpch/parquet/column_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "tpch/compress/compressor.h"
#include "tpch/tables/table_generator.h"

namespace tpch {
namespace {

PhysicalType PhysicalTypeOf(LogicalType type) {
  switch (type) {
    case LogicalType::kInt32:
    case LogicalType::kDate:
      return PhysicalType::kInt32;
    case LogicalType::kInt64:
    case LogicalType::kDecimal:
      return PhysicalType::kInt64;
    case LogicalType::kString:
      return PhysicalType::kByteArray;
  }
  return PhysicalType::kByteArray;
}

// Returns the known values of a table's columns. Words come from the table's own batches, in which
// every column of codes has its dictionary.
std::vector<std::optional<ColumnDictionary>> KnownValues(Table table) {
  const std::vector<Table> tables = {table};
  const auto generator = MakeTableGenerator(tables, {ScaleFactor::FromInteger(1), nullptr});
  const std::vector<ColumnBatch> batches = generator->MakeBatches(1);
  const auto columns = Describe(table).columns;
  std::vector<std::optional<ColumnDictionary>> known;
  known.reserve(columns.size());
  for (size_t i = 0; i < columns.size(); ++i) {
    known.push_back(tpch::KnownValues(columns[i], batches.front().column(i).dictionary()));
  }
  return known;
}

Encoding DefaultEncoding(const ColumnDescriptor& column, bool values_are_known,
                         ParquetProfile profile) {
  if (values_are_known) return Encoding::kDictionary;
  if (profile == ParquetProfile::kCompatible) return Encoding::kPlain;
  if (column.type != LogicalType::kString) return Encoding::kDeltaBinaryPacked;
  // Each numbered name differs from the previous one only in a few bytes.
  return column.text == TextKind::kNumberedName ? Encoding::kDeltaByteArray
                                                : Encoding::kDeltaLengthByteArray;
}

// Returns the user's setting for a column, or null.
template <typename T>
const T* FindSetting(const std::vector<T>& settings, std::string_view column) {
  const auto found =
      std::ranges::find(settings, column, [](const T& setting) { return setting.column; });
  return found == settings.end() ? nullptr : &*found;
}

Result<std::shared_ptr<const DictionaryPage>> MakeDictionaryPage(const ColumnLayout& layout,
                                                                 const PageStyle& style) {
  const std::string plain = layout.dictionary->PlainValues(layout.physical_type);
  ByteBuffer compressed;
  TPCH_RETURN_NOT_OK(MakeCompressor(layout.compression)->Compress(plain, &compressed));
  auto page = std::make_shared<DictionaryPage>();
  AppendDictionaryPageHeader(
      {compressed.view(), static_cast<int64_t>(plain.size()), layout.dictionary->num_values()},
      layout.dictionary->ranks().empty(), style, &page->bytes);
  page->uncompressed_size_bytes = static_cast<int64_t>(page->bytes.size() + plain.size());
  page->bytes += compressed.view();
  return std::shared_ptr<const DictionaryPage>(std::move(page));
}

}  // namespace

int64_t ColumnLayout::MaxValues(int64_t num_rows) const {
  return dictionary ? std::min(num_rows, dictionary->num_values()) : num_rows;
}

Result<std::vector<ColumnLayout>> MakeColumnLayouts(Table table, const ParquetOptions& options) {
  std::vector<ColumnLayout> layouts;
  std::vector<std::optional<ColumnDictionary>> known_values = KnownValues(table);
  const auto columns = Describe(table).columns;
  for (size_t i = 0; i < columns.size(); ++i) {
    ColumnLayout layout;
    layout.descriptor = &columns[i];
    if (i == Describe(table).sort_columns.front()) {
      layout.rows_per_ascending_value = Describe(table).rows_per_base_row;
    }
    layout.physical_type = PhysicalTypeOf(columns[i].type);
    layout.dictionary = std::move(known_values[i]);
    layout.encoding = DefaultEncoding(columns[i], layout.dictionary.has_value(), options.profile);
    if (const auto* setting = FindSetting(options.column_encodings, columns[i].name)) {
      layout.encoding = setting->encoding;
    }
    layout.compression = options.compression;
    if (const auto* setting = FindSetting(options.column_compressions, columns[i].name)) {
      layout.compression = setting->compression;
    }
    layout.bloom_filter = std::ranges::count(options.bloom_filter_columns, columns[i].name) > 0;
    if (layout.encoding == Encoding::kDictionary) {
      TPCH_ASSIGN_OR_RETURN(layout.dictionary_page,
                            MakeDictionaryPage(layout, MakePageStyle(options)));
    }
    layouts.push_back(std::move(layout));
  }
  return layouts;
}

PageStyle MakePageStyle(const ParquetOptions& options) {
  return {options.data_page_version, options.page_checksums,
          options.profile == ParquetProfile::kCompatible};
}

}  // namespace tpch
