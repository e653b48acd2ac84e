#include "tpch/tables/customer.h"

#include "tpch/tables/streams.h"
#include "tpch/words/distribution.h"

namespace tpch {
namespace {

// The columns after those of ContactColumns.
enum : size_t { kMktSegment = 6, kComment };

const Dictionary& MarketSegments() {
  static const Dictionary kDictionary = MakeDictionary(distributions::kMarketSegments);
  return kDictionary;
}

}  // namespace

CustomerGenerator::CustomerGenerator(const DataSet& data_set)
    : contact_("Customer#", {streams::kCustomerAddress, streams::kCustomerNationKey,
                             streams::kCustomerPhone, streams::kCustomerAcctBal}),
      market_segment_(streams::kCustomerMktSegment, 0, 4),
      comment_(streams::kCustomerComment, {29, 116}, data_set.text_pool) {}

std::vector<ColumnBatch> CustomerGenerator::MakeBatches(int64_t max_base_rows) const {
  std::vector<ColumnBatch> batches;
  ColumnBatch& batch = batches.emplace_back(Table::kCustomer, max_base_rows);
  ContactColumns::AllocateText(&batch);
  batch.column(kMktSegment).set_dictionary(&MarketSegments());
  return batches;
}

void CustomerGenerator::Start(const Unit& unit) {
  contact_.Seek(unit.base_rows.begin);
  market_segment_.Seek(unit.base_rows.begin);
  comment_.Seek(unit.base_rows.begin);
}

void CustomerGenerator::Fill(int64_t num_base_rows, std::span<ColumnBatch> batches) {
  ColumnBatch& batch = batches[0];
  contact_.Fill(num_base_rows, &batch);
  market_segment_.Fill(num_base_rows, batch.column(kMktSegment).values<uint8_t>());
  comment_.Fill(0, num_base_rows, &batch.column(kComment));
  batch.set_num_rows(num_base_rows);
}

}  // namespace tpch
