// The columns of orders, from the numbers shared with lineitem and from the streams of orders.

#pragma once

#include "tpch/tables/order_lines.h"

namespace tpch {

/// Fills orders batches block by block. Not thread-safe.
class OrdersColumns {
 public:
  OrdersColumns(const DataSet& data_set, ColumnSet wanted);

  /// Adds what the wanted columns need of each block.
  void AddNeeds(OrderLineNeeds* needs) const;

  ColumnBatch MakeBatch(int64_t max_base_rows) const;

  /// Moves to the unit whatever is not one of the RandomStreams.
  void StartUnit(const Unit& unit);

  std::vector<RowStream*> RandomStreams();

  /// Writes the wanted columns of the block's orders to rows [first_row, first_row +
  /// block.num_orders()) of the batch. REQUIRES: blocks of a batch are written in order, starting
  /// at row 0.
  void Fill(const OrderLines& block, int64_t first_row, ColumnBatch* batch);

 private:
  void FillBlockColumns(const OrderLines& block, int64_t first_row, ColumnBatch* batch) const;
  void FillDrawnColumns(const RowSelection& rows, int64_t first_row, ColumnBatch* batch);
  void FillCustomerKeys(const RowSelection& rows, int64_t* keys);
  void FillWideCustomerKeys(const RowSelection& rows, int64_t* keys);
  void FillClerks(const RowSelection& rows, int64_t first_row, Column* column);

  ColumnSet wanted_;
  int64_t num_customers_;
  bool wide_;
  uint64_t wide_customer_key_ = 0;
  ValueDraws customer_key_;
  ValueDraws priority_;
  ValueDraws clerk_;
  TextDraws comment_;
};

}  // namespace tpch
