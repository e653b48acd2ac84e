#include "tpch/tables/orders.h"

#include <algorithm>
#include <vector>

#include "tests/unit/table_text.h"
#include "tpch/tables/orders_lineitem.h"
#include "tpch/tables/streams.h"

namespace tpch {
namespace {

constexpr int64_t kNumOrders = 20'000;

/// Returns an orders and a lineitem batch of the first orders.
std::vector<ColumnBatch> MakeBatches(std::string_view scale_factor, int64_t num_orders) {
  constexpr Table kTables[] = {Table::kOrders, Table::kLineitem};
  OrdersLineitemGenerator generator(kTables, {ParseScaleFactor(scale_factor), SharedTextPool()},
                                    ColumnSet::All());
  std::vector<ColumnBatch> batches = generator.MakeBatches(num_orders);
  generator.Start({{0, num_orders}, 0, streams::kLinePartKey.seed});
  generator.Fill(num_orders, batches);
  return batches;
}

TEST(Orders, CustomersThatAreMultiplesOfThreeHaveNone) {
  // The smallest scale factors have a number of customers that is a multiple of three itself.
  for (const char* scale_factor : {"0.0005", "0.001", "0.01", "1", "10000", "30000"}) {
    const int64_t num_orders =
        std::min(kNumOrders, NumBaseRows(Table::kOrders, ParseScaleFactor(scale_factor)));
    const std::vector<ColumnBatch> batches = MakeBatches(scale_factor, num_orders);
    const auto* customer_keys = batches[0].column(1).values<int64_t>();
    const int64_t num_customers = NumBaseRows(Table::kCustomer, ParseScaleFactor(scale_factor));
    for (int64_t row = 0; row < num_orders; ++row) {
      ASSERT_NE(customer_keys[row] % 3, 0) << scale_factor << " order row " << row;
      ASSERT_GE(customer_keys[row], 1);
      ASSERT_LE(customer_keys[row], num_customers);
    }
  }
}

TEST(Orders, StatusFollowsFromTheLines) {
  const std::vector<ColumnBatch> batches = MakeBatches("1", kNumOrders);
  const Column& status = batches[0].column(2);
  const Column& line_status = batches[1].column(9);
  const auto text = [](const Column& column, int64_t row) {
    return (*column.dictionary())[column.values<uint8_t>()[row]].view();
  };
  int64_t line = 0;
  for (int64_t row = 0; row < kNumOrders; ++row) {
    const int64_t key = batches[0].column(0).values<int64_t>()[row];
    int num_lines = 0;
    int num_finished = 0;
    for (; line < batches[1].num_rows() && batches[1].column(0).values<int64_t>()[line] == key;
         ++line) {
      ++num_lines;
      num_finished += text(line_status, line) == "F" ? 1 : 0;
    }
    ASSERT_EQ(text(status, row), num_finished == num_lines ? "F" : num_finished == 0 ? "O" : "P");
  }
  EXPECT_EQ(line, batches[1].num_rows());
}

}  // namespace
}  // namespace tpch
