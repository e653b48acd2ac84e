// Where the files of the process's control groups are.

#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

namespace tpch {

/// A folder of a control group.
struct CgroupFolder {
  int version = 2;  ///< 1 or 2: which names its files have
  std::filesystem::path path;
};

/// Returns the folders of the process's cgroups that `controller` (`cpu`, `memory`) works in, and
/// those of their ancestors up to the mount point: what limits an ancestor limits the process too.
/// Not all of them need exist. `root` is where `proc` and `sys` are mounted: `/`, but for tests.
std::vector<CgroupFolder> FindCgroupFolders(const std::filesystem::path& root,
                                            std::string_view controller);

}  // namespace tpch
