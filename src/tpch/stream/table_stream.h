// Tables as streams of record batches in the Arrow C stream interface, without Apache Arrow.

#pragma once

#include <cstdint>

#include "tpch/status.h"
#include "tpch/stream.h"
#include "tpch/tpch.h"

namespace tpch {

/// Returns a stream of these rows, which the caller releases: record batches of `batch_rows` rows
/// (1 to kMaxRecordBatchRows), the last one with the remaining rows, with the schema of
/// ExportSchema. Each call of get_next generates a record batch on its thread. After an error, all
/// further calls return the same error.
///
/// Record batches and their columns own their memory: they may be released in any order, on any
/// thread, before or after the stream. The stream may outlive the session.
///
/// Returns the errors of RowCursor::Make. Throws std::bad_alloc.
Result<ArrowArrayStream> OpenTableStream(const TableRows& rows, const Session& session,
                                         int64_t batch_rows);

}  // namespace tpch
