// The customer table.

#pragma once

#include "tpch/tables/contact_columns.h"
#include "tpch/tables/draws.h"
#include "tpch/tables/table_generator.h"

namespace tpch {

class CustomerGenerator : public TableGenerator {
 public:
  CustomerGenerator(const DataSet& data_set, ColumnSet wanted);

  std::vector<ColumnBatch> MakeBatches(int64_t max_base_rows) const override;
  void Fill(int64_t num_base_rows, std::span<ColumnBatch> batches) override;
  std::vector<RowStream*> RandomStreams() override;

 private:
  void StartUnit(const Unit& unit) override;

  ColumnSet wanted_;
  ContactColumns contact_;
  ValueDraws market_segment_;
  TextDraws comment_;
};

}  // namespace tpch
