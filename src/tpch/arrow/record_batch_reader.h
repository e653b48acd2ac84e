// Tables as Arrow record batches in this process, without files: the way in for engines and tests
// that want the data in memory. Programs that use it link Arrow; those of generator.h need not.

#pragma once

#include <arrow/memory_pool.h>
#include <arrow/record_batch.h>
#include <arrow/result.h>

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>

#include "tpch/arrow/record_batch_builder.h"
#include "tpch/scale_factor.h"
#include "tpch/schema/row_range.h"
#include "tpch/schema/table.h"
#include "tpch/text/text_pool.h"

namespace tpch {

/// Record batches of at most this many rows keep the text of a column below 2 GiB, which is what
/// the 32-bit offsets of utf8 reach.
inline constexpr int64_t kMaxRecordBatchRows = int64_t{8} << 20;

/// Which rows of a table.
struct TableRows {
  Table table{};
  ScaleFactor scale_factor = ScaleFactor::FromInteger(1);

  /// Part `part` (from 1) of `num_parts`, cut as dbgen cuts. nation and region are not cut: they
  /// are in part 1. From scale factor 30000 on, the values of some columns depend on the parts (see
  /// the README).
  int64_t part = 1;
  int64_t num_parts = 1;

  /// A range of base rows (orders for lineitem, parts for partsupp) of the whole table that lies in
  /// the part; absent: all of the part. From scale factor 30000 on, orders and lineitem are walked
  /// from the part's begin to it, at about 20 ns an order.
  std::optional<RowRange> base_rows = std::nullopt;

  /// Only the first rows of these.
  int64_t max_rows = std::numeric_limits<int64_t>::max();
};

struct RecordBatchReaderOptions {
  RecordBatchStyle style;
  /// Rows of each record batch but the last, which has the rest: 1 to kMaxRecordBatchRows.
  int64_t batch_rows = 65'536;
  /// Where record batches come from. Not owned; outlives them.
  arrow::MemoryPool* memory_pool = arrow::default_memory_pool();
};

/// Returns a reader of these rows. The reader generates each record batch when it is asked for,
/// on the calling thread, and is not thread-safe: threads that share the work have a reader each,
/// for parts or ranges of their own. Readers may and should share the text pool, which is
/// thread-safe and takes up to 300 MiB; blocks of it are made when a comment first needs them.
///
/// Record batches own their memory or, for views, a share in that of the pool: they outlive the
/// reader, may be given to any thread, and must not be changed. A column of views refers to the
/// pool as a whole, so its nbytes is 300 MiB, and writing it as IPC would write that; use plain
/// utf8 for files.
///
/// Returns Invalid, with what would work, for rows that the table does not have and for
/// `batch_rows` out of range. REQUIRES: `text_pool` is not null.
arrow::Result<std::shared_ptr<arrow::RecordBatchReader>> MakeRecordBatchReader(
    const TableRows& rows, std::shared_ptr<TextPool> text_pool,
    const RecordBatchReaderOptions& options);

}  // namespace tpch
