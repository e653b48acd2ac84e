#include "tpch/tables/orders.h"

#include <algorithm>

#include "tpch/schema/calendar.h"
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
  static const auto* const kDictionaries = new OrdersDictionaries;  // outlives all threads
  return *kDictionaries;
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

// Computes the total price of each order from its lines.
void FillTotalPrices(const OrderLines& block, int64_t* total_prices) {
  int64_t line = 0;
  for (int64_t order = 0; order < block.num_orders(); ++order) {
    int64_t total = 0;
    for (const int64_t end = line + block.line_counts[order]; line < end; ++line) {
      // dbgen: two truncations for each line.
      const int64_t discounted = block.extended_prices[line] * (100 - block.discounts[line]) / 100;
      total += discounted * (100 + block.taxes[line]) / 100;
    }
    total_prices[order] = total;
  }
}

// Finds the status of each order from its lines.
void FillStatuses(const OrderLines& block, uint8_t* statuses) {
  const int32_t* ship_days = block.ship_days.data();
  for (int64_t order = 0; order < block.num_orders(); ++order) {
    const int32_t num_lines = block.line_counts[order];
    int32_t num_shipped = 0;
    // Eight at once, as when they are drawn: a loop over the order's lines is hard to predict.
    for (int32_t line = 0; line <= kMaxLines; ++line) {
      num_shipped += int{line < num_lines} & int{ship_days[line] <= kCurrentDay};
    }
    statuses[order] = num_shipped == num_lines ? kAllShipped
                      : num_shipped == 0       ? kNoneShipped
                                               : kPartlyShipped;
    ship_days += num_lines;
  }
}

}  // namespace

OrdersColumns::OrdersColumns(const DataSet& data_set, ColumnSet wanted)
    : wanted_(wanted),
      num_customers_(NumBaseRows(Table::kCustomer, data_set.scale_factor)),
      wide_(UsesWideStreams(data_set.scale_factor)),
      customer_key_(streams::kOrderCustKey, 1, num_customers_),
      priority_(streams::kOrderPriority, 0, 4),
      clerk_(streams::kOrderClerk, 1, NumClerks(data_set.scale_factor)),
      comment_(streams::kOrderComment, {19, 78}, data_set.text_pool) {}

void OrdersColumns::AddNeeds(OrderLineNeeds* needs) const {
  needs->order_days |= wanted_.Has(kOrderDate);
  needs->ship_days |= wanted_.Has(kOrderStatus);
  if (!wanted_.Has(kTotalPrice)) return;
  needs->extended_prices = needs->discounts = needs->taxes = true;
}

ColumnBatch OrdersColumns::MakeBatch(int64_t max_base_rows) const {
  ColumnBatch batch(Table::kOrders, max_base_rows, wanted_);
  batch.column(kOrderStatus).set_dictionary(&Dictionaries().statuses);
  batch.column(kOrderPriority).set_dictionary(&Dictionaries().priorities);
  if (wanted_.Has(kClerk)) {
    batch.column(kClerk).AllocateText(max_base_rows * kMaxNumberedNameSizeBytes);
  }
  return batch;
}

void OrdersColumns::StartUnit(const Unit& unit) {
  if (!wide_) return;
  // dbgen: the start of a part is reached by the 31-bit rule although the stream has 64 bits.
  RowStream customer_key(streams::kOrderCustKey);
  customer_key.Seek(unit.part_begin);
  wide_customer_key_ = WideSkip(customer_key.seed(), unit.base_rows.begin - unit.part_begin);
}

std::vector<RowStream*> OrdersColumns::RandomStreams() {
  return {customer_key_.stream(), priority_.stream(), clerk_.stream(), comment_.stream()};
}

void OrdersColumns::Fill(const OrderLines& block, int64_t first_row, ColumnBatch* batch) {
  FillBlockColumns(block, first_row, batch);
  FillDrawnColumns(block.orders, first_row, batch);
}

void OrdersColumns::FillBlockColumns(const OrderLines& block, int64_t first_row,
                                     ColumnBatch* batch) const {
  if (wanted_.Has(kOrderKey)) {
    auto* const keys = batch->column(kOrderKey).values<int64_t>() + first_row;
    for (int64_t i = 0; i < block.num_orders(); ++i) keys[i] = block.order_key(i);
  }
  if (wanted_.Has(kOrderStatus)) {
    FillStatuses(block, batch->column(kOrderStatus).values<uint8_t>() + first_row);
  }
  if (wanted_.Has(kTotalPrice)) {
    FillTotalPrices(block, batch->column(kTotalPrice).values<int64_t>() + first_row);
  }
  if (wanted_.Has(kOrderDate)) {
    std::copy_n(block.order_days.data(), block.num_orders(),
                batch->column(kOrderDate).values<int32_t>() + first_row);
  }
}

void OrdersColumns::FillDrawnColumns(const RowSelection& rows, int64_t first_row,
                                     ColumnBatch* batch) {
  if (wanted_.Has(kCustKey)) {
    FillCustomerKeys(rows, batch->column(kCustKey).values<int64_t>() + first_row);
  }
  if (wanted_.Has(kOrderPriority)) {
    priority_.Fill(rows, batch->column(kOrderPriority).values<uint8_t>() + first_row);
  }
  if (wanted_.Has(kClerk)) FillClerks(rows, first_row, &batch->column(kClerk));
  if (wanted_.Has(kShipPriority)) {
    std::fill_n(batch->column(kShipPriority).values<int32_t>() + first_row, rows.num_rows, 0);
  }
  if (wanted_.Has(kComment)) comment_.Fill(first_row, rows, &batch->column(kComment));
}

void OrdersColumns::FillClerks(const RowSelection& rows, int64_t first_row, Column* column) {
  int32_t clerks[kDrawBlockRows + kKernelSlack];
  clerk_.Fill(rows, clerks);
  TextColumnWriter names(column, first_row);
  for (int64_t i = 0; i < rows.num_rows; ++i) {
    names.EndRow(WriteNumberedName("Clerk#", clerks[i], names.next()));
  }
}

void OrdersColumns::FillCustomerKeys(const RowSelection& rows, int64_t* keys) {
  if (wide_) {
    FillWideCustomerKeys(rows, keys);
  } else {
    customer_key_.Fill(rows, keys);
  }
  for (int64_t i = 0; i < rows.num_rows; ++i) {
    keys[i] = SkipEveryThirdCustomer(keys[i], num_customers_);
  }
}

void OrdersColumns::FillWideCustomerKeys(const RowSelection& rows, int64_t* keys) {
  int64_t row = 0;  // whose draw is next
  const auto skip_to = [&](int64_t next) {
    wide_customer_key_ = WideSkip(wide_customer_key_, next - row);
    row = next;
  };
  for (int64_t i = 0; i < rows.num_rows; ++i) {
    skip_to(rows.offset(i) + 1);
    keys[i] = WideDraw(wide_customer_key_, 1, num_customers_);
  }
  skip_to(rows.num_passed);
}

}  // namespace tpch
