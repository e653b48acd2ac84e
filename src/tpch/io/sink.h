// Destinations of bytes.

#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "tpch/base/byte_buffer.h"
#include "tpch/status.h"

namespace tpch {

/// The order in which a sink takes its buffers.
enum class WriteOrder : uint8_t {
  kAny,        ///< Any thread may write any range of the file.
  kSequential  ///< Buffers are appended in the order of their offsets, one at a time.
};

/// Takes the bytes of one output and completes it at the end, or leaves nothing.
///
/// Destroying a sink before GiveName aborts its output.
class Sink {
 public:
  virtual ~Sink() = default;

  virtual WriteOrder write_order() const = 0;

  /// Takes ownership of `buffer` and writes it at `offset`. On return, the bytes are written or
  /// copied, and the buffer is back in the run's pool. Thread-safe for WriteOrder::kAny. An
  /// asynchronous sink may report an error in a later call.
  virtual Status Write(ByteBuffer buffer, int64_t offset) = 0;

  /// Waits for all writes. Checks that the output has `size_bytes` and, if it can be read back,
  /// that it begins and ends with `magic` (empty: no check). This may take long.
  virtual Status Finish(int64_t size_bytes, std::string_view magic) = 0;

  /// Gives a finished output its final name.
  Status GiveName() {
    TPCH_RETURN_NOT_OK(DoGiveName());
    has_name_ = true;
    return Status::OK();
  }

  /// Returns whether GiveName has succeeded.
  bool has_name() const { return has_name_; }

  /// Calls Finish and GiveName.
  Status Commit(int64_t size_bytes, std::string_view magic) {
    TPCH_RETURN_NOT_OK(Finish(size_bytes, magic));
    return GiveName();
  }

  /// Aborts the output and removes what was written. Does nothing after GiveName or when repeated.
  virtual void Abort() = 0;

 private:
  virtual Status DoGiveName() = 0;

  bool has_name_ = false;
};

}  // namespace tpch
