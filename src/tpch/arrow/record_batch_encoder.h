// Encodes one unit as one record batch message of an Arrow IPC file or stream.

#pragma once

#include <arrow/ipc/writer.h>
#include <arrow/type.h>

#include <memory>

#include "tpch/encode/encoder.h"

namespace tpch {

/// The footer data of a chunk, which is one record batch message.
class RecordBatchSummary : public ChunkSummary {
 public:
  explicit RecordBatchSummary(arrow::ipc::IpcPayload payload) : payload_(std::move(payload)) {}

  /// Returns the message. Its only body buffer points into the chunk.
  const arrow::ipc::IpcPayload& payload() const { return payload_; }

 private:
  arrow::ipc::IpcPayload payload_;
};

/// Chunks have one buffer, from `pool` (not owned, outlives the encoder), with the whole message;
/// for a unit without rows they have no buffer and no summary. The codec in `options` must not be
/// shared with another encoder.
std::unique_ptr<UnitEncoder> MakeRecordBatchEncoder(Table table,
                                                    std::shared_ptr<arrow::Schema> schema,
                                                    const arrow::ipc::IpcWriteOptions& options,
                                                    BufferPool* pool);

}  // namespace tpch
