// Finds the files of tables in directories, by this program or others: one or more per table, in
// folders of any depth.

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

/// A file with rows of a table.
struct FoundFile {
  std::filesystem::path path;
  std::string name;  ///< to display: the path, except for standard input
  FileKind kind;
  std::optional<Table> table;  ///< from names of file and folders; nullopt: from its columns
  std::map<std::string, std::string> folder_values;  ///< from folders `name=value`
  std::optional<int64_t> set;                        ///< refresh set; nullopt: of the database
  Status error;  ///< not ok: named like a table's file, but unreadable
};

struct FoundFiles {
  std::vector<FoundFile> files;                  ///< by path; numbers in names count as numbers
  std::vector<std::filesystem::path> manifests;  ///< of this program
  std::vector<std::filesystem::path> others;     ///< without a table, judging by their names
  std::vector<Message> notices;                  ///< what was skipped, and why
};

/// Examines the files of `paths` and everything below its directories, including symbolic links.
/// Examines each file and directory once, even if it has several names, and opens only regular
/// files. Skips other or unreadable entries of a directory with a notice, but if one has the name
/// of a table's file, that file has an error. Ignores temporary files and names that begin with a
/// dot or an underscore. `table` applies to all files.
///
/// Returns Invalid for a path that does not exist or is neither a regular file nor a directory, for
/// a URI, for a file of unknown kind that was named or has a table's name, and if there is no file
/// at all; IoError for a named path that is unreadable; Cancelled after `stop` becomes true.
Result<FoundFiles> FindFiles(const std::vector<std::filesystem::path>& paths,
                             std::optional<Table> table, const std::atomic<bool>& stop);

/// Returns Invalid, with what would work, for a URI, which cannot be read yet, and for a path that
/// does not exist.
Status CheckPathIsThere(const std::filesystem::path& path);

}  // namespace tpch
