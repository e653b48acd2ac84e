// One object on its way to a store, whatever the store.

#pragma once

#include <arrow/io/interfaces.h>
#include <arrow/status.h>

#include <cstdint>
#include <memory>
#include <string_view>

#include "tpch/store/upload_blocks.h"

namespace tpch {

/// Sends bytes in the background. The object appears when the upload is closed; until then, and
/// after an abort, there is none. Not thread-safe.
class ObjectUpload {
 public:
  virtual ~ObjectUpload() = default;

  /// Copies the bytes, waiting while all blocks are on their way. May report an earlier error.
  virtual arrow::Status Write(std::string_view bytes) = 0;

  /// Waits for all bytes and makes the object. After an error it is to be aborted.
  virtual arrow::Status Close() = 0;

  /// Waits for what is on its way and gives up. Harmless after Close and when repeated.
  virtual void Abort() = 0;
};

/// Cuts what it is given where the blocks of a stream end, so that it is known when one is full.
class BlockCutter {
 public:
  explicit BlockCutter(UploadBlocks* blocks) : blocks_(blocks) {}
  ~BlockCutter() { GiveUp(); }
  BlockCutter(const BlockCutter&) = delete;
  BlockCutter& operator=(const BlockCutter&) = delete;

  /// Hands `bytes` to `write(piece)`, each piece within a block.
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

  /// Notes that the block under way is no longer being filled, if there is one.
  void GiveUp() {
    if (filled_bytes_ > 0) blocks_->NoteFilled();
    filled_bytes_ = 0;
  }

 private:
  UploadBlocks* const blocks_;
  int64_t filled_bytes_ = 0;
};

/// Forgets a stream without ever destroying it: closing it, as its destructor does, would make an
/// object of a part of the bytes.
void Abandon(std::shared_ptr<arrow::io::OutputStream> stream);

}  // namespace tpch
