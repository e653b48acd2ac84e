// Generates orders, lineitem, or both from the same orders.

#pragma once

#include <optional>

#include "tpch/tables/lineitem.h"
#include "tpch/tables/order_lines.h"
#include "tpch/tables/orders.h"

namespace tpch {

/// Generates the requested tables; batches are in the same order.
class OrdersLineitemGenerator : public TableGenerator {
 public:
  /// REQUIRES: `tables` is orders, lineitem, or orders and lineitem in this order.
  OrdersLineitemGenerator(std::span<const Table> tables, const DataSet& data_set, ColumnSet wanted);

  std::vector<ColumnBatch> MakeBatches(int64_t max_base_rows) const override;
  void Fill(int64_t num_base_rows, std::span<ColumnBatch> batches) override;
  std::vector<RowStream*> RandomStreams() override;

  /// Fills `batches` with these of the next base rows, at most kDrawBlockRows.
  void FillSelected(const RowSelection& rows, std::span<ColumnBatch> batches);

 private:
  void StartUnit(const Unit& unit) override;
  OrderLineNeeds FindNeeds() const;
  void AppendBlock(const RowSelection& rows, std::span<ColumnBatch> batches);

  std::optional<OrdersColumns> orders_;
  std::optional<LineitemColumns> lineitem_;
  OrderLinesDraws draws_;
  OrderLines block_;
};

}  // namespace tpch
