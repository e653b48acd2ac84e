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
  static const auto* const kDictionaries = new LineitemDictionaries;  // outlives all threads
  return *kDictionaries;
}

// Returns the columns that the wanted ones are made from, and these.
ColumnSet AddSources(ColumnSet wanted) {
  if (wanted.Has(kReturnFlag)) wanted.Add(kReceiptDate);
  return wanted;
}

// Copies values of a block to a column.
template <typename T, typename Value>
void Copy(const OrderLines::PerLine<Value>& values, const OrderLines& block, T* out) {
  std::copy_n(values.data(), block.num_lines, out);
}

void FillOrderKeys(const OrderLines& block, int64_t* keys) {
  for (int64_t order = 0; order < block.num_orders(); ++order) {
    const int64_t key = block.order_key(order);
    // Eight at once; the next order overwrites the surplus.
    for (int line = 0; line <= kMaxLines; ++line) keys[line] = key;
    keys += block.line_counts[order];
  }
}

void FillLineNumbers(const OrderLines& block, int32_t* numbers) {
  for (int64_t order = 0; order < block.num_orders(); ++order) {
    // Eight at once, as above.
    for (int line = 0; line <= kMaxLines; ++line) numbers[line] = line + 1;
    numbers += block.line_counts[order];
  }
}

void FillLineStatuses(const OrderLines& block, uint8_t* statuses) {
  for (int64_t line = 0; line < block.num_lines; ++line) {
    statuses[line] = block.ship_days[line] <= kCurrentDay ? 1 : 0;
  }
}

// Draws days that are a lag after those of the block's lines.
void FillLaterDays(RowStream* stream, const OrderLines& block, const ValueRange& lag,
                   const OrderLines::PerLine<int32_t>& line_days, int32_t* days) {
  FillLineDraws(stream, block, lag.low, lag.high, days);
  for (int64_t line = 0; line < block.num_lines; ++line) days[line] += line_days[line];
}

}  // namespace

LineitemColumns::LineitemColumns(const DataSet& data_set, ColumnSet wanted)
    : made_(AddSources(wanted)),
      num_suppliers_(NumBaseRows(Table::kSupplier, data_set.scale_factor)),
      text_pool_(data_set.text_pool),
      supplier_(streams::kLineSuppKey),
      commit_day_(streams::kLineCommitDate),
      receipt_day_(streams::kLineReceiptDate),
      return_flag_(streams::kLineReturnFlag),
      ship_instruct_(streams::kLineShipInstruct),
      ship_mode_(streams::kLineShipMode),
      comment_(streams::kLineComment) {}

ColumnBatch LineitemColumns::MakeBatch(int64_t max_base_rows) const {
  ColumnBatch batch(Table::kLineitem, max_base_rows * kMaxLines, made_);
  batch.column(kReturnFlag).set_dictionary(&Dictionaries().return_flags);
  batch.column(kLineStatus).set_dictionary(&Dictionaries().line_statuses);
  batch.column(kShipInstruct).set_dictionary(&Dictionaries().ship_instructs);
  batch.column(kShipMode).set_dictionary(&Dictionaries().ship_modes);
  return batch;
}

void LineitemColumns::AddNeeds(OrderLineNeeds* needs) const {
  needs->line_counts = true;
  needs->line_order_days |= made_.Has(kCommitDate);
  needs->quantities |= made_.Has(kQuantity);
  needs->discounts |= made_.Has(kDiscount);
  needs->taxes |= made_.Has(kTax);
  needs->part_keys |= made_.HasAny({kPartKey, kSuppKey});
  needs->extended_prices |= made_.Has(kExtendedPrice);
  needs->ship_days |= made_.HasAny({kShipDate, kReceiptDate, kLineStatus});
}

std::vector<RowStream*> LineitemColumns::RandomStreams() {
  return {&supplier_,      &commit_day_, &receipt_day_, &return_flag_,
          &ship_instruct_, &ship_mode_,  &comment_};
}

void LineitemColumns::Fill(const OrderLines& block, int64_t first_row, ColumnBatch* batch) {
  FillBlockColumns(block, first_row, batch);
  FillDates(block, first_row, batch);
  FillCodes(block, first_row, batch);
  if (made_.Has(kSuppKey)) {
    FillSupplierKeys(block, batch->column(kSuppKey).values<int64_t>() + first_row);
  }
  if (made_.Has(kComment)) FillComments(block, first_row, &batch->column(kComment));
}

