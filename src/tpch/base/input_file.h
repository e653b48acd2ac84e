// A regular file for reading: never a FIFO or device, which could block the program.

#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "tpch/base/file_descriptor.h"
#include "tpch/status.h"

namespace tpch {

/// Describes a file that is not a regular one, with an article: `a FIFO`, `a directory`.
std::string_view FileTypeName(mode_t mode);

/// An open regular file. Thread-safe for reading.
class InputFile {
 public:
  /// Opens a file without blocking. Errors call it `name`, by default its path. Returns Invalid if
  /// it is not a regular file, IoError if it cannot be opened.
  static Result<InputFile> Open(const std::filesystem::path& path);
  static Result<InputFile> Open(const std::filesystem::path& path, std::string name);

  /// Appends bytes [offset, offset + size_bytes), or fewer at the end of the file.
  Status Read(int64_t offset, int64_t size_bytes, std::string* out) const;

  /// Returns the size of the file when it was opened.
  int64_t size_bytes() const { return size_bytes_; }

 private:
  InputFile(std::string name, FileDescriptor descriptor, int64_t size_bytes);

  std::string name_;
  FileDescriptor descriptor_;
  int64_t size_bytes_;
};

}  // namespace tpch
