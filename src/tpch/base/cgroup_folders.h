// Finds the folders of the process's control groups.

#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

namespace tpch {

/// A folder of a control group.
struct CgroupFolder {
  int version = 2;  ///< 1 or 2, which determines the names of its files
  std::filesystem::path path;
};

/// Returns the folders of the process's cgroups for `controller` (`cpu`, `memory`), and their
/// ancestors up to the mount point, because a limit on an ancestor also limits the process. Some
/// folders may not exist. `root` is where `proc` and `sys` are mounted: `/`, except in tests.
std::vector<CgroupFolder> FindCgroupFolders(const std::filesystem::path& root,
                                            std::string_view controller);

}  // namespace tpch
