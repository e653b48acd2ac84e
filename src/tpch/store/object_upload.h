// The upload of one object to any store.

#pragma once

#include <arrow/io/interfaces.h>
#include <arrow/status.h>

#include <cstdint>
#include <memory>
#include <string_view>

#include "tpch/store/upload_blocks.h"

namespace tpch {

/// Sends bytes in the background. The object appears when the upload is closed; before that, and
/// after an abort, it does not exist. Not thread-safe.
class ObjectUpload {
 public:
  virtual ~ObjectUpload() = default;

  /// Copies the bytes; waits while all blocks are in flight. May report an earlier error.
  virtual arrow::Status Write(std::string_view bytes) = 0;

  /// Waits for all bytes and creates the object. After an error the caller must call Abort.
  virtual arrow::Status Close() = 0;

  /// Waits for blocks in flight and aborts. Does nothing after Close or when repeated.
  virtual void Abort() = 0;
};

/// Splits its input at the block boundaries of a stream, to know when a block is full.
class BlockCutter {
 public:
  explicit BlockCutter(UploadBlocks* blocks) : blocks_(blocks) {}
  ~BlockCutter() { GiveUp(); }
  BlockCutter(const BlockCutter&) = delete;
  BlockCutter& operator=(const BlockCutter&) = delete;

  /// Passes `bytes` to `write(piece)` in pieces, each within one block.
  template <typename Write>
  arrow::Status Cut(std::string_view bytes, Write write) {
    while (!bytes.empty()) {
      const std::string_view piece = bytes.substr(0, UploadBlocks::kBlockBytes - filled_bytes_);
      ARROW_RETURN_NOT_OK(write(piece));
      filled_bytes_ += static_cast<int64_t>(piece.size());
      bytes.remove_prefix(piece.size());
      if (filled_bytes_ == UploadBlocks::kBlockBytes) GiveUp();
    }
    return arrow::Status::OK();
  }

  /// Notes that the current block, if there is one, is no longer being filled.
  void GiveUp() {
    if (filled_bytes_ > 0) blocks_->NoteFilled();
    filled_bytes_ = 0;
  }

 private:
  UploadBlocks* const blocks_;
  int64_t filled_bytes_ = 0;
};

/// Leaks a stream deliberately: its destructor would close it, and so create an object from part of
/// the bytes.
void Abandon(std::shared_ptr<arrow::io::OutputStream> stream);

}  // namespace tpch
