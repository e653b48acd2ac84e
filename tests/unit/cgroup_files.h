// Control group files in the kernel's format.

#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/unit/temporary_directory.h"

namespace tpch {

/// A folder in place of `/`, initially empty.
class CgroupFiles {
 public:
  const std::filesystem::path& root() const { return root_.path(); }

  void Write(const std::string& path, const std::string& text) {
    std::filesystem::create_directories((root() / path).parent_path());
    std::ofstream(root() / path) << text;
  }

 private:
  TemporaryDirectory root_;
};

}  // namespace tpch
