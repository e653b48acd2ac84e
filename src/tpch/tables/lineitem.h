// The columns of lineitem, from the numbers shared with orders and from lineitem's own streams.

#pragma once

#include "tpch/tables/order_lines.h"

namespace tpch {

/// Fills lineitem batches block by block. Not thread-safe.
class LineitemColumns {
 public:
  LineitemColumns(const DataSet& data_set, ColumnSet wanted);

  /// Adds what the wanted columns need of each block.
  void AddNeeds(OrderLineNeeds* needs) const;

  ColumnBatch MakeBatch(int64_t max_base_rows) const;

  std::vector<RowStream*> RandomStreams();

  /// Writes the wanted columns of the block's lines to rows [first_row, first_row +
  /// block.num_lines) of the batch.
  void Fill(const OrderLines& block, int64_t first_row, ColumnBatch* batch);

 private:
  void FillBlockColumns(const OrderLines& block, int64_t first_row, ColumnBatch* batch) const;
  void FillDates(const OrderLines& block, int64_t first_row, ColumnBatch* batch);
  void FillCodes(const OrderLines& block, int64_t first_row, ColumnBatch* batch);
  void FillSupplierKeys(const OrderLines& block, int64_t* keys);
  void FillReturnFlags(const OrderLines& block, const int32_t* receipt_days, uint8_t* flags);
  void FillComments(const OrderLines& block, int64_t first_row, Column* column);

  ColumnSet made_;  // the wanted columns, and those that they are made from
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
