// The columns of lineitem, from the numbers shared with orders and from lineitem's own streams.

#pragma once

#include "tpch/tables/order_lines.h"

namespace tpch {

/// Fills lineitem batches block by block. Not thread-safe.
class LineitemColumns {
 public:
  explicit LineitemColumns(const DataSet& data_set);

  ColumnBatch MakeBatch(int64_t max_base_rows) const;
  void Start(const Unit& unit);

  /// Writes the block's lines to rows [first_row, first_row + block.num_lines) of the batch.
  void Fill(const OrderLines& block, int64_t first_row, ColumnBatch* batch);

 private:
  void FillKeys(const OrderLines& block, int64_t first_row, ColumnBatch* batch);
  void FillDates(const OrderLines& block, int64_t first_row, ColumnBatch* batch);
  void FillFlags(const OrderLines& block, int64_t first_row, ColumnBatch* batch);
  void FillComments(const OrderLines& block, int64_t first_row, Column* column);

  int64_t num_suppliers_;
  TextPool* text_pool_;
  RowStream supplier_;
  RowStream commit_day_;
  RowStream receipt_day_;
  RowStream return_flag_;
  RowStream ship_instruct_;
  RowStream ship_mode_;
  RowStream comment_;
};

}  // namespace tpch
