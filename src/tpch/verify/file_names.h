// What the names of files and folders say: the table, its kind, values of columns.

#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "tpch/schema/table.h"

namespace tpch {

/// What the folders of a path say.
struct FolderNames {
  std::optional<Table> table;
  std::map<std::string, std::string> values;  ///< of folders `name=value`

  /// Adds what one more folder says.
  void Add(const std::string& name);
};

/// Returns the table that a name means: a table's name, with anything but a letter after it.
std::optional<Table> TableOfName(std::string_view name);

/// Compares names so that `x.10` comes after `x.9`.
bool ComesBefore(const std::string& a, const std::string& b);

/// Returns whether a file of this name may be meant as a manifest of this program, also if no run
/// would name one so (IsManifestName of run/data_file_name.h is for those).
bool MayBeManifest(const std::string& name);

/// Returns whether files and folders of this name are never looked at: hidden and temporary ones.
bool IsLeftOut(const std::string& name);

/// Returns whether a name is that of a text file with rows: by its extension, which may be followed
/// by a part's number (`.tbl.3`), or if it is nothing but a table's name.
bool IsTextName(const std::filesystem::path& path);

/// Returns whether a name is one by which other programs number the files of any table (`part-0`).
bool IsNumberedPartName(const std::string& name);

/// Returns whether a name has an extension of Parquet, or of Arrow files.
bool IsParquetName(const std::filesystem::path& path);
bool IsArrowName(const std::filesystem::path& path);

}  // namespace tpch
