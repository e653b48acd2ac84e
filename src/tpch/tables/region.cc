#include "tpch/tables/region.h"

#include "tpch/tables/streams.h"
#include "tpch/tables/text_column_writer.h"
#include "tpch/words/distribution.h"

namespace tpch {
namespace {

enum : size_t { kRegionKey, kName, kComment };

}  // namespace

RegionGenerator::RegionGenerator(const DataSet& data_set, ColumnSet wanted)
    : wanted_(wanted), comment_(streams::kRegionComment, {28, 115}, data_set.text_pool) {}

std::vector<ColumnBatch> RegionGenerator::MakeBatches(int64_t max_base_rows) const {
  std::vector<ColumnBatch> batches;
  batches.emplace_back(Table::kRegion, max_base_rows);
  batches[0].column(kName).AllocateText(max_base_rows * sizeof(DictionaryValue));
  return batches;
}

void RegionGenerator::StartUnit(const Unit& unit) { next_row_ = unit.base_rows.begin; }

std::vector<RowStream*> RegionGenerator::RandomStreams() { return {comment_.stream()}; }

void RegionGenerator::Fill(int64_t num_base_rows, std::span<ColumnBatch> batches) {
  ColumnBatch& batch = batches[0];
  TextColumnWriter names(&batch.column(kName));
  for (int64_t row = 0; row < num_base_rows; ++row) {
    const int64_t key = next_row_ + row;
    batch.column(kRegionKey).values<int64_t>()[row] = key;
    names.Append(distributions::kRegions[static_cast<size_t>(key)].text);
  }
  if (wanted_.Has(kComment)) comment_.Fill(0, num_base_rows, &batch.column(kComment));
  batch.set_num_rows(num_base_rows);
  next_row_ += num_base_rows;
}

}  // namespace tpch
