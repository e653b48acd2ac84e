#include "tpch/tables/orders_lineitem.h"

#include <algorithm>

namespace tpch {

OrdersLineitemGenerator::OrdersLineitemGenerator(std::span<const Table> tables,
                                                 const DataSet& data_set, ColumnSet wanted)
    : orders_(tables.front() == Table::kOrders ? std::make_optional<OrdersColumns>(data_set, wanted)
                                               : std::nullopt),
      lineitem_(tables.back() == Table::kLineitem
                    ? std::make_optional<LineitemColumns>(data_set, wanted)
                    : std::nullopt),
      draws_(data_set.scale_factor, FindNeeds()) {}

OrderLineNeeds OrdersLineitemGenerator::FindNeeds() const {
  OrderLineNeeds needs;
  if (orders_) orders_->AddNeeds(&needs);
  if (lineitem_) lineitem_->AddNeeds(&needs);
  return needs;
}

std::vector<ColumnBatch> OrdersLineitemGenerator::MakeBatches(int64_t max_base_rows) const {
  std::vector<ColumnBatch> batches;
  if (orders_) batches.push_back(orders_->MakeBatch(max_base_rows));
  if (lineitem_) batches.push_back(lineitem_->MakeBatch(max_base_rows));
  return batches;
}

void OrdersLineitemGenerator::StartUnit(const Unit& unit) {
  draws_.StartUnit(unit);
  if (orders_) orders_->StartUnit(unit);
}

std::vector<RowStream*> OrdersLineitemGenerator::RandomStreams() {
  std::vector<RowStream*> streams = draws_.RandomStreams();
  const auto add = [&](const std::vector<RowStream*>& more) {
    streams.insert(streams.end(), more.begin(), more.end());
  };
  if (orders_) add(orders_->RandomStreams());
  if (lineitem_) add(lineitem_->RandomStreams());
  return streams;
}

void OrdersLineitemGenerator::Fill(int64_t num_base_rows, std::span<ColumnBatch> batches) {
  int64_t num_orders = 0;
  int64_t num_lines = 0;
  while (num_orders < num_base_rows) {
    draws_.Fill(std::min(kDrawBlockRows, num_base_rows - num_orders), &block_);
    if (orders_) orders_->Fill(block_, num_orders, &batches.front());
    if (lineitem_) lineitem_->Fill(block_, num_lines, &batches.back());
    num_orders += block_.num_orders;
    num_lines += block_.num_lines;
  }
  if (orders_) batches.front().set_num_rows(num_orders);
  if (lineitem_) batches.back().set_num_rows(num_lines);
}

}  // namespace tpch
