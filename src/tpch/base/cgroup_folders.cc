#include "tpch/base/cgroup_folders.h"

#include <algorithm>
#include <fstream>
#include <string>

namespace tpch {
namespace {

// Returns whether a comma-separated list contains the controller.
bool Lists(std::string_view controllers, std::string_view controller) {
  while (!controllers.empty()) {
    const size_t comma = std::min(controllers.find(','), controllers.size());
    if (controllers.substr(0, comma) == controller) return true;
    controllers.remove_prefix(std::min(comma + 1, controllers.size()));
  }
  return false;
}

// Adds the folder `relative` below `mount`, and its ancestors.
void AddWithAncestors(int version, const std::filesystem::path& mount,
                      std::filesystem::path relative, std::vector<CgroupFolder>* folders) {
  for (; !relative.empty(); relative = relative.parent_path()) {
    folders->push_back({version, mount / relative});
  }
  folders->push_back({version, mount});
}

}  // namespace

std::vector<CgroupFolder> FindCgroupFolders(const std::filesystem::path& root,
                                            std::string_view controller) {
  const std::filesystem::path mount = root / "sys/fs/cgroup";
  std::vector<CgroupFolder> folders;
  // Lines are `ID:CONTROLLERS:PATH`; version 2 has `0::PATH`.
  std::ifstream file(root / "proc/self/cgroup");
  for (std::string line; std::getline(file, line);) {
    const size_t first = line.find(':');
    const size_t second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    const auto relative = std::filesystem::path(line.substr(second + 1)).relative_path();
    const std::string controllers = line.substr(first + 1, second - first - 1);
    if (controllers.empty()) {
      AddWithAncestors(2, mount, relative, &folders);
    } else if (Lists(controllers, controller)) {
      AddWithAncestors(1, mount / controller, relative, &folders);
    }
  }
  return folders;
}

}  // namespace tpch
