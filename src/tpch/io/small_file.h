// A small file that is written as a whole, for example a manifest or a report.

#pragma once

#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "tpch/io/existing.h"
#include "tpch/io/unfinished_file.h"
#include "tpch/output_options.h"
#include "tpch/status.h"

namespace tpch {

/// Resolves the symbolic links of `path`. Returns `path`, then the target of each link; the last
/// name is not a link and need not exist. Returns IoError for too many links, and for links that
/// the system does not let this user follow.
Result<std::vector<std::filesystem::path>> FollowLinks(const std::filesystem::path& path);

/// Writes the file that `path` refers to: readers see the old file or the whole `text`. The bytes
/// go to a new file with a random name in the same directory, which is created if missing; after a
/// failure the new file is removed. A replaced file passes on its permission bits and, if the
/// system allows it, its owner. A symbolic link stays, and its target is written.
///
/// Errors: IoError if the system refuses, if `path` is not a regular file, and with Existing::kKeep
/// if the file exists.
Status WriteSmallFile(const std::filesystem::path& path, std::string_view text, Existing existing,
                      Durability durability);

/// Writes `text` to an open file, and gives it its name.
Status WriteSmallFile(std::unique_ptr<UnfinishedFile> file, std::string_view text,
                      Durability durability);

}  // namespace tpch
