// Generates the keys of the orders that a refresh set deletes.

#pragma once

#include "tpch/tables/table_generator.h"

namespace tpch {

/// Base rows count the orders in the sequence of Unit::order_keys.
class DeleteGenerator : public TableGenerator {
 public:
  explicit DeleteGenerator(ColumnSet wanted) : wanted_(wanted) {}

  std::vector<ColumnBatch> MakeBatches(int64_t max_base_rows) const override;
  void Fill(int64_t num_base_rows, std::span<ColumnBatch> batches) override;
  std::vector<RowStream*> RandomStreams() override { return {}; }

 private:
  void StartUnit(const Unit& unit) override;

  ColumnSet wanted_;
  int64_t next_row_ = 0;
  OrderKeys keys_;
};

}  // namespace tpch
