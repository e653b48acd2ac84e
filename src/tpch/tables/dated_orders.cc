#include "tpch/tables/dated_orders.h"

#include <algorithm>

#include "tpch/schema/table.h"
#include "tpch/tables/streams.h"

namespace tpch {
namespace {

// A selection of this many orders is large enough: the next draws of dates would be for few orders,
// because all of them may be selected.
constexpr int64_t kEnoughOrders = 3 * kDrawBlockRows / 4;

}  // namespace

DatedOrders::DatedOrders(DayRange days)
    : first_day_(static_cast<uint32_t>(days.min)),
      num_days_(static_cast<uint32_t>(
          std::clamp<int64_t>(int64_t{days.max} - days.min + 1, 0, UINT32_MAX))),
      order_day_(streams::kOrderDate, columns::kOrderDays.low, columns::kOrderDays.high) {}

void DatedOrders::Start(RowRange orders) {
  order_day_.stream()->Seek(orders.begin);
  num_left_ = orders.size();
}

std::optional<RowSelection> DatedOrders::Next() {
  if (num_left_ == 0) return std::nullopt;
  selected_ = {0, 0, offsets_.data()};
  const int64_t max_passed = std::min(num_left_, kMaxSelectionRows);
  while (selected_.num_rows < kEnoughOrders && selected_.num_passed < max_passed) {
    AppendBlock(std::min(kDrawBlockRows - selected_.num_rows, max_passed - selected_.num_passed));
  }
  num_left_ -= selected_.num_passed;
  return selected_;
}

void DatedOrders::AppendBlock(int64_t num_orders) {
  int32_t days[kDrawBlockRows + kKernelSlack];
  order_day_.Fill(RowSelection::All(num_orders), days);
  int64_t num_selected = selected_.num_rows;
  for (int64_t i = 0; i < num_orders; ++i) {
    // Without a branch, which would be hard to predict: the next order overwrites the surplus.
    offsets_[static_cast<size_t>(num_selected)] = static_cast<uint16_t>(selected_.num_passed + i);
    num_selected += static_cast<uint32_t>(days[i]) - first_day_ < num_days_ ? 1 : 0;
  }
  selected_.num_rows = num_selected;
  selected_.num_passed += num_orders;
}

}  // namespace tpch
