#include "tpch/modules/module_loader.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "tpch/base/format_message.h"
#include "tpch/modules/module_file.h"
#include "tpch/modules/module_search.h"

namespace tpch {
namespace {

namespace fs = std::filesystem;

struct Module {
  const char* file_name;
  const char* function;         // the name of its only function
  std::string_view name;        // in errors
  std::string_view needed_for;  // what the user cannot do without it, with a verb
  std::optional<Field> field;   // the option that asked for it
};

constexpr Module kFormatModule{"libtpch_arrow.so", kGetFormatModuleName, "Arrow", "'arrow' needs",
                               Field::kFormat};
constexpr Module kStoreModule{"libtpch_store.so", kGetStoreModuleName, "object store",
                              "object stores need", Field::kOutputDir};
constexpr Module kReaderModule{"libtpch_arrow_reader.so",
                               kGetReaderModuleName,
                               "Arrow reader",
                               "reading Parquet and Arrow files needs",
                               {}};

std::string QuotedList(const std::vector<fs::path>& paths) {
  std::string list;
  for (const fs::path& path : paths) {
    list += fmt::format("{}'{}'", list.empty() ? "" : ", ", path.string());
  }
  return list;
}

// Returns the first path of a file in `dirs`, or an empty one.
fs::path FindFile(const std::vector<fs::path>& dirs, std::string_view file_name) {
  std::error_code error;
  const auto dir = std::ranges::find_if(
      dirs, [&](const fs::path& candidate) { return fs::exists(candidate / file_name, error); });
  return dir == dirs.end() ? fs::path() : *dir / file_name;
}

// Returns the error for a file that is missing from `dirs`.
Status Missing(const Module& module, std::string_view file_name, const std::vector<fs::path>& dirs,
               std::string remedy) {
  std::string problem =
      fmt::format("{} '{}', which is not in {}", module.needed_for, file_name, QuotedList(dirs));
  return module.field ? Status::Invalid(*module.field, std::move(problem), std::move(remedy))
                      : Status::Invalid(std::move(problem), std::move(remedy));
}

Result<fs::path> FindModule(const Module& module) {
  const std::vector<fs::path> dirs = ModuleDirectories();
  if (dirs.empty()) {
    return Status::IoError(
        fmt::format("cannot find '{}': /proc does not say where the program is", module.file_name));
  }
  fs::path path = FindFile(dirs, module.file_name);
  if (!path.empty()) return path;
  return Missing(module, module.file_name, dirs,
                 "install it with the program, or use another format in a local directory");
}

Status CannotLoad(const Module& module, const Message& reason) {
  return Status::IoError(FormatMessage("cannot load the {} module: {}", module.name, reason));
}

// Loads a library of Apache Arrow that the dynamic loader did not find.
Status LoadArrow(const Module& module, const std::string& file_name) {
  const std::vector<fs::path> dirs = ArrowDirectories();
  const fs::path path = FindFile(dirs, file_name);
  if (path.empty()) {
    return Missing(module, file_name, dirs,
                   "run 'pip install pyarrow==" TPCH_ARROW_VERSION
                   "', or set TPCH_ARROW_DIR to the folder of Apache Arrow " TPCH_ARROW_VERSION);
  }
  const Status is_whole = CheckLibraryFile(path);
  if (!is_whole.ok()) return CannotLoad(module, is_whole.text());
  if (::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL) != nullptr) return Status::OK();
  return CannotLoad(module, std::string(::dlerror()));
}

// Returns the library of Apache Arrow whose absence is the error of the dynamic loader, or nothing.
std::string MissingArrowLibrary(const std::string& error) {
  const size_t end = error.find(": cannot open shared object file");
  const bool is_arrow = error.starts_with("libarrow") || error.starts_with("libparquet");
  return end != std::string::npos && is_arrow ? error.substr(0, end) : std::string();
}

// Loads a module and, if the dynamic loader does not find them, Arrow's libraries. It takes those
// that are loaded for the ones that a module names.
Result<void*> LoadModule(const Module& module, const fs::path& path) {
  for (std::string last_missing;;) {
    void* const library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library != nullptr) return library;
    const std::string error = ::dlerror();
    const std::string missing = MissingArrowLibrary(error);
    if (missing.empty() || missing == last_missing) return CannotLoad(module, error);
    TPCH_RETURN_NOT_OK(LoadArrow(module, missing));
    last_missing = missing;
  }
}

Result<void*> LoadFunction(const Module& module) {
  TPCH_ASSIGN_OR_RETURN(const fs::path path, FindModule(module));
  const Status is_usable = CheckModuleFile(path);
  if (!is_usable.ok()) return CannotLoad(module, is_usable.text());
  TPCH_ASSIGN_OR_RETURN(void* const library, LoadModule(module, path));
  void* const address = ::dlsym(library, module.function);
  if (address != nullptr) return address;
  return CannotLoad(module, fmt::format("'{}' lacks '{}'", path.string(), module.function));
}

}  // namespace

Result<const FormatModule*> LoadFormatModule() {
  TPCH_ASSIGN_OR_RETURN(void* const function, LoadFunction(kFormatModule));
  return reinterpret_cast<GetFormatModule>(function)();
}

Result<const StoreModule*> LoadStoreModule() {
  TPCH_ASSIGN_OR_RETURN(void* const function, LoadFunction(kStoreModule));
  return reinterpret_cast<GetStoreModule>(function)();
}

Result<const ReaderModule*> LoadReaderModule() {
  TPCH_ASSIGN_OR_RETURN(void* const function, LoadFunction(kReaderModule));
  return reinterpret_cast<GetReaderModule>(function)();
}

std::vector<ModuleFile> FindModules() {
  std::vector<ModuleFile> files;
  for (const Module& module : {kFormatModule, kReaderModule, kStoreModule}) {
    files.push_back({module.file_name, FindFile(ModuleDirectories(), module.file_name)});
  }
  return files;
}

}  // namespace tpch
