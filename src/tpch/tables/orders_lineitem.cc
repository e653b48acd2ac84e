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
  for (ColumnBatch& batch : batches) batch.set_num_rows(0);
  for (int64_t row = 0; row < num_base_rows; row += kDrawBlockRows) {
    AppendBlock(RowSelection::All(std::min(kDrawBlockRows, num_base_rows - row)), batches);
  }
}

void OrdersLineitemGenerator::FillSelected(const RowSelection& rows,
                                           std::span<ColumnBatch> batches) {
  for (ColumnBatch& batch : batches) batch.set_num_rows(0);
  AppendBlock(rows, batches);
}

void OrdersLineitemGenerator::AppendBlock(const RowSelection& rows,
                                          std::span<ColumnBatch> batches) {
  draws_.Fill(rows, &block_);
  if (orders_) {
    ColumnBatch& orders = batches.front();
    orders_->Fill(block_, orders.num_rows(), &orders);
    orders.set_num_rows(orders.num_rows() + block_.num_orders());
  }
  if (lineitem_) {
    ColumnBatch& lines = batches.back();
    lineitem_->Fill(block_, lines.num_rows(), &lines);
    lines.set_num_rows(lines.num_rows() + block_.num_lines);
  }
}

}  // namespace tpch
