// The region table: five fixed rows with drawn comments.

#pragma once

#include "tpch/tables/draws.h"
#include "tpch/tables/table_generator.h"

namespace tpch {

class RegionGenerator : public TableGenerator {
 public:
  RegionGenerator(const DataSet& data_set, ColumnSet wanted);

  std::vector<ColumnBatch> MakeBatches(int64_t max_base_rows) const override;
  void Fill(int64_t num_base_rows, std::span<ColumnBatch> batches) override;
  std::vector<RowStream*> RandomStreams() override;

 private:
  void StartUnit(const Unit& unit) override;

  ColumnSet wanted_;
  int64_t next_row_ = 0;
  TextDraws comment_;
};

}  // namespace tpch
