// A descriptor that is closed in time.

#pragma once

#include <unistd.h>

#include <utility>

namespace tpch {

/// Owns a descriptor; negative: none.
class FileDescriptor {
 public:
  explicit FileDescriptor(int value) : value_(value) {}
  ~FileDescriptor() {
    if (value_ >= 0) ::close(value_);
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;

  int value() const { return value_; }

  /// Hands the descriptor over.
  int Release() { return std::exchange(value_, -1); }

 private:
  int value_;
};

}  // namespace tpch
