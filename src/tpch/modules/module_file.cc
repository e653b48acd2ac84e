#include "tpch/modules/module_file.h"

#include <fmt/format.h>
#include <link.h>

#include <cstring>
#include <string>
#include <string_view>

#include "tpch/base/input_file.h"
#include "tpch/modules/module_version.h"

namespace tpch {
namespace {

bool IsWhole(const InputFile& file, std::string_view begin) {
  ElfW(Ehdr) header;
  if (begin.size() < sizeof(header)) return false;
  std::memcpy(&header, begin.data(), sizeof(header));
  const auto size_bytes = static_cast<uint64_t>(file.size_bytes());
  // Linkers put the section headers after everything else.
  return std::memcmp(header.e_ident, ELFMAG, SELFMAG) == 0 && header.e_shoff < size_bytes &&
         uint64_t{header.e_shnum} * header.e_shentsize <= size_bytes - header.e_shoff;
}

// Returns the version that a module contains, empty if there is none.
std::string_view FindVersion(std::string_view module) {
  size_t begin = 0;
  while ((begin = module.find(kModuleVersionMark, begin)) != std::string_view::npos) {
    begin += kModuleVersionMark.size();
    const std::string_view version =
        module.substr(begin, module.find(kModuleVersionEnd, begin) - begin);
    // This source, which a module may contain too, has the mark alone.
    if (!version.empty() && version[0] >= '0' && version[0] <= '9') return version;
  }
  return {};
}

Result<InputFile> OpenLibraryFile(const std::filesystem::path& path) {
  TPCH_ASSIGN_OR_RETURN(InputFile file, InputFile::Open(path));
  std::string header;
  TPCH_RETURN_NOT_OK(file.Read(0, sizeof(ElfW(Ehdr)), &header));
  if (IsWhole(file, header)) return file;
  return Status::IoError(fmt::format("'{}' is not a whole library", path.string()),
                         "install it again");
}

}  // namespace

Status CheckLibraryFile(const std::filesystem::path& path) {
  return OpenLibraryFile(path).status();
}

Status CheckModuleFile(const std::filesystem::path& path) {
  TPCH_ASSIGN_OR_RETURN(const InputFile file, OpenLibraryFile(path));
  std::string bytes;
  TPCH_RETURN_NOT_OK(file.Read(0, file.size_bytes(), &bytes));
  const std::string_view version = FindVersion(bytes);
  if (version == TPCH_VERSION) return Status::OK();
  const std::string what =
      version.empty() ? "is not a module of tpch" : fmt::format("belongs to tpch {}", version);
  return Status::IoError(fmt::format("'{}' {}", path.string(), what),
                         "install that of tpch " TPCH_VERSION);
}

}  // namespace tpch
