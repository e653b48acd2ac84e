// A directory for the temporary files of a verification.

#pragma once

#include <filesystem>
#include <utility>

#include "tpch/status.h"

namespace tpch {

/// A new directory that only its owner can open, which is removed with all that is in it.
class ScratchDirectory {
 public:
  /// Makes it in `parent`. IoError when that cannot be.
  static Result<ScratchDirectory> Make(const std::filesystem::path& parent);
  ScratchDirectory(ScratchDirectory&& other) noexcept
      : path_(std::exchange(other.path_, std::filesystem::path())) {}
  ScratchDirectory& operator=(ScratchDirectory&&) = delete;
  ~ScratchDirectory();

  /// Returns its path, which is absolute.
  const std::filesystem::path& path() const { return path_; }

 private:
  explicit ScratchDirectory(std::filesystem::path path) : path_(std::move(path)) {}

  std::filesystem::path path_;
};

}  // namespace tpch
