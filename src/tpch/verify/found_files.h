// Finds the files of tables in directories: those of this program and of others, one file a table
// or many, in folders of any depth.

#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tpch/schema/table.h"
#include "tpch/status.h"

namespace tpch {

enum class FileKind : uint8_t { kParquet, kArrow, kText };

/// A file that holds rows of a table.
struct FoundFile {
  std::filesystem::path path;
  std::string name;  ///< for people; the path, but for standard input
  FileKind kind;
  std::optional<Table> table;  ///< by the names of file and folders; absent: its columns must tell
  std::map<std::string, std::string> folder_values;  ///< of folders `name=value`
  Status error;  ///< not ok: it has the name of a table's file, but cannot be read
};

struct FoundFiles {
  std::vector<FoundFile> files;                  ///< by path; numbers in names count as numbers
  std::vector<std::filesystem::path> manifests;  ///< of this program
  std::vector<std::filesystem::path> others;     ///< that hold no table, as far as names tell
  std::vector<Message> notices;                  ///< what was skipped, and why
};

/// Looks at the files of `paths` and everything below those that are directories, symbolic links
/// included. Each file and each directory is looked at once, by whatever names it is reached, and
/// only regular files are opened; what else is in a directory, or cannot be read, is skipped with a
/// notice, but if its name is that of a table's file, that file has an error. Temporary files and
/// names that begin with a dot or an underscore are left out. `table`: of all files.
///
/// Invalid for a path that is not there or neither a regular file nor a directory, for a URI, for a
/// file of unknown kind that was named or whose name is a table's, and when there is no file at
/// all; IoError for a named path that cannot be read; Cancelled after `stop` became true.
Result<FoundFiles> FindFiles(const std::vector<std::filesystem::path>& paths,
                             std::optional<Table> table, const std::atomic<bool>& stop);

/// Returns Invalid for a URI, which cannot be read yet, and for a path of nothing; in words that
/// say what would work.
Status CheckPathIsThere(const std::filesystem::path& path);

}  // namespace tpch
