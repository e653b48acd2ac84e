#include "tpch/parquet/column_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "tpch/parquet/page_compressor.h"
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

/// Returns the values of a table's columns where they are known. Words come from the table's own
/// batches, where every column of codes carries its dictionary.
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

/// Names that share all but the last digits: each is the one before it but for a few bytes.
bool IsNumberedName(const ColumnDescriptor& column) {
  return column.name == "s_name" || column.name == "c_name" || column.name == "o_clerk";
}

Encoding DefaultEncoding(const ColumnDescriptor& column, bool values_are_known,
                         ParquetProfile profile) {
  if (values_are_known) return Encoding::kDictionary;
  if (profile == ParquetProfile::kCompatible) return Encoding::kPlain;
  if (column.type != LogicalType::kString) return Encoding::kDeltaBinaryPacked;
  return IsNumberedName(column) ? Encoding::kDeltaByteArray : Encoding::kDeltaLengthByteArray;
}

/// Returns what the user said about a column, or null.
template <typename T>
const T* FindSetting(const std::vector<T>& settings, std::string_view column) {
  const auto found =
      std::ranges::find(settings, column, [](const T& setting) { return setting.column; });
  return found == settings.end() ? nullptr : &*found;
}

/// Letters and digits that are drawn one by one, and so seldom repeat.
bool IsRandomText(const ColumnDescriptor& column) {
  return column.name.ends_with("_address") || column.name.ends_with("_phone");
}

/// Returns how long a text is on average: all phone numbers are equally long, and other texts have
/// 0.4 to 1.6 times their average length, of which the longest is known.
double AverageTextSize(const ColumnDescriptor& column) {
  const double max_size_bytes = column.max_size_bytes;
  return column.name.ends_with("_phone") ? max_size_bytes : max_size_bytes / 1.6;
}

/// Returns how many bytes a difference takes: rows of most tables ascend by their first column.
double DeltaSizeBytes(const ColumnDescriptor& column) {
  return FindColumn(column.name)->index == 0 ? 0.3 : 2.2;
}

/// What codecs leave of a text at their default levels, about: measured with the tables at scale
/// factor 0.2.
struct CompressedText {
  Codec codec;
  double words;
  double random_text;
};

constexpr CompressedText kCompressedTexts[] = {
    {Codec::kNone, 1, 1},       {Codec::kSnappy, 0.35, 0.92}, {Codec::kLz4Raw, 0.38, 0.93},
    {Codec::kZstd, 0.25, 0.66}, {Codec::kGzip, 0.20, 0.66},   {Codec::kBrotli, 0.19, 0.65},
};

Result<std::shared_ptr<const DictionaryPage>> MakeDictionaryPage(const ColumnLayout& layout,
                                                                 const PageStyle& style) {
  const std::string plain = layout.dictionary->PlainValues(layout.physical_type);
  ByteBuffer compressed;
  TPCH_RETURN_NOT_OK(PageCompressor(layout.compression).Compress(plain, &compressed));
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

double ColumnLayout::EstimateRowSizeBytes() const {
  const double plain_size =
      physical_type == PhysicalType::kInt32   ? sizeof(int32_t)
      : physical_type == PhysicalType::kInt64 ? sizeof(int64_t)
      : dictionary ? static_cast<double>(dictionary->PlainValues(physical_type).size()) /
                         static_cast<double>(dictionary->num_values())
                   : AverageTextSize(*descriptor);
  switch (encoding) {
    case Encoding::kDictionary:
      return dictionary->code_width() / 8.0;
    case Encoding::kDeltaBinaryPacked:
      return DeltaSizeBytes(*descriptor);
    case Encoding::kDeltaByteArray:
      return IsNumberedName(*descriptor) ? DeltaSizeBytes(*descriptor) : plain_size + 1;
    case Encoding::kDeltaLengthByteArray:
      return plain_size + 1;
    case Encoding::kPlain:
    case Encoding::kByteStreamSplit:
      return physical_type == PhysicalType::kByteArray ? plain_size + sizeof(uint32_t) : plain_size;
  }
  return plain_size;
}

double ColumnLayout::EstimateFileSizeBytes() const {
  // Codes and differences are dense already; text and plain numbers shrink.
  const bool shrinks =
      encoding != Encoding::kDictionary && encoding != Encoding::kDeltaBinaryPacked && !dictionary;
  if (!shrinks) return EstimateRowSizeBytes();
  const CompressedText& left =
      *std::ranges::find(kCompressedTexts, compression.codec, &CompressedText::codec);
  return EstimateRowSizeBytes() * (IsRandomText(*descriptor) ? left.random_text : left.words);
}

Result<std::vector<ColumnLayout>> MakeColumnLayouts(Table table, const ParquetOptions& options) {
  std::vector<ColumnLayout> layouts;
  std::vector<std::optional<ColumnDictionary>> known_values = KnownValues(table);
  const auto columns = Describe(table).columns;
  for (size_t i = 0; i < columns.size(); ++i) {
    ColumnLayout layout;
    layout.descriptor = &columns[i];
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
