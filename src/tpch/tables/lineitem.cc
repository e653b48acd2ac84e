#include "tpch/tables/lineitem.h"

#include <algorithm>

#include "tpch/random/bounded.h"
#include "tpch/schema/calendar.h"
#include "tpch/tables/keys.h"
#include "tpch/tables/streams.h"
#include "tpch/words/distribution.h"

namespace tpch {
namespace {

enum : size_t {
  kOrderKey,
  kPartKey,
  kSuppKey,
  kLineNumber,
  kQuantity,
  kExtendedPrice,
  kDiscount,
  kTax,
  kReturnFlag,
  kLineStatus,
  kShipDate,
  kCommitDate,
  kReceiptDate,
  kShipInstruct,
  kShipMode,
  kComment
};

// Codes 0 and 1 are dbgen's weighted list (`R`, `A`).
constexpr uint8_t kNotReturned = 2;

struct LineitemDictionaries {
  Dictionary return_flags = MakeDictionary(std::vector<std::string_view>{"R", "A", "N"});
  Dictionary line_statuses = MakeDictionary(std::vector<std::string_view>{"O", "F"});
  Dictionary ship_instructs = MakeDictionary(distributions::kShipInstructs);
  Dictionary ship_modes = MakeDictionary(distributions::kShipModes);
};

const LineitemDictionaries& Dictionaries() {
  static const LineitemDictionaries kDictionaries;
  return kDictionaries;
}

}  // namespace

LineitemColumns::LineitemColumns(const DataSet& data_set)
    : num_suppliers_(NumBaseRows(Table::kSupplier, data_set.scale_factor)),
      text_pool_(data_set.text_pool),
      supplier_(streams::kLineSuppKey),
      commit_day_(streams::kLineCommitDate),
      receipt_day_(streams::kLineReceiptDate),
      return_flag_(streams::kLineReturnFlag),
      ship_instruct_(streams::kLineShipInstruct),
      ship_mode_(streams::kLineShipMode),
      comment_(streams::kLineComment) {}

ColumnBatch LineitemColumns::MakeBatch(int64_t max_base_rows) const {
  ColumnBatch batch(Table::kLineitem, max_base_rows * kMaxLines);
  batch.column(kReturnFlag).set_dictionary(&Dictionaries().return_flags);
  batch.column(kLineStatus).set_dictionary(&Dictionaries().line_statuses);
  batch.column(kShipInstruct).set_dictionary(&Dictionaries().ship_instructs);
  batch.column(kShipMode).set_dictionary(&Dictionaries().ship_modes);
  return batch;
}

void LineitemColumns::Start(const Unit& unit) {
  for (RowStream* stream : {&supplier_, &commit_day_, &receipt_day_, &return_flag_, &ship_instruct_,
                            &ship_mode_, &comment_}) {
    stream->Seek(unit.base_rows.begin);
  }
}

void LineitemColumns::Fill(const OrderLines& block, int64_t first_row, ColumnBatch* batch) {
  FillKeys(block, first_row, batch);
  std::copy_n(block.quantities.data(), block.num_lines,
              batch->column(kQuantity).values<int32_t>() + first_row);
  std::copy_n(block.extended_prices.data(), block.num_lines,
              batch->column(kExtendedPrice).values<int64_t>() + first_row);
  std::copy_n(block.discounts.data(), block.num_lines,
              batch->column(kDiscount).values<int64_t>() + first_row);
  std::copy_n(block.taxes.data(), block.num_lines,
              batch->column(kTax).values<int64_t>() + first_row);
  FillDates(block, first_row, batch);
  FillFlags(block, first_row, batch);
  FillLineDraws(&ship_instruct_, block, 0, 3,
                batch->column(kShipInstruct).values<uint8_t>() + first_row);
  FillLineDraws(&ship_mode_, block, 0, 6, batch->column(kShipMode).values<uint8_t>() + first_row);
  FillComments(block, first_row, &batch->column(kComment));
}

void LineitemColumns::FillKeys(const OrderLines& block, int64_t first_row, ColumnBatch* batch) {
  auto* order_keys = batch->column(kOrderKey).values<int64_t>() + first_row;
  auto* line_numbers = batch->column(kLineNumber).values<int32_t>() + first_row;
  for (int64_t order = 0; order < block.num_orders; ++order) {
    const int64_t key = OrderKey(block.first_order + order);
    // Eight at once; the next order overwrites the surplus.
    for (int line = 0; line <= kMaxLines; ++line) {
      order_keys[line] = key;
      line_numbers[line] = line + 1;
    }
    order_keys += block.line_counts[order];
    line_numbers += block.line_counts[order];
  }
  std::copy_n(block.part_keys.data(), block.num_lines,
              batch->column(kPartKey).values<int64_t>() + first_row);
  auto* supp_keys = batch->column(kSuppKey).values<int64_t>() + first_row;
  FillLineDraws(&supplier_, block, 0, 3, supp_keys);
  for (int64_t line = 0; line < block.num_lines; ++line) {
    supp_keys[line] = PartSupplier(block.part_keys[line], supp_keys[line], num_suppliers_);
  }
}

void LineitemColumns::FillDates(const OrderLines& block, int64_t first_row, ColumnBatch* batch) {
  auto* commit_days = batch->column(kCommitDate).values<int32_t>() + first_row;
  auto* receipt_days = batch->column(kReceiptDate).values<int32_t>() + first_row;
  FillLineDraws(&commit_day_, block, 30, 90, commit_days);
  FillLineDraws(&receipt_day_, block, 1, 30, receipt_days);
  for (int64_t line = 0; line < block.num_lines; ++line) {
    commit_days[line] += block.line_order_days[line];
    receipt_days[line] += block.ship_days[line];
  }
  std::copy_n(block.ship_days.data(), block.num_lines,
              batch->column(kShipDate).values<int32_t>() + first_row);
}

void LineitemColumns::FillFlags(const OrderLines& block, int64_t first_row, ColumnBatch* batch) {
  static constexpr LineFactors kFactors = MakeLineFactors(1, 1);
  auto* return_flags = batch->column(kReturnFlag).values<uint8_t>() + first_row;
  auto* line_statuses = batch->column(kLineStatus).values<uint8_t>() + first_row;
  const auto* receipt_days = batch->column(kReceiptDate).values<int32_t>() + first_row;
  int64_t line = 0;
  for (int64_t order = 0; order < block.num_orders; ++order) {
    const uint32_t seed = return_flag_.NextSeed();
    // dbgen: only received lines draw, so the k-th received line takes the order's k-th draw.
    size_t num_received = 0;
    for (const int64_t end = line + block.line_counts[order]; line < end; ++line) {
      const bool received = receipt_days[line] <= kCurrentDay;
      const uint32_t draw = DrawSmall(LehmerMultiply(seed, kFactors[num_received]), 2);
      return_flags[line] = received ? static_cast<uint8_t>(draw) : kNotReturned;
      line_statuses[line] = block.ship_days[line] <= kCurrentDay ? 1 : 0;
      num_received += received ? 1 : 0;
    }
  }
}

void LineitemColumns::FillComments(const OrderLines& block, int64_t first_row, Column* column) {
  static constexpr LineFactors kOffsetFactors = MakeLineFactors(2, 1);
  static constexpr LineFactors kLengthFactors = MakeLineFactors(2, 2);
  OrderLines::PerOrder<uint32_t> seeds;
  OrderLines::PerLine<uint32_t> offset_states;
  OrderLines::PerLine<uint32_t> length_states;
  FillRowSeeds(&comment_, block.num_orders, seeds.data());
  FillLineStates(seeds.data(), block.line_counts.data(), block.num_orders, kOffsetFactors,
                 offset_states.data());
  FillLineStates(seeds.data(), block.line_counts.data(), block.num_orders, kLengthFactors,
                 length_states.data());
  FillTextSlices(offset_states.data(), length_states.data(), block.num_lines, {10, 43},
                 column->values<TextSlice>() + first_row);
  BindText(text_pool_, first_row, block.num_lines, column);
}

}  // namespace tpch
