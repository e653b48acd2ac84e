#include "tpch/run/module_loader.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <vector>

namespace tpch {
namespace {

namespace fs = std::filesystem;

/// Returns the directories that a module may be in: those of the program, never the current one or
/// those of the environment. Empty where the system does not say where the program is.
std::vector<fs::path> ModuleDirectories() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (error || !program.is_absolute()) return {};
  const fs::path program_dir = program.parent_path();
  return {program_dir.parent_path() / "lib", program_dir};
}

/// Returns the error of a module that is not there. `built_without` is that of a build without it.
Status NotFound(std::string_view file_name, const std::vector<fs::path>& dirs,
                [[maybe_unused]] const Status& built_without) {
#ifdef TPCH_WITH_ARROW
  if (dirs.empty()) {
    return Status::IoError(
        fmt::format("cannot find '{}': /proc does not say where the program is", file_name));
  }
  return Status::IoError(
      fmt::format("'{}' is neither in '{}' nor in '{}'; it belongs to the program: install both "
                  "again, or use csv or tbl in a local directory",
                  file_name, dirs[0].string(), dirs[1].string()));
#else
  static_cast<void>(file_name);
  static_cast<void>(dirs);
  return built_without;
#endif
}

/// Returns the function that a module exports. Errors say `what` it is; `built_without` is
/// the error of a build without it.
Result<void*> LoadFunction(std::string_view file_name, const char* function, std::string_view what,
                           const Status& built_without) {
  const std::vector<fs::path> dirs = ModuleDirectories();
  std::error_code error;
  const auto dir = std::ranges::find_if(
      dirs, [&](const fs::path& candidate) { return fs::exists(candidate / file_name, error); });
  if (dir == dirs.end()) return NotFound(file_name, dirs, built_without);
  const fs::path path = *dir / file_name;
  void* const library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    return Status::IoError(fmt::format("cannot load the {} module: {}", what, ::dlerror()));
  }
  void* const address = ::dlsym(library, function);
  if (address != nullptr) return address;
  return Status::IoError(fmt::format("'{}' is not a {} module of tpch", path.string(), what));
}

}  // namespace

Result<const FormatModule*> LoadFormatModule() {
  TPCH_ASSIGN_OR_RETURN(
      void* const function,
      LoadFunction("libtpch_arrow.so", kGetFormatModuleName, "Arrow",
                   Status::Invalid("--format: this build has no 'parquet' and no 'arrow' (built "
                                   "without Arrow); use csv or tbl")));
  return reinterpret_cast<GetFormatModule>(function)();
}

Result<const StoreModule*> LoadStoreModule() {
  TPCH_ASSIGN_OR_RETURN(
      void* const function,
      LoadFunction("libtpch_store.so", kGetStoreModuleName, "object store",
                   Status::Invalid("--output-dir: this build has no object stores (built without "
                                   "Arrow); use the path of a local directory")));
  return reinterpret_cast<GetStoreModule>(function)();
}

Result<const ReaderModule*> LoadReaderModule() {
  TPCH_ASSIGN_OR_RETURN(
      void* const function,
      LoadFunction("libtpch_arrow_reader.so", kGetReaderModuleName, "Arrow reader",
                   Status::Invalid("this build reads no Parquet and no Arrow files (built without "
                                   "Arrow); use csv or tbl")));
  return reinterpret_cast<GetReaderModule>(function)();
}

}  // namespace tpch
