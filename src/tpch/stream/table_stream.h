// Tables as streams of record batches in the Arrow C stream interface, without Apache Arrow.

#pragma once

#include "tpch/status.h"
#include "tpch/stream.h"
#include "tpch/tpch.h"

namespace tpch {

/// Returns a stream of these rows, which the caller releases, with the schema of ExportSchema.
///
/// Nothing is generated, and no thread started, before the first call of get_next. With one thread,
/// each call of get_next generates a record batch itself. With several, they work ahead of the
/// reader; the record batches are the same. After an error, all further calls return the same one.
///
/// The stream is for one thread at a time, and may be released by any thread, whether or not it was
/// read to its end; then its threads have ended. Record batches and their columns own their memory
/// or share the text pool's: they may be released in any order, on any thread, before or after the
/// stream. The stream may outlive the session.
///
/// After a fork, the child can release a stream that has threads, which keeps its memory, but reads
/// only an error from it.
///
/// Returns Invalid, with a remedy, if the table does not have these rows or an option is wrong, and
/// IoError if the system refuses the text pool's memory. Throws std::bad_alloc.
Result<ArrowArrayStream> OpenTableStream(const TableRows& rows, const Session& session,
                                         const StreamOptions& options);

}  // namespace tpch
