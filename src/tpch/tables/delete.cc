#include "tpch/tables/delete.h"

namespace tpch {
namespace {

enum : size_t { kOrderKey };

}  // namespace

std::vector<ColumnBatch> DeleteGenerator::MakeBatches(int64_t max_base_rows) const {
  std::vector<ColumnBatch> batches;
  batches.emplace_back(Table::kDelete, max_base_rows, wanted_);
  return batches;
}

void DeleteGenerator::StartUnit(const Unit& unit) {
  next_row_ = unit.base_rows.begin;
  keys_ = unit.order_keys;
}

void DeleteGenerator::Fill(int64_t num_base_rows, std::span<ColumnBatch> batches) {
  if (wanted_.Has(kOrderKey)) {
    auto* const keys = batches[0].column(kOrderKey).values<int64_t>();
    for (int64_t row = 0; row < num_base_rows; ++row) keys[row] = keys_[next_row_ + row];
  }
  batches[0].set_num_rows(num_base_rows);
  next_row_ += num_base_rows;
}

}  // namespace tpch
