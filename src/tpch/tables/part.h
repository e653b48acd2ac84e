// The part table.

#pragma once

#include "tpch/tables/draws.h"
#include "tpch/tables/table_generator.h"

namespace tpch {

class PartGenerator : public TableGenerator {
 public:
  PartGenerator(const DataSet& data_set, ColumnSet wanted);

  std::vector<ColumnBatch> MakeBatches(int64_t max_base_rows) const override;
  void Fill(int64_t num_base_rows, std::span<ColumnBatch> batches) override;
  std::vector<RowStream*> RandomStreams() override;

 private:
  void StartUnit(const Unit& unit) override;
  void FillNames(int64_t num_rows, Column* column);
  void FillBrands(int64_t num_rows, const uint8_t* manufacturers, uint8_t* brands);
  void FillKeys(int64_t num_rows, int64_t* keys) const;
  void FillPrices(int64_t num_rows, int64_t* prices) const;

  ColumnSet made_;  // the wanted columns, and those that they are made from
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
