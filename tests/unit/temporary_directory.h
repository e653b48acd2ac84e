// An empty directory for one test.

#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <random>

namespace tpch {

/// Makes an empty directory for a single test, and removes it with its contents.
class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::random_device random;
    do {
      path_ = std::filesystem::temp_directory_path() /
              fmt::format("tpch_test_{:08x}{:08x}", random(), random());
    } while (!std::filesystem::create_directory(path_));
  }
  ~TemporaryDirectory() {
    std::error_code ignored;  // leftovers do not fail a test
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace tpch
