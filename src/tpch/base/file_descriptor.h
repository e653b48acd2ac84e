// A descriptor that closes itself, and complete reads and writes through descriptors.

#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <utility>

namespace tpch {

/// Owns a descriptor, or none. Not thread-safe, but any thread may use the descriptor itself.
class FileDescriptor {
 public:
  FileDescriptor() = default;

  /// Takes ownership of a descriptor; a negative value means none.
  explicit FileDescriptor(int value) : value_(value) {}

  FileDescriptor(FileDescriptor&& other) noexcept : value_(other.Release()) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  ~FileDescriptor() { static_cast<void>(Close()); }

  /// Returns the descriptor, which stays owned, or a negative value if there is none.
  int value() const { return value_; }
  bool is_open() const { return value_ >= 0; }

  /// Transfers the descriptor to the caller.
  int Release() { return std::exchange(value_, -1); }

  /// Closes it early. Returns false and sets errno on failure: written data may be lost.
  bool Close();

 private:
  int value_ = -1;
};

/// Calls `write_some(rest)`, which behaves like write(2), until all bytes are written. Returns 0,
/// or the errno value of the call that failed; EIO if a hundred calls in a row wrote nothing.
/// Repeats calls that a signal interrupted.
int WriteFully(std::string_view bytes,
               const std::function<ssize_t(std::string_view rest)>& write_some);

/// Writes all bytes to a stream; waits for a non-blocking one to accept them. Returns the same as
/// the function above.
int WriteFully(int descriptor, std::string_view bytes);

/// Writes all bytes to a file at `offset`. Returns the same as WriteFully.
int WriteFullyAt(int descriptor, std::string_view bytes, int64_t offset);

/// Fills `out` with the bytes of a file from `offset` on. Returns the number of bytes, which is
/// smaller than `out` only at the end of the file; -1, and sets errno, if reading fails.
ssize_t ReadFullyAt(int descriptor, std::span<char> out, int64_t offset);

}  // namespace tpch
