// The tables of TPC-H in SQL: CREATE TABLE with comments and keys, and the loading of files.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tpch/ddl/load_statements.h"
#include "tpch/queries/dialect.h"
#include "tpch/schema/table.h"
#include "tpch/status.h"

namespace tpch {

enum class Keys : uint8_t {
  kWithTables,  ///< with files to load: added after them, in engines that can
  kNone,
  kOnly  ///< statements that add keys to existing tables, and nothing else
};

struct SchemaOptions {
  Dialect dialect = Dialect::kAnsi;
  std::vector<Table> tables = {};  ///< in any order; empty: all
  Keys keys = Keys::kWithTables;
  std::vector<LoadFile> files = {};  ///< to load, of these tables
};

/// Returns Invalid if the engine adds no keys to existing tables.
Status CheckAddsKeys(Dialect dialect);

/// Returns the statements in the order in which they must run, after a comment line: a table
/// comes after those that its keys reference. Returns the errors of CheckAddsKeys and CheckFiles.
Result<std::string> FormatSchema(const SchemaOptions& options);

}  // namespace tpch
