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

// Draws a value in [low, high] for each part's four rows.
template <typename T>
void FillValues(RowStream* stream, int64_t num_parts, int64_t low, int64_t high, T* values) {
  uint32_t seeds[kDrawBlockRows + kKernelSlack];
  uint32_t states[kBlockRows + kKernelSlack];
  FillRowSeeds(stream, num_parts, seeds);
  FillSupplierStates(seeds, num_parts, 1, 1, states);
  FillDraws(states, num_parts * kSuppliersPerPart, low, high, values);
}

}  // namespace

PartsuppGenerator::PartsuppGenerator(const DataSet& data_set, ColumnSet wanted)
    : wanted_(wanted),
      num_suppliers_(NumBaseRows(Table::kSupplier, data_set.scale_factor)),
      text_pool_(data_set.text_pool),
      avail_qty_(streams::kPartsuppAvailQty),
      supply_cost_(streams::kPartsuppSupplyCost),
      comment_(streams::kPartsuppComment) {}

std::vector<ColumnBatch> PartsuppGenerator::MakeBatches(int64_t max_base_rows) const {
  std::vector<ColumnBatch> batches;
  batches.emplace_back(Table::kPartsupp, max_base_rows * kSuppliersPerPart, wanted_);
  return batches;
}

void PartsuppGenerator::StartUnit(const Unit& unit) { next_part_ = unit.base_rows.begin; }

std::vector<RowStream*> PartsuppGenerator::RandomStreams() {
  return {&avail_qty_, &supply_cost_, &comment_};
}

void PartsuppGenerator::Fill(int64_t num_base_rows, std::span<ColumnBatch> batches) {
  ColumnBatch& batch = batches[0];
  int64_t row = 0;
  for (int64_t part = 0; part < num_base_rows; part += kDrawBlockRows) {
    const int64_t num_parts = std::min(kDrawBlockRows, num_base_rows - part);
    FillBlock(num_parts, row, &batch);
    row += num_parts * kSuppliersPerPart;
    next_part_ += num_parts;
  }
  if (wanted_.Has(kComment)) BindText(text_pool_, 0, row, &batch.column(kComment));
  batch.set_num_rows(row);
}

void PartsuppGenerator::FillBlock(int64_t num_parts, int64_t first_row, ColumnBatch* batch) {
  if (wanted_.Has(kPartKey)) {
    FillPartKeys(num_parts, batch->column(kPartKey).values<int64_t>() + first_row);
  }
  if (wanted_.Has(kSuppKey)) {
    FillSupplierKeys(num_parts, batch->column(kSuppKey).values<int64_t>() + first_row);
  }
  if (wanted_.Has(kAvailQty)) {
    FillValues(&avail_qty_, num_parts, 1, 9999,
               batch->column(kAvailQty).values<int32_t>() + first_row);
  }
  if (wanted_.Has(kSupplyCost)) {
    FillValues(&supply_cost_, num_parts, 100, 100'000,
               batch->column(kSupplyCost).values<int64_t>() + first_row);
  }
  if (wanted_.Has(kComment)) {
    FillComments(num_parts, batch->column(kComment).values<TextSlice>() + first_row);
  }
}

void PartsuppGenerator::FillPartKeys(int64_t num_parts, int64_t* keys) const {
  for (int64_t key = next_part_ + 1; key <= next_part_ + num_parts; ++key) {
    keys = std::fill_n(keys, kSuppliersPerPart, key);
  }
}

void PartsuppGenerator::FillSupplierKeys(int64_t num_parts, int64_t* keys) const {
  for (int64_t part_key = next_part_ + 1; part_key <= next_part_ + num_parts; ++part_key) {
    for (int64_t j = 0; j < kSuppliersPerPart; ++j) {
      *keys++ = PartSupplier(part_key, j, num_suppliers_);
    }
  }
}

void PartsuppGenerator::FillComments(int64_t num_parts, TextSlice* slices) {
  uint32_t seeds[kDrawBlockRows + kKernelSlack];
  uint32_t offset_states[kBlockRows + kKernelSlack];
  uint32_t length_states[kBlockRows + kKernelSlack];
  FillRowSeeds(&comment_, num_parts, seeds);
  FillSupplierStates(seeds, num_parts, 2, 1, offset_states);
  FillSupplierStates(seeds, num_parts, 2, 2, length_states);
  FillTextSlices(offset_states, length_states, num_parts * kSuppliersPerPart, {49, 198}, slices);
}

}  // namespace tpch
