#include "tpch/tables/partsupp.h"

#include <algorithm>
#include <array>

#include "tpch/tables/keys.h"
#include "tpch/tables/streams.h"

namespace tpch {
namespace {

enum : size_t { kPartKey, kSuppKey, kAvailQty, kSupplyCost, kComment };

constexpr int64_t kSuppliersPerPart = 4;
constexpr int64_t kBlockRows = kDrawBlockRows * kSuppliersPerPart;

// Writes the states of draw `draw` for each part's four rows, part after part.
void FillSupplierStates(const uint32_t* seeds, int64_t num_parts, int draws_per_row, int draw,
                        uint32_t* states) {
  // A part's rows are drawn like an order's lines, except that there are always four.
  static constexpr auto kNumRows = [] {
    std::array<uint8_t, kDrawBlockRows> num_rows{};
    num_rows.fill(kSuppliersPerPart);
    return num_rows;
  }();
  FillLineStates(seeds, kNumRows.data(), num_parts, MakeLineFactors(draws_per_row, draw), states);
}

}  // namespace

PartsuppGenerator::PartsuppGenerator(const DataSet& data_set)
    : num_suppliers_(NumBaseRows(Table::kSupplier, data_set.scale_factor)),
      text_pool_(data_set.text_pool),
      avail_qty_(streams::kPartsuppAvailQty),
      supply_cost_(streams::kPartsuppSupplyCost),
      comment_(streams::kPartsuppComment) {}

std::vector<ColumnBatch> PartsuppGenerator::MakeBatches(int64_t max_base_rows) const {
  std::vector<ColumnBatch> batches;
  batches.emplace_back(Table::kPartsupp, max_base_rows * kSuppliersPerPart);
  return batches;
}

void PartsuppGenerator::Start(const Unit& unit) {
  next_part_ = unit.base_rows.begin;
  for (RowStream* stream : {&avail_qty_, &supply_cost_, &comment_}) stream->Seek(next_part_);
}

void PartsuppGenerator::Fill(int64_t num_base_rows, std::span<ColumnBatch> batches) {
  ColumnBatch& batch = batches[0];
  int64_t row = 0;
  for (int64_t part = 0; part < num_base_rows; part += kDrawBlockRows) {
    const int64_t num_parts = std::min(kDrawBlockRows, num_base_rows - part);
    FillKeys(num_parts, row, &batch);
    FillDrawnColumns(num_parts, row, &batch);
    row += num_parts * kSuppliersPerPart;
    next_part_ += num_parts;
  }
  BindText(text_pool_, 0, row, &batch.column(kComment));
  batch.set_num_rows(row);
}

void PartsuppGenerator::FillKeys(int64_t num_parts, int64_t first_row, ColumnBatch* batch) const {
  auto* part_keys = batch->column(kPartKey).values<int64_t>() + first_row;
  auto* supp_keys = batch->column(kSuppKey).values<int64_t>() + first_row;
  for (int64_t i = 0; i < num_parts * kSuppliersPerPart; ++i) {
    part_keys[i] = next_part_ + i / kSuppliersPerPart + 1;
    supp_keys[i] = PartSupplier(part_keys[i], i % kSuppliersPerPart, num_suppliers_);
  }
}

void PartsuppGenerator::FillDrawnColumns(int64_t num_parts, int64_t first_row, ColumnBatch* batch) {
  const int64_t num_rows = num_parts * kSuppliersPerPart;
  uint32_t seeds[kDrawBlockRows + kKernelSlack];
  uint32_t states[kBlockRows + kKernelSlack];
  FillRowSeeds(&avail_qty_, num_parts, seeds);
  FillSupplierStates(seeds, num_parts, 1, 1, states);
  FillDraws(states, num_rows, 1, 9999, batch->column(kAvailQty).values<int32_t>() + first_row);

  FillRowSeeds(&supply_cost_, num_parts, seeds);
  FillSupplierStates(seeds, num_parts, 1, 1, states);
  FillDraws(states, num_rows, 100, 100'000,
            batch->column(kSupplyCost).values<int64_t>() + first_row);

  uint32_t length_states[kBlockRows + kKernelSlack];
  FillRowSeeds(&comment_, num_parts, seeds);
  FillSupplierStates(seeds, num_parts, 2, 1, states);
  FillSupplierStates(seeds, num_parts, 2, 2, length_states);
  FillTextSlices(states, length_states, num_rows, {49, 198},
                 batch->column(kComment).values<TextSlice>() + first_row);
}

}  // namespace tpch
