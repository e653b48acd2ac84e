#include "tpch/tables/order_lines.h"

#include "tpch/schema/calendar.h"
#include "tpch/tables/keys.h"
#include "tpch/tables/streams.h"

namespace tpch {
namespace {

// Copies each order's date to its lines and returns the number of lines.
int64_t ExpandOrderDays(OrderLines* block) {
  int32_t* line_days = block->line_order_days.data();
  for (int64_t order = 0; order < block->num_orders; ++order) {
    // Eight at once; the next order overwrites the surplus.
    for (int line = 0; line <= kMaxLines; ++line) line_days[line] = block->order_days[order];
    line_days += block->line_counts[order];
  }
  return line_days - block->line_order_days.data();
}

}  // namespace

OrderLinesDraws::OrderLinesDraws(const ScaleFactor& scale_factor)
    : num_parts_(NumBaseRows(Table::kPart, scale_factor)),
      wide_(UsesWideStreams(scale_factor)),
      line_count_(streams::kOrderLineCount, 1, kMaxLines),
      order_day_(streams::kOrderDate, kFirstDay, kLastOrderDay),
      quantity_(streams::kLineQuantity),
      discount_(streams::kLineDiscount),
      tax_(streams::kLineTax),
      part_key_(streams::kLinePartKey),
      ship_day_(streams::kLineShipDate) {}

void OrderLinesDraws::Start(const Unit& unit) {
  next_order_ = unit.base_rows.begin;
  wide_part_key_ = unit.part_key_state;
  line_count_.Seek(next_order_);
  order_day_.Seek(next_order_);
  for (RowStream* stream : {&quantity_, &discount_, &tax_, &part_key_, &ship_day_}) {
    stream->Seek(next_order_);
  }
}

void OrderLinesDraws::Fill(int64_t num_orders, OrderLines* block) {
  block->first_order = next_order_;
  block->num_orders = num_orders;
  line_count_.Fill(num_orders, block->line_counts.data());
  order_day_.Fill(num_orders, block->order_days.data());
  block->num_lines = ExpandOrderDays(block);

  FillLineDraws(&quantity_, *block, 1, 50, block->quantities.data());
  FillLineDraws(&discount_, *block, 0, 10, block->discounts.data());
  FillLineDraws(&tax_, *block, 0, 8, block->taxes.data());
  FillLineDraws(&ship_day_, *block, 1, 121, block->ship_days.data());
  if (wide_) {
    FillWidePartKeys(block);
  } else {
    FillPartKeys(block);
  }
  for (int64_t line = 0; line < block->num_lines; ++line) {
    block->ship_days[line] += block->line_order_days[line];
    block->extended_prices[line] = block->quantities[line] * RetailPrice(block->part_keys[line]);
  }
  next_order_ += num_orders;
}

void OrderLinesDraws::FillPartKeys(OrderLines* block) {
  FillLineDraws(&part_key_, *block, 1, num_parts_, block->part_keys.data());
}

void OrderLinesDraws::FillWidePartKeys(OrderLines* block) {
  int64_t* part_keys = block->part_keys.data();
  for (int64_t order = 0; order < block->num_orders; ++order) {
    const int num_lines = block->line_counts[order];
    for (int line = 0; line < num_lines; ++line) {
      wide_part_key_ = WideStep(wide_part_key_);
      *part_keys++ = WideDraw(wide_part_key_, 1, num_parts_);
    }
    wide_part_key_ = WideFinishRow(wide_part_key_, kMaxLines - num_lines);
  }
}

}  // namespace tpch
