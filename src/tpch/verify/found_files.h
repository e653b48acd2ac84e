// Finds the files of tables in directories: those of this program and of others, one file a table
// or many, in folders of any depth.

#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tpch/base/status.h"
#include "tpch/schema/table.h"

namespace tpch {

enum class FileKind : uint8_t { kParquet, kArrow, kText };

/// A file that holds rows of a table.
struct FoundFile {
  std::filesystem::path path;
  FileKind kind;
  std::optional<Table> table;  ///< by the names of file and folders; absent: its columns must tell
  std::map<std::string, std::string> folder_values;  ///< of folders `name=value`
};

struct FoundFiles {
  std::vector<FoundFile> files;                  ///< by path; numbers in names count as numbers
  std::vector<std::filesystem::path> manifests;  ///< of this program
  std::vector<std::filesystem::path> others;     ///< that hold no table, as far as names tell
};

/// Looks at the files of `paths` and everything below those that are directories. Temporary files
/// and names that begin with a dot or an underscore are left out. `table`: of all files.
/// Invalid for a path that is not there, for one of unknown kind that was named or whose name is a
/// table's, and when there is no file at all; IoError for what cannot be read.
Result<FoundFiles> FindFiles(const std::vector<std::filesystem::path>& paths,
                             std::optional<Table> table);

/// Returns the table that a name means: a table's name, with anything but a letter behind it.
std::optional<Table> TableOfName(std::string_view name);

}  // namespace tpch
