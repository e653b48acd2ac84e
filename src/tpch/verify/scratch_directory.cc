#include "tpch/verify/scratch_directory.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

namespace tpch {

Result<ScratchDirectory> ScratchDirectory::Make(const std::filesystem::path& parent) {
  std::error_code error;
  std::string name = (std::filesystem::absolute(parent, error) / "tpch-verify-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    return Status::FromErrno(
        Field::kTempDir, fmt::format("cannot make a directory in '{}'", parent.string()), errno);
  }
  return ScratchDirectory(name);
}

ScratchDirectory::~ScratchDirectory() {
  std::error_code error;
  if (!path_.empty()) std::filesystem::remove_all(path_, error);
}

}  // namespace tpch
