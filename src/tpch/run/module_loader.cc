#include "tpch/run/module_loader.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <filesystem>
#include <string_view>

namespace tpch {
namespace {

/// Returns where a module is, or an empty path.
std::filesystem::path FindModule(std::string_view file_name) {
  std::error_code error;
  const auto program_dir = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
  for (const auto& candidate :
       {program_dir.parent_path() / "lib" / file_name, program_dir / file_name}) {
    if (std::filesystem::exists(candidate, error)) return candidate;
  }
  return {};
}

/// Returns the function that a module exports. `what` it is stands in errors; `if_missing` is the
/// error of a build without it.
Result<void*> LoadFunction(std::string_view file_name, const char* function, std::string_view what,
                           const Status& if_missing) {
  const std::filesystem::path path = FindModule(file_name);
  if (path.empty()) return if_missing;
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
