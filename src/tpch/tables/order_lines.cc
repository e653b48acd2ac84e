#include "tpch/tables/order_lines.h"

#include <numeric>

#include "tpch/schema/calendar.h"
#include "tpch/tables/keys.h"
#include "tpch/tables/streams.h"

namespace tpch {
namespace {

// Returns these needs and all values that they are made from.
OrderLineNeeds AddSources(OrderLineNeeds needs) {
  needs.quantities |= needs.extended_prices;
  needs.part_keys |= needs.extended_prices;
  needs.line_order_days |= needs.ship_days;
  needs.order_days |= needs.line_order_days;
  needs.line_counts |= needs.line_order_days || needs.quantities || needs.discounts ||
                       needs.taxes || needs.part_keys;
  return needs;
}

int64_t CountLines(const OrderLines& block) {
  return std::accumulate(block.line_counts.begin(), block.line_counts.begin() + block.num_orders(),
                         int64_t{0});
}

// Copies each order's date to its lines.
void ExpandOrderDays(OrderLines* block) {
  int32_t* line_days = block->line_order_days.data();
  for (int64_t order = 0; order < block->num_orders(); ++order) {
    // Eight at once; the next order overwrites the surplus.
    for (int line = 0; line <= kMaxLines; ++line) line_days[line] = block->order_days[order];
    line_days += block->line_counts[order];
  }
}

}  // namespace

OrderLinesDraws::OrderLinesDraws(const ScaleFactor& scale_factor, const OrderLineNeeds& needs)
    : needs_(AddSources(needs)),
      num_parts_(NumBaseRows(Table::kPart, scale_factor)),
      wide_(UsesWideStreams(scale_factor)),
      wide_part_keys_(0),
      line_count_(streams::kOrderLineCount, 1, kMaxLines),
      order_day_(streams::kOrderDate, kFirstDay, kLastOrderDay),
      quantity_(streams::kLineQuantity),
      discount_(streams::kLineDiscount),
      tax_(streams::kLineTax),
      part_key_(streams::kLinePartKey),
      ship_day_(streams::kLineShipDate) {}

void OrderLinesDraws::StartUnit(const Unit& unit) {
  next_order_ = unit.base_rows.begin;
  keys_ = unit.order_keys;
  if (wide_) wide_part_keys_ = PartKeyCursor(unit.base_rows.begin, unit.part_key_state);
}

std::vector<RowStream*> OrderLinesDraws::RandomStreams() {
  return {line_count_.stream(), order_day_.stream(), &quantity_, &discount_, &tax_,
          &part_key_,           &ship_day_};
}

void OrderLinesDraws::Fill(const RowSelection& orders, OrderLines* block) {
  block->first_order = next_order_;
  block->orders = orders;
  block->keys = keys_;
  FillOrders(block);
  FillPrices(block);
  if (needs_.discounts) FillLineDraws(&discount_, *block, 0, 10, block->discounts.data());
  if (needs_.taxes) FillLineDraws(&tax_, *block, 0, 8, block->taxes.data());
  if (needs_.ship_days) FillShipDays(block);
  next_order_ += orders.num_passed;
}

void OrderLinesDraws::FillOrders(OrderLines* block) {
  if (needs_.line_counts) line_count_.Fill(block->orders, block->line_counts.data());
  if (needs_.order_days) order_day_.Fill(block->orders, block->order_days.data());
  if (needs_.line_order_days) ExpandOrderDays(block);
  block->num_lines = needs_.line_counts ? CountLines(*block) : 0;
}

void OrderLinesDraws::FillPrices(OrderLines* block) {
  if (needs_.quantities) FillLineDraws(&quantity_, *block, 1, 50, block->quantities.data());
  if (needs_.part_keys) FillPartKeys(block);
  if (!needs_.extended_prices) return;
  for (int64_t line = 0; line < block->num_lines; ++line) {
    block->extended_prices[line] = block->quantities[line] * RetailPrice(block->part_keys[line]);
  }
}

void OrderLinesDraws::FillShipDays(OrderLines* block) {
  constexpr ValueRange kLag = columns::kShipLag;
  FillLineDraws(&ship_day_, *block, kLag.low, kLag.high, block->ship_days.data());
  for (int64_t line = 0; line < block->num_lines; ++line) {
    block->ship_days[line] += block->line_order_days[line];
  }
}

void OrderLinesDraws::FillPartKeys(OrderLines* block) {
  if (wide_) return FillWidePartKeys(block);
  FillLineDraws(&part_key_, *block, 1, num_parts_, block->part_keys.data());
}

void OrderLinesDraws::FillWidePartKeys(OrderLines* block) {
  int64_t* part_keys = block->part_keys.data();
  for (int64_t order = 0; order < block->num_orders(); ++order) {
    const int64_t num_lines = block->line_counts[order];
    wide_part_keys_.AdvanceTo(block->order(order));
    wide_part_keys_.DrawOrder(num_lines, num_parts_, part_keys);
    part_keys += num_lines;
  }
}

}  // namespace tpch
