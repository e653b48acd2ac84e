#include "tpch/modules/module_loader.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <vector>

#include "tpch/modules/own_file.h"

namespace tpch {
namespace {

namespace fs = std::filesystem;

// Returns the directories that may contain a module: those of the program, never the current one or
// ones from the environment. Empty if the system does not report the program's path.
std::vector<fs::path> ModuleDirectories() {
  const fs::path dir = OwnFile().parent_path();
  if (dir.empty()) return {};
  return {dir.parent_path() / "lib" / "tpch", dir};
}

// What the user cannot do without a module, and the option that asked for it.
struct Lack {
  std::optional<Field> field;
  std::string_view problem;
};

// Returns the error for a module that is missing from `dirs`.
Status NotInstalled(std::string_view file_name, const std::vector<fs::path>& dirs,
                    const Lack& lack) {
  if (dirs.empty()) {
    return Status::IoError(
        fmt::format("cannot find '{}': /proc does not say where the program is", file_name));
  }
  const std::string problem = fmt::format("{}: '{}' is neither in '{}' nor in '{}'", lack.problem,
                                          file_name, dirs[0].string(), dirs[1].string());
  const char* const remedy =
      "install it with the program, or use another format in a local directory";
  return lack.field ? Status::Invalid(*lack.field, problem, remedy)
                    : Status::Invalid(problem, remedy);
}

// Returns the function that a module exports. Errors call the module `what`, and report the `lack`
// if it is not installed.
Result<void*> LoadFunction(std::string_view file_name, const char* function, std::string_view what,
                           const Lack& lack) {
  const std::vector<fs::path> dirs = ModuleDirectories();
  std::error_code error;
  const auto dir = std::ranges::find_if(
      dirs, [&](const fs::path& candidate) { return fs::exists(candidate / file_name, error); });
  if (dir == dirs.end()) return NotInstalled(file_name, dirs, lack);
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
  TPCH_ASSIGN_OR_RETURN(void* const function,
                        LoadFunction("libtpch_arrow.so", kGetFormatModuleName, "Arrow",
                                     {Field::kFormat, "'arrow' is not installed"}));
  return reinterpret_cast<GetFormatModule>(function)();
}

Result<const StoreModule*> LoadStoreModule() {
  TPCH_ASSIGN_OR_RETURN(void* const function,
                        LoadFunction("libtpch_store.so", kGetStoreModuleName, "object store",
                                     {Field::kOutputDir, "object stores are not installed"}));
  return reinterpret_cast<GetStoreModule>(function)();
}

Result<const ReaderModule*> LoadReaderModule() {
  TPCH_ASSIGN_OR_RETURN(
      void* const function,
      LoadFunction("libtpch_arrow_reader.so", kGetReaderModuleName, "Arrow reader",
                   {{}, "the reader of Parquet and Arrow files is not installed"}));
  return reinterpret_cast<GetReaderModule>(function)();
}

}  // namespace tpch
