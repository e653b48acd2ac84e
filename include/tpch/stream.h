// The façade of streams: tables as Arrow record batches in this process, without files, for engines
// and tests that need the data in memory. Including it needs no Arrow; programs that use it link
// the target tpch_record_batches, and Arrow with it.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "tpch/row_range.h"
#include "tpch/scale_factor.h"
#include "tpch/selection.h"
#include "tpch/session.h"
#include "tpch/table.h"

namespace arrow {
class RecordBatchReader;
template <typename T>
class Result;
}  // namespace arrow

namespace tpch {

/// Column types that take less time and memory than the plain types of files.
struct RecordBatchStyle {
  /// String columns of few values (for example l_shipmode, p_type, o_orderpriority) are
  /// dictionary(int8 or int16, utf8); all record batches of a reader share the dictionaries.
  bool dictionary_arrays = false;

  /// Comments are utf8_view. Comments that are slices of the text pool are views into it, without a
  /// copy; only s_comment has its own text.
  bool string_view_comments = false;
};

/// With at most this many rows, the text of a column stays below 2 GiB, the limit of utf8's 32-bit
/// offsets.
inline constexpr int64_t kMaxRecordBatchRows = int64_t{8} << 20;

/// A selection of a table's rows.
struct TableRows {
  Table table{};
  ScaleFactor scale_factor = ScaleFactor::FromInteger(1);

  /// Of this refresh set (from 1), which has only kRefreshTables and no parts; nullopt: of the
  /// database. Sets are as `tpch refresh` makes them; each costs the same.
  std::optional<int64_t> refresh_set = std::nullopt;

  /// Part `part` (from 1) of `num_parts`, split as by dbgen. nation and region are not split: part
  /// 1 contains all their rows. From scale factor 30000, the values of some columns depend on the
  /// parts (see the README).
  int64_t part = 1;
  int64_t num_parts = 1;

  /// A range of base rows (orders for lineitem, part for partsupp) of the whole table, within the
  /// part; nullopt: the whole part. From scale factor 30000, the reader walks orders and lineitem
  /// from the part's first order to the range, which takes about 20 ns per order.
  std::optional<RowRange> base_rows = std::nullopt;

  /// Of these rows, those whose first key column (of orders and lineitem the order's key, of
  /// partsupp the part's) is in this range: a range of base rows, so that no other rows are
  /// generated.
  KeyRange keys = {};

  /// Of these rows, those whose `date_column` is in this range. Nothing but the order dates is
  /// drawn for orders too early or too late to have such rows, which takes about 1 ns per order,
  /// or, from scale factor 30000, as long as for `base_rows`.
  DayRange days = {};

  /// Index of the column of `days`; nullopt: the first date column, which orders and lineitem have.
  std::optional<size_t> date_column = std::nullopt;

  /// At most this many rows, from the first; at least 0.
  int64_t max_rows = kAllRows;
};

/// Bytes of record batches for each thread of a stream, unless StreamOptions says otherwise: twice
/// a record batch of lineitem.
inline constexpr int64_t kQueuedBytesOfThread = int64_t{48} << 20;

struct StreamOptions {
  RecordBatchStyle style;

  /// Indices of the columns, none twice, in the order of the stream's schema; nullopt: all. Only
  /// the random numbers and texts that these columns depend on are drawn.
  std::optional<std::vector<size_t>> columns = std::nullopt;

  /// Rows of each record batch, 1 to kMaxRecordBatchRows; the last batch has the remaining rows.
  /// With a range of days, batches have up to this many rows, and none is empty. The default is the
  /// size of DuckDB's row groups, into which it loads whole batches faster.
  int64_t batch_rows = 122'880;

  /// Threads that generate, up to 4096; 1: only the reader's; 0: as many as this process has CPUs.
  int num_threads = 0;

  /// Bytes of the record batches that several threads are making, or that wait for the reader; one
  /// may be larger. As much memory of released ones is kept for later ones. 0:
  /// kQueuedBytesOfThread for each thread.
  int64_t max_queued_bytes = 0;
};

/// Returns a reader of these rows, which keeps the text pool of the session and may outlive the
/// session. It is a stream of OpenTableStream (stream/table_stream.h).
///
/// Record batches own their memory or, for views, share ownership of the pool's memory: they
/// outlive the reader, may be passed to any thread, and must not be changed. A column of views
/// refers to the whole pool, so its nbytes is 300 MiB, and writing it as IPC would write all of it;
/// use plain utf8 for files.
///
/// Returns Invalid, with a remedy, if the table does not have these rows or an option is wrong, and
/// OutOfMemory if the system refuses the text pool's memory.
arrow::Result<std::shared_ptr<arrow::RecordBatchReader>> MakeRecordBatchReader(
    const TableRows& rows, const Session& session, const StreamOptions& options);

}  // namespace tpch
