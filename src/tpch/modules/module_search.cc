#include "tpch/modules/module_search.h"

#include <glob.h>

#include <cstdlib>
#include <string_view>
#include <utility>

#include "tpch/modules/own_file.h"

namespace tpch {
namespace {

namespace fs = std::filesystem;

// Appends the folders that match a pattern, or the pattern itself if none does.
void AppendMatches(const fs::path& pattern, std::vector<fs::path>* dirs) {
  glob_t matches;
  if (::glob(pattern.c_str(), GLOB_NOCHECK, nullptr, &matches) != 0) return;
  dirs->insert(dirs->end(), matches.gl_pathv, matches.gl_pathv + matches.gl_pathc);
  ::globfree(&matches);
}

// Returns an absolute path from an environment variable, or an empty one.
fs::path PathOf(const char* variable) {
  const char* const value = ::secure_getenv(variable);
  return value != nullptr && *value == '/' ? fs::path(value) : fs::path();
}

// Returns the folder of Python packages that has the program's own library in its package `tpch`,
// or an empty path.
fs::path FindOwnPackages() {
  const fs::path lib = OwnFile().parent_path();
  const fs::path package = lib.parent_path();
  return lib.filename() == "lib" && package.filename() == "tpch" ? package.parent_path()
                                                                 : fs::path();
}

}  // namespace

std::vector<fs::path> ModuleDirectories() {
  const fs::path program_dir = OwnFile().parent_path();
  if (program_dir.empty()) return {};
  return {program_dir.parent_path() / "lib" / "tpch", program_dir};
}

std::vector<fs::path> ArrowDirectories() {
  std::vector<fs::path> dirs;
  const fs::path chosen = PathOf("TPCH_ARROW_DIR");
  if (!chosen.empty()) dirs.push_back(chosen);
  const fs::path packages = FindOwnPackages();
  if (!packages.empty()) dirs.push_back(packages / "pyarrow");
  for (const auto& [prefix, folder] : {
           std::pair<fs::path, std::string_view>{PathOf("VIRTUAL_ENV"), "site-packages"},
           {OwnFile().parent_path().parent_path(), "site-packages"},
           {PathOf("HOME") / ".local", "site-packages"},
           {"/usr/local", "*-packages"},
           {"/usr", "*-packages"},
       }) {
    if (prefix.is_absolute()) {
      AppendMatches(prefix / "lib" / "python3*" / folder / "pyarrow", &dirs);
    }
  }
  return dirs;
}

}  // namespace tpch
