#include "tpch/tables/orders.h"

#include <algorithm>

#include "tpch/schema/calendar.h"
#include "tpch/tables/keys.h"
#include "tpch/tables/made_text.h"
#include "tpch/tables/streams.h"
#include "tpch/tables/text_column_writer.h"
#include "tpch/words/distribution.h"

namespace tpch {
namespace {

enum : size_t {
  kOrderKey,
  kCustKey,
  kOrderStatus,
  kTotalPrice,
  kOrderDate,
  kOrderPriority,
  kClerk,
  kShipPriority,
  kComment
};

enum StatusCode : uint8_t { kAllShipped, kNoneShipped, kPartlyShipped };

struct OrdersDictionaries {
  Dictionary statuses = MakeDictionary(std::vector<std::string_view>{"F", "O", "P"});
  Dictionary priorities = MakeDictionary(distributions::kOrderPriorities);
};

const OrdersDictionaries& Dictionaries() {
  static const OrdersDictionaries kDictionaries;
  return kDictionaries;
}

// Returns the number of clerks: 1000 times the scale factor, at least 1000.
int64_t NumClerks(const ScaleFactor& scale_factor) {
  return std::max<int64_t>(1000, scale_factor.Scale(1000));
}

// dbgen: customers whose key is a multiple of three have no orders. The key moves up, or down
// again from the last customer.
int64_t SkipEveryThirdCustomer(int64_t key, int64_t num_customers) {
  int64_t step = 1;
  while (key % 3 == 0) {
    key = std::min(key + step, num_customers);
    step = -step;
  }
  return key;
}

// Computes the total price and status of each order from its lines.
void FillLineSums(const OrderLines& block, int64_t* total_prices, uint8_t* statuses) {
  int64_t line = 0;
  for (int64_t order = 0; order < block.num_orders; ++order) {
    const int64_t num_lines = block.line_counts[order];
    int64_t total = 0;
    int64_t num_shipped = 0;
    for (const int64_t end = line + num_lines; line < end; ++line) {
      // dbgen: two truncations for each line.
      const int64_t discounted = block.extended_prices[line] * (100 - block.discounts[line]) / 100;
      total += discounted * (100 + block.taxes[line]) / 100;
      num_shipped += block.ship_days[line] <= kCurrentDay ? 1 : 0;
    }
    total_prices[order] = total;
    statuses[order] = num_shipped == num_lines ? kAllShipped
                      : num_shipped == 0       ? kNoneShipped
                                               : kPartlyShipped;
  }
}

}  // namespace

OrdersColumns::OrdersColumns(const DataSet& data_set)
    : num_customers_(NumBaseRows(Table::kCustomer, data_set.scale_factor)),
      wide_(UsesWideStreams(data_set.scale_factor)),
      customer_key_(streams::kOrderCustKey, 1, num_customers_),
      priority_(streams::kOrderPriority, 0, 4),
      clerk_(streams::kOrderClerk, 1, NumClerks(data_set.scale_factor)),
      comment_(streams::kOrderComment, {19, 78}, data_set.text_pool) {}

ColumnBatch OrdersColumns::MakeBatch(int64_t max_base_rows) const {
  ColumnBatch batch(Table::kOrders, max_base_rows);
  batch.column(kOrderStatus).set_dictionary(&Dictionaries().statuses);
  batch.column(kOrderPriority).set_dictionary(&Dictionaries().priorities);
  batch.column(kClerk).AllocateText(max_base_rows * kMaxNumberedNameSizeBytes);
  return batch;
}

void OrdersColumns::Start(const Unit& unit) {
  const int64_t row = unit.base_rows.begin;
  for (ValueDraws* draws : {&customer_key_, &priority_, &clerk_}) draws->Seek(row);
  comment_.Seek(row);
  if (wide_) {
    // dbgen: the start of a part is reached by the 31-bit rule although the stream has 64 bits.
    RowStream customer_key(streams::kOrderCustKey);
    customer_key.Seek(unit.part_begin);
    wide_customer_key_ = WideSkip(customer_key.seed(), row - unit.part_begin);
  }
}

void OrdersColumns::Fill(const OrderLines& block, int64_t first_row, ColumnBatch* batch) {
  const int64_t num_rows = block.num_orders;
  auto* keys = batch->column(kOrderKey).values<int64_t>() + first_row;
  for (int64_t i = 0; i < num_rows; ++i) keys[i] = OrderKey(block.first_order + i);
  FillCustomerKeys(num_rows, batch->column(kCustKey).values<int64_t>() + first_row);
  FillLineSums(block, batch->column(kTotalPrice).values<int64_t>() + first_row,
               batch->column(kOrderStatus).values<uint8_t>() + first_row);
  std::copy_n(block.order_days.data(), num_rows,
              batch->column(kOrderDate).values<int32_t>() + first_row);
  priority_.Fill(num_rows, batch->column(kOrderPriority).values<uint8_t>() + first_row);
  std::fill_n(batch->column(kShipPriority).values<int32_t>() + first_row, num_rows, 0);
  comment_.Fill(first_row, num_rows, &batch->column(kComment));

  int32_t clerks[kDrawBlockRows + kKernelSlack];
  clerk_.Fill(num_rows, clerks);
  TextColumnWriter names(&batch->column(kClerk), first_row);
  for (int64_t i = 0; i < num_rows; ++i) {
    names.EndRow(WriteNumberedName("Clerk#", clerks[i], names.next()));
  }
}

void OrdersColumns::FillCustomerKeys(int64_t num_rows, int64_t* keys) {
  if (wide_) {
    for (int64_t i = 0; i < num_rows; ++i) {
      wide_customer_key_ = WideStep(wide_customer_key_);
      keys[i] = WideDraw(wide_customer_key_, 1, num_customers_);
    }
  } else {
    customer_key_.Fill(num_rows, keys);
  }
  for (int64_t i = 0; i < num_rows; ++i) keys[i] = SkipEveryThirdCustomer(keys[i], num_customers_);
}

}  // namespace tpch
