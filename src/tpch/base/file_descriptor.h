// A descriptor that is closed in time.

#pragma once

#include <unistd.h>

#include <utility>

namespace tpch {

/// Owns a descriptor; negative: none.
class FileDescriptor {
 public:
  explicit FileDescriptor(int value) : value_(value) {}
  FileDescriptor(FileDescriptor&& other) noexcept : value_(other.Release()) {}
  FileDescriptor& operator=(FileDescriptor&&) = delete;
  ~FileDescriptor() { static_cast<void>(Close()); }

  int value() const { return value_; }
  bool is_open() const { return value_ >= 0; }

  /// Hands the descriptor over.
  int Release() { return std::exchange(value_, -1); }

  /// Closes it early. Returns false, with errno, where that fails: something written may be lost.
  bool Close() { return value_ < 0 || ::close(Release()) == 0; }

 private:
  int value_;
};

}  // namespace tpch
