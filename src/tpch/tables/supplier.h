// The supplier table; some comments contain a customer's message.

#pragma once

#include "tpch/tables/contact_columns.h"
#include "tpch/tables/draws.h"
#include "tpch/tables/table_generator.h"

namespace tpch {

class SupplierGenerator : public TableGenerator {
 public:
  SupplierGenerator(const DataSet& data_set, ColumnSet wanted);

  std::vector<ColumnBatch> MakeBatches(int64_t max_base_rows) const override;
  void Fill(int64_t num_base_rows, std::span<ColumnBatch> batches) override;
  std::vector<RowStream*> RandomStreams() override;

 private:
  void StartUnit(const Unit& unit) override;
  void FillComments(int64_t num_rows, Column* column);

  ColumnSet wanted_;
  ContactColumns contact_;
  TextDraws comment_;
  RowStream message_pick_;
  RowStream message_kind_;
  RowStream message_gap_;
  RowStream message_position_;
};

}  // namespace tpch
