// The part table.

#pragma once

#include "tpch/tables/draws.h"
#include "tpch/tables/table_generator.h"

namespace tpch {

class PartGenerator : public TableGenerator {
 public:
  explicit PartGenerator(const DataSet& data_set);

  std::vector<ColumnBatch> MakeBatches(int64_t max_base_rows) const override;
  void Start(const Unit& unit) override;
  void Fill(int64_t num_base_rows, std::span<ColumnBatch> batches) override;

 private:
  int64_t next_row_ = 0;
  RowStream name_;
  ValueDraws manufacturer_;
  ValueDraws brand_;
  ValueDraws type_;
  ValueDraws size_;
  ValueDraws container_;
  TextDraws comment_;
};

}  // namespace tpch
