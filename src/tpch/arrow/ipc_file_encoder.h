// Assembles record batch messages into an Arrow IPC file or stream.

#pragma once

#include <arrow/ipc/options.h>
#include <arrow/type.h>

#include <memory>

#include "tpch/encode/encoder.h"
#include "tpch/modules/format_module.h"

namespace tpch {

/// Returns an encoder for the chunks of MakeRecordBatchEncoder with the same schema and options.
std::unique_ptr<FileEncoder> MakeIpcFileEncoder(std::shared_ptr<arrow::Schema> schema,
                                                const arrow::ipc::IpcWriteOptions& options,
                                                ArrowFraming framing);

}  // namespace tpch
