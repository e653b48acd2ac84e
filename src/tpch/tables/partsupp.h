// The partsupp table: four rows for every part.

#pragma once

#include "tpch/tables/draws.h"
#include "tpch/tables/table_generator.h"

namespace tpch {

class PartsuppGenerator : public TableGenerator {
 public:
  PartsuppGenerator(const DataSet& data_set, ColumnSet wanted);

  std::vector<ColumnBatch> MakeBatches(int64_t max_base_rows) const override;
  void Fill(int64_t num_base_rows, std::span<ColumnBatch> batches) override;
  std::vector<RowStream*> RandomStreams() override;

 private:
  void StartUnit(const Unit& unit) override;
  void FillBlock(int64_t num_parts, int64_t first_row, ColumnBatch* batch);
  void FillPartKeys(int64_t num_parts, int64_t* keys) const;
  void FillSupplierKeys(int64_t num_parts, int64_t* keys) const;
  void FillComments(int64_t num_parts, TextSlice* slices);

  ColumnSet wanted_;
  int64_t num_suppliers_;
  TextPool* text_pool_;
  int64_t next_part_ = 0;
  RowStream avail_qty_;
  RowStream supply_cost_;
  RowStream comment_;
};

}  // namespace tpch
