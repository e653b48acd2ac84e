#include "tpch/parquet/parquet_schema.h"

#include <arrow/ipc/writer.h>
#include <arrow/util/base64.h>
#include <arrow/util/compression.h>
#include <fmt/format.h>
#include <parquet/arrow/schema.h>
#include <parquet/exception.h>

#include <limits>
#include <string>

#include "tpch/arrow/memory_pool.h"
#include "tpch/arrow/record_batch.h"

namespace tpch {
namespace {

constexpr int kDefaultZstdLevel = 1;

arrow::Compression::type ArrowCodec(Codec codec) {
  switch (codec) {
    case Codec::kNone:
      return arrow::Compression::UNCOMPRESSED;
    case Codec::kSnappy:
      return arrow::Compression::SNAPPY;
    case Codec::kZstd:
      return arrow::Compression::ZSTD;
    case Codec::kLz4Raw:
      return arrow::Compression::LZ4;
    case Codec::kGzip:
      return arrow::Compression::GZIP;
    case Codec::kBrotli:
      return arrow::Compression::BROTLI;
  }
  return arrow::Compression::UNCOMPRESSED;
}

/// Returns the encoding of a column that has no dictionary: sorted and clustered numbers shrink by
/// their differences, text by the differences of its lengths.
parquet::Encoding::type PlainColumnEncoding(const ColumnDescriptor& column) {
  return column.type == LogicalType::kString ? parquet::Encoding::DELTA_LENGTH_BYTE_ARRAY
                                             : parquet::Encoding::DELTA_BINARY_PACKED;
}

std::shared_ptr<parquet::WriterProperties> MakeProperties(Table table,
                                                          const ParquetOptions& options) {
  parquet::WriterProperties::Builder builder;
  builder.memory_pool(ArrowMemoryPool())
      ->created_by("tpch version " TPCH_VERSION)
      ->compression(ArrowCodec(options.codec))
      ->enable_store_decimal_as_integer()
      // The unit is the row group.
      ->max_row_group_length(std::numeric_limits<int64_t>::max());
  if (options.level) builder.compression_level(*options.level);
  if (options.codec == Codec::kZstd && !options.level) builder.compression_level(kDefaultZstdLevel);
  for (const ColumnDescriptor& column : Describe(table).columns) {
    if (column.few_values) continue;
    const std::string name(column.name);
    builder.disable_dictionary(name)->encoding(name, PlainColumnEncoding(column));
  }
  return builder.build();
}

std::shared_ptr<const arrow::KeyValueMetadata> MakeKeyValues(const arrow::Schema& schema) {
  PARQUET_ASSIGN_OR_THROW(const auto serialized, arrow::ipc::SerializeSchema(schema));
  return arrow::key_value_metadata({"ARROW:schema"},
                                   {arrow::util::base64_encode(serialized->ToString())});
}

}  // namespace

Status CheckCodec(const ParquetOptions& options) {
  if (arrow::util::Codec::IsAvailable(ArrowCodec(options.codec))) return Status::OK();
  std::string available;
  std::string_view wanted;
  for (const CodecDescriptor& codec : kCodecs) {
    if (codec.codec == options.codec) wanted = codec.name;
    if (!arrow::util::Codec::IsAvailable(ArrowCodec(codec.codec))) continue;
    available += fmt::format("{}{}", available.empty() ? "" : ", ", codec.name);
  }
  return Status::Invalid(fmt::format(
      "--compression: the Arrow library of this build lacks '{}'; it has {}", wanted, available));
}

ParquetTable MakeParquetTable(Table table, const ParquetOptions& options) {
  ParquetTable result;
  const std::shared_ptr<arrow::Schema> schema = MakeArrowSchema(table);
  result.properties = MakeProperties(table, options);
  PARQUET_THROW_NOT_OK(
      parquet::arrow::ToParquetSchema(schema.get(), *result.properties, &result.schema));
  result.key_values = MakeKeyValues(*schema);
  return result;
}

}  // namespace tpch
