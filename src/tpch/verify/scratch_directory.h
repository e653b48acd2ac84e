// A directory for the temporary files of a verification.

#pragma once

#include <filesystem>
#include <utility>

#include "tpch/status.h"

namespace tpch {

/// A new directory that only its owner can open; removed with all its contents.
class ScratchDirectory {
 public:
  /// Makes it in `parent`. Returns IoError if that fails.
  static Result<ScratchDirectory> Make(const std::filesystem::path& parent);
  ScratchDirectory(ScratchDirectory&& other) noexcept
      : path_(std::exchange(other.path_, std::filesystem::path())) {}
  ScratchDirectory& operator=(ScratchDirectory&&) = delete;
  ~ScratchDirectory();

  /// Returns its absolute path.
  const std::filesystem::path& path() const { return path_; }

 private:
  explicit ScratchDirectory(std::filesystem::path path) : path_(std::move(path)) {}

  std::filesystem::path path_;
};

}  // namespace tpch
