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

}  // namespace

std::vector<fs::path> ModuleDirectories() {
  const fs::path program_dir = OwnFile().parent_path();
  if (program_dir.empty()) return {};
  const fs::path lib = program_dir.parent_path() / "lib";
  std::vector<fs::path> dirs = {lib / "tpch", program_dir};
  AppendMatches(lib / "python3*" / "site-packages" / "tpch" / "lib", &dirs);
  return dirs;
}

std::vector<fs::path> ArrowDirectories() {
  std::vector<fs::path> dirs;
  const fs::path chosen = PathOf("TPCH_ARROW_DIR");
  if (!chosen.empty()) dirs.push_back(chosen);
  for (const auto& [prefix, packages] : {
           std::pair<fs::path, std::string_view>{PathOf("VIRTUAL_ENV"), "site-packages"},
           {OwnFile().parent_path().parent_path(), "site-packages"},
           {PathOf("HOME") / ".local", "site-packages"},
           {"/usr/local", "*-packages"},
           {"/usr", "*-packages"},
       }) {
    if (prefix.is_absolute()) {
      AppendMatches(prefix / "lib" / "python3*" / packages / "pyarrow", &dirs);
    }
  }
  return dirs;
}

}  // namespace tpch
