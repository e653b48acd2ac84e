// How a table looks in a Parquet file: schema, and the encoding of each column.

#pragma once

#include <arrow/util/key_value_metadata.h>
#include <parquet/properties.h>
#include <parquet/schema.h>

#include <memory>

#include "tpch/base/status.h"
#include "tpch/encode/parquet_options.h"
#include "tpch/schema/table.h"

namespace tpch {

/// What all files of one table share. Immutable, thread-safe.
struct ParquetTable {
  std::shared_ptr<parquet::WriterProperties> properties;
  std::shared_ptr<parquet::SchemaDescriptor> schema;
  /// The Arrow schema for readers that look for it; the same in every file of the table.
  std::shared_ptr<const arrow::KeyValueMetadata> key_values;
};

/// Returns Invalid, with the codecs that work, when the Arrow library lacks the codec.
Status CheckCodec(const ParquetOptions& options);

/// REQUIRES: CheckCodec(options) is OK.
ParquetTable MakeParquetTable(Table table, const ParquetOptions& options);

}  // namespace tpch
