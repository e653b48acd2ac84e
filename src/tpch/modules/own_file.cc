#include "tpch/modules/own_file.h"

#include <dlfcn.h>
#include <link.h>

#include <string_view>
#include <system_error>

namespace tpch {

namespace fs = std::filesystem;

fs::path OwnFile() {
  Dl_info info;
  void* object = nullptr;
  std::error_code error;
  if (::dladdr1(reinterpret_cast<void*>(&OwnFile), &info, &object, RTLD_DL_LINKMAP) == 0) return {};
  const std::string_view library = static_cast<const link_map*>(object)->l_name;
  const fs::path file = library.empty() ? "/proc/self/exe" : fs::path(library);
  // A relative path is one in the directory from which the library was loaded, which may have
  // changed.
  return file.is_absolute() ? fs::canonical(file, error) : fs::path();
}

}  // namespace tpch
