#include "tpch/parquet/file_metadata.h"

#include <algorithm>

#include "tpch/parquet/page_index.h"
#include "tpch/parquet/thrift_writer.h"

namespace tpch {
namespace {

// Numbers of parquet.thrift.
constexpr int32_t kRequired = 0;
constexpr int32_t kUtf8 = 0;
constexpr int32_t kDecimal = 5;
constexpr int32_t kDate = 6;
constexpr int16_t kStringType = 1;
constexpr int16_t kDecimalType = 5;
constexpr int16_t kDateType = 6;
// Version 1, which all readers accept (parquet.thrift); it does not describe encodings or pages.
constexpr int32_t kVersion1 = 1;

constexpr int32_t kDecimalScale = 2;
constexpr int32_t kDecimalPrecision = 15;

int32_t CodecNumber(Codec codec) {
  switch (codec) {
    case Codec::kNone:
      return 0;
    case Codec::kSnappy:
      return 1;
    case Codec::kGzip:
      return 2;
    case Codec::kBrotli:
      return 4;
    case Codec::kZstd:
      return 6;
    case Codec::kLz4Raw:
      return 7;
    case Codec::kLz4:
      break;  // not a codec of Parquet
  }
  return 0;
}

int32_t Number(PhysicalType type) { return static_cast<int32_t>(type); }

// Writes the union LogicalType with the member `type`, which is empty except for decimals.
void WriteLogicalType(int16_t type, ThriftWriter* writer) {
  writer->BeginStruct(10);
  writer->BeginStruct(type);
  if (type == kDecimalType) {
    writer->I32(1, kDecimalScale);
    writer->I32(2, kDecimalPrecision);
  }
  writer->EndStruct();
  writer->EndStruct();
}

void WriteSchemaColumn(const ColumnLayout& column, int32_t field_id, ThriftWriter* writer) {
  writer->BeginElement();
  writer->I32(1, Number(column.physical_type));
  writer->I32(3, kRequired);
  writer->Binary(4, column.descriptor->name);
  const LogicalType type = column.descriptor->type;
  if (type == LogicalType::kString) writer->I32(6, kUtf8);
  if (type == LogicalType::kDate) writer->I32(6, kDate);
  if (type == LogicalType::kDecimal) {
    writer->I32(6, kDecimal);
    writer->I32(7, kDecimalScale);
    writer->I32(8, kDecimalPrecision);
  }
  writer->I32(9, field_id);
  if (type == LogicalType::kString) WriteLogicalType(kStringType, writer);
  if (type == LogicalType::kDate) WriteLogicalType(kDateType, writer);
  if (type == LogicalType::kDecimal) WriteLogicalType(kDecimalType, writer);
  writer->EndStruct();
}

void WriteSchema(const std::vector<ColumnLayout>& columns, ThriftWriter* writer) {
  writer->BeginList(2, ThriftType::kStruct, columns.size() + 1);
  writer->BeginElement();
  writer->Binary(4, "schema");
  writer->I32(5, static_cast<int32_t>(columns.size()));
  writer->EndStruct();
  for (size_t i = 0; i < columns.size(); ++i) {
    WriteSchemaColumn(columns[i], static_cast<int32_t>(i + 1), writer);
  }
}

void WriteKeyValues(std::span<const KeyValue> key_values, ThriftWriter* writer) {
  writer->BeginList(5, ThriftType::kStruct, key_values.size());
  for (const auto& [key, value] : key_values) {
    writer->BeginElement();
    writer->Binary(1, key);
    writer->Binary(2, value);
    writer->EndStruct();
  }
}

// Writes that every column is ordered by its type: the order of min_value and max_value.
void WriteColumnOrders(size_t num_columns, ThriftWriter* writer) {
  writer->BeginList(7, ThriftType::kStruct, num_columns);
  for (size_t i = 0; i < num_columns; ++i) {
    writer->BeginElement();
    writer->BeginStruct(1);
    writer->EndStruct();
    writer->EndStruct();
  }
}

void WriteStatistics(const ValueBounds& bounds, PhysicalType type, ThriftWriter* writer) {
  writer->BeginStruct(12);
  writer->I64(3, 0);  // nulls
  writer->Binary(5, bounds.PlainMax(type));
  writer->Binary(6, bounds.PlainMin(type));
  writer->Bool(7, true);  // the bounds are exact
  writer->Bool(8, true);
  writer->EndStruct();
}

struct PageEncodingStats {
  PageType page_type;
  int32_t encoding;
  int32_t count;
};

void WriteEncodingStats(std::span<const PageEncodingStats> all_stats, ThriftWriter* writer) {
  writer->BeginList(13, ThriftType::kStruct, all_stats.size());
  for (const PageEncodingStats& stats : all_stats) {
    writer->BeginElement();
    writer->I32(1, static_cast<int32_t>(stats.page_type));
    writer->I32(2, stats.encoding);
    writer->I32(3, stats.count);
    writer->EndStruct();
  }
}

int64_t DictionarySize(const ColumnLayout& column) {
  return column.dictionary_page ? static_cast<int64_t>(column.dictionary_page->bytes.size()) : 0;
}

int64_t UncompressedSize(const ColumnLayout& column, const ColumnSummary& summary) {
  return summary.uncompressed_size_bytes +
         (column.dictionary_page ? column.dictionary_page->uncompressed_size_bytes : 0);
}

int64_t NumRows(const ColumnSummary& summary) {
  int64_t num_rows = 0;
  for (const PageSummary& page : summary.pages) num_rows += page.num_rows;
  return num_rows;
}

void WriteEncodings(const ColumnLayout& column, const PageStyle& style, ThriftWriter* writer) {
  std::vector<int32_t> encodings = {EncodingNumber(column.encoding, style)};
  if (const int32_t number = DictionaryEncodingNumber(style);
      column.dictionary_page && number != encodings[0]) {
    encodings.push_back(number);
  }
  writer->BeginList(2, ThriftType::kI32, encodings.size());
  for (const int32_t encoding : encodings) writer->I32Element(encoding);
}

// Appends the struct ColumnMetaData of a chunk.
void AppendColumnMetadata(const ColumnLayout& column, const PageStyle& style,
                          const PlacedColumnChunk& chunk, std::string* out) {
  ValueBounds bounds;
  for (const PageSummary& page : chunk.summary.pages) bounds.Include(page.bounds);
  std::vector<PageEncodingStats> encoding_stats;
  if (column.dictionary_page) {
    encoding_stats.push_back({PageType::kDictionaryPage, DictionaryEncodingNumber(style), 1});
  }
  encoding_stats.push_back({DataPageType(style), EncodingNumber(column.encoding, style),
                            static_cast<int32_t>(chunk.summary.pages.size())});
  ThriftWriter writer(out);
  writer.I32(1, Number(column.physical_type));
  WriteEncodings(column, style, &writer);
  writer.BeginList(3, ThriftType::kBinary, 1);
  writer.BinaryElement(column.descriptor->name);
  writer.I32(4, CodecNumber(column.compression.codec));
  writer.I64(5, NumRows(chunk.summary));
  writer.I64(6, UncompressedSize(column, chunk.summary));
  writer.I64(7, DictionarySize(column) + chunk.summary.size_bytes);
  writer.I64(9, chunk.offset + DictionarySize(column));
  if (column.dictionary_page) writer.I64(11, chunk.offset);
  WriteStatistics(bounds, column.physical_type, &writer);
  WriteEncodingStats(encoding_stats, &writer);
  if (chunk.bloom_filter_size_bytes > 0) {
    writer.I64(14, chunk.bloom_filter_offset);
    writer.I32(15, static_cast<int32_t>(chunk.bloom_filter_size_bytes));
  }
  writer.EndStruct();
}

void WriteSortingColumns(std::span<const size_t> columns, ThriftWriter* writer) {
  writer->BeginList(4, ThriftType::kStruct, columns.size());
  for (const size_t column : columns) {
    writer->BeginElement();
    writer->I32(1, static_cast<int32_t>(column));
    writer->Bool(2, false);  // descending
    writer->Bool(3, false);  // nulls first
    writer->EndStruct();
  }
}

}  // namespace

void FileMetadata::AddRowGroup(std::span<const PlacedColumnChunk> chunks) {
  RowGroup row_group{NumRows(chunks.front().summary), chunks.front().offset, 0, 0};
  for (size_t i = 0; i < chunks.size(); ++i) {
    AddColumnChunk(i, chunks[i]);
    const ColumnLayout& column = table_.columns[i];
    row_group.uncompressed_size_bytes += UncompressedSize(column, chunks[i].summary);
    row_group.compressed_size_bytes += DictionarySize(column) + chunks[i].summary.size_bytes;
  }
  num_rows_ += row_group.num_rows;
  row_groups_.push_back(row_group);
}

void FileMetadata::AddColumnChunk(size_t column, const PlacedColumnChunk& chunk) {
  const ColumnLayout& layout = table_.columns[column];
  const size_t metadata = chunk_metadata_.size();
  const size_t column_index = column_indexes_.size();
  const size_t offset_index = offset_indexes_.size();
  AppendColumnMetadata(layout, table_.page_style, chunk, &chunk_metadata_);
  AppendColumnIndex(chunk.summary.pages, layout.physical_type, &column_indexes_);
  AppendOffsetIndex(chunk.summary.pages, chunk.offset + DictionarySize(layout), &offset_indexes_);
  chunks_.push_back({static_cast<uint32_t>(chunk_metadata_.size() - metadata),
                     static_cast<uint32_t>(column_indexes_.size() - column_index),
                     static_cast<uint32_t>(offset_indexes_.size() - offset_index)});
}

std::string FileMetadata::SerializeRowGroups(int64_t offset) const {
  std::string out;
  auto column_index_offset = offset;
  auto offset_index_offset = offset + static_cast<int64_t>(column_indexes_.size());
  std::string_view metadata = chunk_metadata_;
  auto chunk = chunks_.begin();
  for (size_t i = 0; i < row_groups_.size(); ++i) {
    const RowGroup& row_group = row_groups_[i];
    ThriftWriter writer(&out);
    writer.BeginList(1, ThriftType::kStruct, table_.columns.size());
    for (size_t column = 0; column < table_.columns.size(); ++column, ++chunk) {
      writer.BeginElement();
      writer.I64(2, 0);  // deprecated: the offset of metadata stored elsewhere
      writer.WrittenStruct(3, metadata.substr(0, chunk->metadata));
      writer.I64(4, offset_index_offset);
      writer.I32(5, static_cast<int32_t>(chunk->offset_index));
      writer.I64(6, column_index_offset);
      writer.I32(7, static_cast<int32_t>(chunk->column_index));
      writer.EndStruct();
      metadata.remove_prefix(chunk->metadata);
      offset_index_offset += chunk->offset_index;
      column_index_offset += chunk->column_index;
    }
    writer.I64(2, row_group.uncompressed_size_bytes);
    writer.I64(3, row_group.num_rows);
    WriteSortingColumns(table_.sorting_columns, &writer);
    writer.I64(5, row_group.offset);
    writer.I64(6, row_group.compressed_size_bytes);
    writer.I16(7, static_cast<int16_t>(i));
    writer.EndStruct();
  }
  return out;
}

std::string FileMetadata::Serialize(int64_t offset, std::span<const KeyValue> key_values) const {
  std::string out = column_indexes_ + offset_indexes_;
  const size_t footer = out.size();
  ThriftWriter writer(&out);
  writer.I32(1, kVersion1);
  WriteSchema(table_.columns, &writer);
  writer.I64(3, num_rows_);
  writer.BeginList(4, ThriftType::kStruct, row_groups_.size());
  writer.WrittenElements(SerializeRowGroups(offset));
  WriteKeyValues(key_values, &writer);
  writer.Binary(6, "tpch version " TPCH_VERSION);
  WriteColumnOrders(table_.columns.size(), &writer);
  writer.EndStruct();
  AppendPlainNumber(static_cast<int64_t>(out.size() - footer), PhysicalType::kInt32, &out);
  out += kParquetMagic;
  return out;
}

}  // namespace tpch
