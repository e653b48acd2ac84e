// Generates the selected rows of a table, on the thread that asks for them.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "tpch/columns/column_batch.h"
#include "tpch/session.h"
#include "tpch/status.h"
#include "tpch/stream.h"
#include "tpch/tables/table_generator.h"
#include "tpch/text/text_pool.h"

namespace tpch {

/// Some rows of a batch.
struct BatchRows {
  const ColumnBatch* batch;
  int64_t first_row;
  int64_t num_rows;  ///< at least 1
};

/// Walks over rows from the first to the last. May outlive the session. Not thread-safe.
class RowCursor {
 public:
  /// Returns Invalid, with a remedy, if the table does not have these rows, and IoError if the
  /// system refuses the text pool's memory.
  static Result<RowCursor> Make(const TableRows& rows, const Session& session);

  /// Returns at most `max_rows` (at least 1) of the next rows, or nullopt after the last one. The
  /// batch belongs to the cursor; the next call may change it.
  std::optional<BatchRows> Next(int64_t max_rows);

  /// Returns an upper bound of the number of rows that are left.
  int64_t MaxRowsLeft() const;

  /// Returns the batch that all calls of Next fill. Its columns have their dictionaries.
  const ColumnBatch& batch() const { return batches_.front(); }

  /// Returns the text that slices of the text pool refer to.
  const std::shared_ptr<TextPool>& text_pool() const { return text_pool_; }

 private:
  RowCursor(const TableRows& rows, std::shared_ptr<TextPool> text_pool);

  // Generates the next batch; returns false after the last row.
  bool FillBatch();

  std::shared_ptr<TextPool> text_pool_;
  std::unique_ptr<TableGenerator> generator_;
  std::vector<ColumnBatch> batches_;
  int64_t rows_left_;
  int64_t base_rows_left_ = 0;
  int64_t next_row_ = 0;  // first row of the batch that is not returned yet
};

}  // namespace tpch
