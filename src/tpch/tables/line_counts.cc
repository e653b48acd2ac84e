#include "tpch/tables/line_counts.h"

#include <algorithm>
#include <iterator>

#include "tpch/random/bounded.h"
#include "tpch/tables/streams.h"

namespace tpch {
namespace {

// kLinesBefore for each block of a period.
#include "line_checkpoints.inc"

// A period contains every state of the generator once.
constexpr int64_t kLinesOfPeriod = kLinePeriodOrders * (1 + kMaxLinesOfOrder) / 2;

class LineCounter {
 public:
  explicit LineCounter(int64_t first_order) : stream_(streams::kOrderLineCount) {
    stream_.Seek(first_order);
  }

  void AddOrder() { num_lines_ += Draw(LehmerStep(stream_.NextSeed()), 1, kMaxLinesOfOrder); }
  int64_t num_lines() const { return num_lines_; }

 private:
  RowStream stream_;
  int64_t num_lines_ = 0;
};

int64_t Walk(RowRange orders) {
  LineCounter counter(orders.begin);
  for (int64_t order = orders.begin; order < orders.end; ++order) counter.AddOrder();
  return counter.num_lines();
}

// An order, and the number of lines before it.
struct Checkpoint {
  int64_t order;
  int64_t num_lines_before;
};

// Returns the last checkpoint at or before `order`.
Checkpoint LastCheckpoint(int64_t order) {
  const int64_t period = order / kLinePeriodOrders;
  const int64_t block = order % kLinePeriodOrders / kLineBlockOrders;
  return {period * kLinePeriodOrders + block * kLineBlockOrders,
          period * kLinesOfPeriod + kLinesBefore[block]};
}

int64_t CountLinesBefore(int64_t order) {
  const Checkpoint checkpoint = LastCheckpoint(order);
  return checkpoint.num_lines_before + Walk({checkpoint.order, order});
}

// Returns the last checkpoint that has fewer than `num_lines` before it. REQUIRES: num_lines > 0.
Checkpoint LastCheckpointWithFewerLines(int64_t num_lines) {
  const int64_t period = (num_lines - 1) / kLinesOfPeriod;
  const int64_t rest = num_lines - period * kLinesOfPeriod;
  const int64_t block = std::ranges::lower_bound(kLinesBefore, rest) - std::begin(kLinesBefore) - 1;
  return {period * kLinePeriodOrders + block * kLineBlockOrders,
          period * kLinesOfPeriod + kLinesBefore[block]};
}

}  // namespace

int64_t CountLines(RowRange orders) {
  if (orders.size() <= kLineBlockOrders) return Walk(orders);
  return CountLinesBefore(orders.end) - CountLinesBefore(orders.begin);
}

RowRange OrdersWithLines(RowRange orders, int64_t num_lines) {
  if (num_lines <= 0) return {orders.begin, orders.begin};
  if (num_lines / kMaxLinesOfOrder >= orders.size()) return orders;
  const int64_t wanted = CountLinesBefore(orders.begin) + num_lines;
  Checkpoint checkpoint = LastCheckpointWithFewerLines(wanted);
  if (checkpoint.order < orders.begin) checkpoint = {orders.begin, wanted - num_lines};
  LineCounter counter(checkpoint.order);
  int64_t order = checkpoint.order;
  while (order < orders.end && checkpoint.num_lines_before + counter.num_lines() < wanted) {
    counter.AddOrder();
    ++order;
  }
  return {orders.begin, std::min(order, orders.end)};
}

}  // namespace tpch
