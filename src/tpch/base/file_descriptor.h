// A descriptor that is closed in time, and whole reads and writes through descriptors.

#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <utility>

namespace tpch {

/// Owns a descriptor, or none. Not thread-safe; any thread may use the descriptor itself.
class FileDescriptor {
 public:
  FileDescriptor() = default;

  /// Takes ownership of a descriptor; negative: of none.
  explicit FileDescriptor(int value) : value_(value) {}

  FileDescriptor(FileDescriptor&& other) noexcept : value_(other.Release()) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  ~FileDescriptor() { static_cast<void>(Close()); }

  /// Returns the descriptor, which stays owned; negative: none.
  int value() const { return value_; }
  bool is_open() const { return value_ >= 0; }

  /// Hands the descriptor over to the caller.
  int Release() { return std::exchange(value_, -1); }

  /// Closes it early. Returns false, with errno, where that fails: something written may be lost.
  bool Close();

 private:
  int value_ = -1;
};

/// Calls `write_some(rest)`, which is like write(2), until all bytes are written. Returns 0, or the
/// errno value of the call that failed; EIO when a hundred calls in a row wrote nothing. A call
/// that a signal interrupts is repeated.
int WriteFully(std::string_view bytes,
               const std::function<ssize_t(std::string_view rest)>& write_some);

/// Writes all bytes to a stream, and waits for one that is non-blocking to take them. Returns what
/// the function above does.
int WriteFully(int descriptor, std::string_view bytes);

/// Writes all bytes to a file at `offset`. Returns what the function above does.
int WriteFullyAt(int descriptor, std::string_view bytes, int64_t offset);

/// Fills `out` with the bytes of a file from `offset` on. Returns their number, less than all only
/// at the end of the file; -1, with errno, where reading fails.
ssize_t ReadFullyAt(int descriptor, std::span<char> out, int64_t offset);

}  // namespace tpch
