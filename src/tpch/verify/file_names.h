// Interprets the names of files and folders: the table, the refresh set, the kind of file, values
// of columns.

#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "tpch/schema/table.h"

namespace tpch {

/// The information in the names of a path's folders.
struct FolderNames {
  std::optional<Table> table;
  std::optional<int64_t> set;                 ///< the refresh set
  std::map<std::string, std::string> values;  ///< from folders `name=value`

  /// Adds the name of one more folder.
  void Add(const std::string& name);
};

/// Returns that of the tables which a name denotes: the table's name, which a letter must not
/// follow.
std::optional<Table> TableOfName(std::string_view name, std::span<const Table> tables = kAllTables);

/// Returns the refresh set that a file's name denotes, as dbgen's names do.
std::optional<int64_t> SetOfName(std::string_view name);

/// Returns the tables that a file may hold, of the database or of the refresh set.
std::span<const Table> TablesOf(const std::optional<int64_t>& set);

/// Orders names so that `x.10` comes after `x.9`.
bool ComesBefore(const std::string& a, const std::string& b);

/// Returns whether a file with this name may be a manifest of this program, even if no run would
/// choose the name (for those, see IsManifestName in run/data_file_name.h).
bool MayBeManifest(const std::string& name);

/// Returns whether files and folders with this name are ignored: hidden and temporary ones.
bool IsLeftOut(const std::string& name);

/// Returns whether a text file of rows may have this name: by its extension, which a part's number
/// may follow (`.tbl.3`), because it is exactly a table's name, or because it is dbgen's for a
/// refresh set (`delete.1`). Each may be compressed (`.tbl.3.gz`).
bool IsTextName(const std::filesystem::path& path);

/// Returns whether other programs use such a name to number the files of any table (`part-0`).
bool IsNumberedPartName(const std::string& name);

/// Return whether a name has an extension of Parquet or Arrow files.
bool IsParquetName(const std::filesystem::path& path);
bool IsArrowName(const std::filesystem::path& path);

}  // namespace tpch
