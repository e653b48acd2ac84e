#include "tpch/tables/line_counts.h"

#include "tpch/random/bounded.h"
#include "tpch/random/kernels.h"

namespace tpch {
namespace {

/// Walks orders and counts their lines.
class LineCounter {
 public:
  explicit LineCounter(int64_t first_order) : stream_(streams::kOrderLineCount) {
    stream_.Seek(first_order);
  }

  void AddOrder() { num_lines_ += Draw(LehmerStep(stream_.NextSeed()), 1, kMaxLines); }
  int64_t num_lines() const { return num_lines_; }

 private:
  RowStream stream_;
  int64_t num_lines_ = 0;
};

}  // namespace

int64_t CountLines(RowRange orders) {
  LineCounter counter(orders.begin);
  for (int64_t order = orders.begin; order < orders.end; ++order) counter.AddOrder();
  return counter.num_lines();
}

RowRange OrdersWithLines(RowRange orders, int64_t num_lines) {
  if (num_lines / kMaxLines >= orders.size()) return orders;
  LineCounter counter(orders.begin);
  int64_t order = orders.begin;
  while (order < orders.end && counter.num_lines() < num_lines) {
    counter.AddOrder();
    ++order;
  }
  return {orders.begin, order};
}

}  // namespace tpch
