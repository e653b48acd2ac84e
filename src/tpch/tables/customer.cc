#include "tpch/tables/customer.h"

#include "tpch/dist/distribution.h"
#include "tpch/tables/made_text.h"
#include "tpch/tables/text_column_writer.h"

namespace tpch {
namespace {

enum : size_t { kCustKey, kName, kAddress, kNationKey, kPhone, kAcctBal, kMktSegment, kComment };

const Dictionary& MarketSegments() {
  static const Dictionary kDictionary = MakeDictionary(distributions::kMarketSegments);
  return kDictionary;
}

}  // namespace

CustomerGenerator::CustomerGenerator(const DataSet& data_set)
    : address_(streams::kCustomerAddress),
      nation_key_(streams::kCustomerNationKey, 0, 24),
      phone_(streams::kCustomerPhone),
      acctbal_(streams::kCustomerAcctBal, -99'999, 999'999),
      market_segment_(streams::kCustomerMktSegment, 0, 4),
      comment_(streams::kCustomerComment, {29, 116}, data_set.text_pool) {}

std::vector<ColumnBatch> CustomerGenerator::MakeBatches(int64_t max_base_rows) const {
  std::vector<ColumnBatch> batches;
  ColumnBatch& batch = batches.emplace_back(Table::kCustomer, max_base_rows);
  batch.column(kName).AllocateText(max_base_rows * kMaxNumberedNameSizeBytes);
  batch.column(kAddress).AllocateText(max_base_rows * kMaxAddressSizeBytes);
  batch.column(kPhone).AllocateText(max_base_rows * kPhoneSizeBytes);
  batch.column(kMktSegment).set_dictionary(&MarketSegments());
  return batches;
}

void CustomerGenerator::Start(const Unit& unit) {
  next_row_ = unit.base_rows.begin;
  address_.Seek(next_row_);
  nation_key_.Seek(next_row_);
  phone_.Seek(next_row_);
  acctbal_.Seek(next_row_);
  market_segment_.Seek(next_row_);
  comment_.Seek(next_row_);
}

void CustomerGenerator::Fill(int64_t num_base_rows, std::span<ColumnBatch> batches) {
  ColumnBatch& batch = batches[0];
  auto* keys = batch.column(kCustKey).values<int64_t>();
  auto* nation_keys = batch.column(kNationKey).values<int64_t>();
  nation_key_.Fill(num_base_rows, nation_keys);
  acctbal_.Fill(num_base_rows, batch.column(kAcctBal).values<int64_t>());
  market_segment_.Fill(num_base_rows, batch.column(kMktSegment).values<uint8_t>());
  comment_.Fill(num_base_rows, &batch.column(kComment));

  TextColumnWriter names(&batch.column(kName));
  TextColumnWriter addresses(&batch.column(kAddress));
  TextColumnWriter phones(&batch.column(kPhone));
  for (int64_t row = 0; row < num_base_rows; ++row) {
    keys[row] = next_row_ + row + 1;
    names.EndRow(WriteNumberedName("Customer#", keys[row], names.next()));
    addresses.EndRow(WriteAddress(address_.NextSeed(), addresses.next()));
    phones.EndRow(WritePhone(phone_.NextSeed(), nation_keys[row], phones.next()));
  }
  batch.set_num_rows(num_base_rows);
  next_row_ += num_base_rows;
}

}  // namespace tpch
