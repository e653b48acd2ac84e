#include <arrow/c/bridge.h>
#include <arrow/record_batch.h>
#include <arrow/result.h>

#include <memory>

#include "tpch/stream.h"
#include "tpch/stream/table_stream.h"

namespace tpch {

arrow::Result<std::shared_ptr<arrow::RecordBatchReader>> MakeRecordBatchReader(
    const TableRows& rows, const Session& session, const StreamOptions& options) {
  Result<ArrowArrayStream> stream = OpenTableStream(rows, session, options);
  if (stream.ok()) return arrow::ImportRecordBatchReader(&*stream);
  if (stream.status().code() == StatusCode::kInvalid) {
    return arrow::Status::Invalid(stream.status().message());
  }
  return arrow::Status::OutOfMemory(stream.status().message());
}

}  // namespace tpch
