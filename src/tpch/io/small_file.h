// A small file that is written as a whole, such as a manifest or a report.

#pragma once

#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "tpch/io/file_output_options.h"
#include "tpch/io/unfinished_file.h"
#include "tpch/status.h"

namespace tpch {

/// Returns the names that lead from `path` to the file that it means: `path` first, then what each
/// symbolic link among them names; the last is not a link, and need not exist. IoError for too many
/// links, and for links that the system does not let this user follow.
Result<std::vector<std::filesystem::path>> FollowLinks(const std::filesystem::path& path);

/// Writes the file that `path` means: readers see what was there before or the whole `text`. The
/// bytes go to a new file of a random name in the same directory, which is made if missing; nothing
/// of it stays after a failure. A replaced file hands on its permission bits and, where the system
/// allows it, its owner; a symbolic link stays and its target is written.
///
/// Errors: IoError for what the system refuses, for what is not a regular file, and with
/// Existing::kKeep for a file that is there.
Status WriteSmallFile(const std::filesystem::path& path, std::string_view text, Existing existing,
                      Durability durability);

/// Writes `text` to a file that has been made, and gives it its name.
Status WriteSmallFile(std::unique_ptr<UnfinishedFile> file, std::string_view text,
                      Durability durability);

}  // namespace tpch
