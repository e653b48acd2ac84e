// Answers TPC-H query 6 from lineitem in memory, without a file: the increase in revenue if the
// discounts of 1994 around 6 % on small quantities had not been given.
//
//   tpch_query6 SCALE_FACTOR NUM_THREADS

#include <arrow/api.h>

#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string_view>

#include "tpch/stream.h"

namespace {

// Days since 1970-01-01.
constexpr int32_t kFirstDayOf1994 = 8766;
constexpr int32_t kFirstDayOf1995 = 9131;

// The result.
struct Sum {
  int64_t num_rows = 0;
  int64_t revenue = 0;  // in ten-thousandths: price and discount have two decimals each
};

// Returns a decimal(15,2) in hundredths, which fits in 64 bits.
int64_t Hundredths(const arrow::Decimal128Array& column, int64_t row) {
  return arrow::Decimal128(column.GetValue(row)).low_bits();
}

void AddRecordBatch(const arrow::RecordBatch& lineitem, Sum* sum) {
  const auto decimals = [&](const char* name) -> const arrow::Decimal128Array& {
    return static_cast<const arrow::Decimal128Array&>(*lineitem.GetColumnByName(name));
  };
  const auto& ship_date =
      static_cast<const arrow::Date32Array&>(*lineitem.GetColumnByName("l_shipdate"));
  const auto& discount = decimals("l_discount");
  const auto& quantity = decimals("l_quantity");
  const auto& extended_price = decimals("l_extendedprice");
  for (int64_t row = 0; row < lineitem.num_rows(); ++row) {
    const int32_t day = ship_date.Value(row);
    if (day < kFirstDayOf1994 || day >= kFirstDayOf1995) continue;
    const int64_t percent = Hundredths(discount, row);
    if (percent < 5 || percent > 7 || Hundredths(quantity, row) >= 24'00) continue;
    sum->revenue += Hundredths(extended_price, row) * percent;
  }
  sum->num_rows += lineitem.num_rows();
}

// Sums up lineitem, which `num_threads` threads generate: only the columns that the query needs.
arrow::Result<Sum> SumLineitem(const tpch::ScaleFactor& scale_factor, int num_threads) {
  const tpch::TableRows rows{.table = tpch::Table::kLineitem, .scale_factor = scale_factor};
  tpch::StreamOptions options;
  options.columns = {4, 5, 6, 10};  // l_quantity, l_extendedprice, l_discount, l_shipdate
  options.num_threads = num_threads;
  const tpch::Session session;
  ARROW_ASSIGN_OR_RAISE(const auto reader, tpch::MakeRecordBatchReader(rows, session, options));
  Sum sum;
  for (const auto& record_batch : *reader) {
    ARROW_RETURN_NOT_OK(record_batch.status());
    AddRecordBatch(**record_batch, &sum);
  }
  return sum;
}

}  // namespace

int main(int argc, char** argv) {
  const auto scale_factor = tpch::ScaleFactor::Parse(argc == 3 ? argv[1] : "");
  const std::string_view threads_text = argc == 3 ? argv[2] : "";
  int num_threads = 0;
  std::from_chars(threads_text.data(), threads_text.data() + threads_text.size(), num_threads);
  if (!scale_factor.ok() || num_threads < 1) {
    std::fputs("Usage: tpch_query6 SCALE_FACTOR NUM_THREADS\n", stderr);
    return 2;
  }
  const auto start = std::chrono::steady_clock::now();
  const arrow::Result<Sum> sum = SumLineitem(*scale_factor, num_threads);
  if (!sum.ok()) {
    std::fprintf(stderr, "tpch_query6: %s\n", sum.status().ToString().c_str());
    return 1;
  }
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  std::printf("revenue %lld.%04lld\n", static_cast<long long>(sum->revenue / 10'000),
              static_cast<long long>(sum->revenue % 10'000));
  std::fprintf(stderr, "%lld rows in %.2f s\n", static_cast<long long>(sum->num_rows),
               wall.count());
  return 0;
}
