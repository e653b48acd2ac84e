#include "tpch/run/format_loader.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <filesystem>

namespace tpch {
namespace {

constexpr const char* kModuleFile = "libtpch_arrow.so";

/// Returns where the module is, or an empty path.
std::filesystem::path FindModule() {
  std::error_code error;
  const auto program_dir = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
  for (const auto& candidate :
       {program_dir.parent_path() / "lib" / kModuleFile, program_dir / kModuleFile}) {
    if (std::filesystem::exists(candidate, error)) return candidate;
  }
  return {};
}

}  // namespace

Result<const FormatModule*> LoadFormatModule() {
  const std::filesystem::path path = FindModule();
  if (path.empty()) {
    return Status::Invalid(
        "--format: this build has no 'parquet' and no 'arrow' (built without Arrow); use csv or "
        "tbl");
  }
  void* const library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    return Status::IoError(fmt::format("cannot load the Arrow module: {}", ::dlerror()));
  }
  const auto get_module = reinterpret_cast<GetFormatModule>(::dlsym(library, kGetFormatModuleName));
  if (get_module == nullptr) {
    return Status::IoError(fmt::format("'{}' is not an Arrow module of tpch", path.string()));
  }
  return get_module();
}

}  // namespace tpch
