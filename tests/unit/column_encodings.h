// One encoding for all columns that support it.

#pragma once

#include <string>
#include <vector>

#include "tpch/parquet/options_check.h"
#include "tpch/parquet_options.h"
#include "tpch/schema/table.h"

namespace tpch {

/// Returns all columns of all tables that support an encoding, with that encoding.
inline std::vector<ColumnEncoding> EveryColumnAs(Encoding encoding) {
  std::vector<ColumnEncoding> settings;
  for (const Table table : kAllTables) {
    for (const ColumnDescriptor& column : Describe(table).columns) {
      const ColumnEncoding setting{std::string(column.name), encoding};
      if (CheckParquetOptions({.column_encodings = {setting}}).ok()) settings.push_back(setting);
    }
  }
  return settings;
}

}  // namespace tpch
