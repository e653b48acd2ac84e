#include "tpch/tables/window_generator.h"

#include <algorithm>
#include <array>

#include "tpch/schema/calendar.h"

namespace tpch {
namespace {

const ColumnDescriptor& DescribeColumn(const Window& window) {
  return Describe(window.table).columns[window.column];
}

ColumnSet AddColumn(ColumnSet columns, size_t column) {
  columns.Add(column);
  return columns;
}

}  // namespace

DayRange Window::OrderDays() const {
  if (days.min > days.max) return days;
  // The first rows of the column belong to the first orders, and so on.
  const ValueRange values = DescribeColumn(*this).values;
  const int64_t min_lag = values.low - kFirstDay;
  const int64_t max_lag = values.high - kLastOrderDay;
  const auto clamp = [](int64_t day) {
    return static_cast<int32_t>(
        std::clamp<int64_t>(day, kFirstDay - 1, int64_t{kLastOrderDay} + 1));
  };
  return {std::max(clamp(days.min - max_lag), kFirstDay),
          std::min(clamp(days.max - min_lag), kLastOrderDay)};
}

double Window::RowsPerOrder() const {
  const ValueRange values = DescribeColumn(*this).values;
  const double num_days = 1.0 + std::min(days.max, values.high) - std::max(days.min, values.low);
  const double share = std::clamp(num_days / columns::kOrderDays.size(), 0.0, 1.0);
  return share * static_cast<double>(Describe(table).rows_per_base_row);
}

WindowGenerator::WindowGenerator(const Window& window, const DataSet& data_set, ColumnSet wanted)
    : window_(window),
      orders_(window.OrderDays()),
      generator_(std::array{window.table}, data_set, AddColumn(wanted, window.column)),
      batches_(generator_.MakeBatches(kDrawBlockRows)),
      rows_(static_cast<size_t>(batches_.front().capacity())) {}

void WindowGenerator::Start(const Unit& unit) {
  orders_.Start(unit.base_rows);
  generator_.Start(unit);
}

bool WindowGenerator::Fill() {
  const std::optional<RowSelection> orders = orders_.Next();
  if (!orders) return false;
  generator_.FillSelected(*orders, batches_);
  KeepWindow();
  return true;
}

void WindowGenerator::KeepWindow() {
  ColumnBatch& batch = batches_.front();
  const int32_t* const days = batch.column(window_.column).values<int32_t>();
  size_t num_kept = 0;
  for (int64_t row = 0; row < batch.num_rows(); ++row) {
    // Without a branch, as in DatedOrders.
    rows_[num_kept] = static_cast<int32_t>(row);
    num_kept += size_t{days[row] >= window_.days.min} & size_t{days[row] <= window_.days.max};
  }
  batch.KeepRows(std::span(rows_).first(num_kept));
}

int64_t WindowGenerator::CountDraws() {
  return orders_.stream().num_rows_drawn() + generator_.CountDraws();
}

}  // namespace tpch
