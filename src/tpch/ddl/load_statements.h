// The statements with which engines load files into tables.

#pragma once

#include <optional>
#include <span>
#include <string>

#include "tpch/queries/dialect.h"
#include "tpch/read/text_file.h"
#include "tpch/schema/table.h"
#include "tpch/status.h"

namespace tpch {

/// A file with rows of a table: all its columns, in their order.
struct LoadFile {
  Table table;
  std::string path;
  std::optional<TextForm> text;  ///< nullopt: Parquet
};

/// Returns Invalid, with what would work, if the engine cannot load these files of all tables.
Status CheckFiles(std::span<const LoadFile> files, Dialect dialect);

/// Returns whether the engine reads files in place, so that a table is made of them.
bool ReadsInPlace(Dialect dialect);

/// Returns what follows the columns of a table that is made of files.
/// REQUIRES: ReadsInPlace(dialect); files of one table that CheckFiles accepts, at least one.
std::string FilesOfTable(std::span<const LoadFile> files);

/// Returns the statements that load files into tables. REQUIRES: CheckFiles accepts them; not
/// ReadsInPlace(dialect).
std::string LoadStatements(std::span<const LoadFile> files, Dialect dialect);

}  // namespace tpch