void LineitemColumns::FillBlockColumns(const OrderLines& block, int64_t first_row,
                                       ColumnBatch* batch) const {
  const auto int64s = [&](size_t i) { return batch->column(i).values<int64_t>() + first_row; };
  const auto int32s = [&](size_t i) { return batch->column(i).values<int32_t>() + first_row; };
  if (made_.Has(kOrderKey)) FillOrderKeys(block, int64s(kOrderKey));
  if (made_.Has(kPartKey)) Copy(block.part_keys, block, int64s(kPartKey));
  if (made_.Has(kLineNumber)) FillLineNumbers(block, int32s(kLineNumber));
  if (made_.Has(kQuantity)) Copy(block.quantities, block, int32s(kQuantity));
  if (made_.Has(kExtendedPrice)) Copy(block.extended_prices, block, int64s(kExtendedPrice));
  if (made_.Has(kDiscount)) Copy(block.discounts, block, int64s(kDiscount));
  if (made_.Has(kTax)) Copy(block.taxes, block, int64s(kTax));
  if (made_.Has(kShipDate)) Copy(block.ship_days, block, int32s(kShipDate));
}

void LineitemColumns::FillDates(const OrderLines& block, int64_t first_row, ColumnBatch* batch) {
  const auto days = [&](size_t i) { return batch->column(i).values<int32_t>() + first_row; };
  if (made_.Has(kCommitDate)) {
    FillLaterDays(&commit_day_, block, columns::kCommitLag, block.line_order_days,
                  days(kCommitDate));
  }
  if (made_.Has(kReceiptDate)) {
    FillLaterDays(&receipt_day_, block, columns::kReceiptLag, block.ship_days, days(kReceiptDate));
  }
}

void LineitemColumns::FillCodes(const OrderLines& block, int64_t first_row, ColumnBatch* batch) {
  const auto codes = [&](size_t i) { return batch->column(i).values<uint8_t>() + first_row; };
  if (made_.Has(kReturnFlag)) {
    const auto* receipt_days = batch->column(kReceiptDate).values<int32_t>() + first_row;
    FillReturnFlags(block, receipt_days, codes(kReturnFlag));
  }
  if (made_.Has(kLineStatus)) FillLineStatuses(block, codes(kLineStatus));
  if (made_.Has(kShipInstruct)) FillLineDraws(&ship_instruct_, block, 0, 3, codes(kShipInstruct));
  if (made_.Has(kShipMode)) FillLineDraws(&ship_mode_, block, 0, 6, codes(kShipMode));
}

void LineitemColumns::FillSupplierKeys(const OrderLines& block, int64_t* keys) {
  FillLineDraws(&supplier_, block, 0, 3, keys);
  for (int64_t line = 0; line < block.num_lines; ++line) {
    keys[line] = PartSupplier(block.part_keys[line], keys[line], num_suppliers_);
  }
}

void LineitemColumns::FillReturnFlags(const OrderLines& block, const int32_t* receipt_days,
                                      uint8_t* flags) {
  static constexpr LineFactors kFactors = MakeLineFactors(1, 1);
  OrderLines::PerOrder<uint32_t> seeds;
  FillRowSeeds(&return_flag_, block.orders, seeds.data());
  int64_t line = 0;
  for (int64_t order = 0; order < block.num_orders(); ++order) {
    const uint32_t seed = seeds[order];
    // dbgen: only received lines draw, so the k-th received line takes the order's k-th draw.
    size_t num_received = 0;
    for (const int64_t end = line + block.line_counts[order]; line < end; ++line) {
      const bool received = receipt_days[line] <= kCurrentDay;
      const uint32_t draw = DrawSmall(LehmerMultiply(seed, kFactors[num_received]), 2);
      flags[line] = received ? static_cast<uint8_t>(draw) : kNotReturned;
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
  FillRowSeeds(&comment_, block.orders, seeds.data());
  FillLineStates(seeds.data(), block.line_counts.data(), block.num_orders(), kOffsetFactors,
                 offset_states.data());
  FillLineStates(seeds.data(), block.line_counts.data(), block.num_orders(), kLengthFactors,
                 length_states.data());
  FillTextSlices(offset_states.data(), length_states.data(), block.num_lines, {10, 43},
                 column->values<TextSlice>() + first_row);
  BindText(text_pool_, first_row, block.num_lines, column);
}

}  // namespace tpch
