#include "tpch/tables/customer.h"

#include "tpch/tables/streams.h"
#include "tpch/words/distribution.h"

namespace tpch {
namespace {

// The columns after those of ContactColumns.
enum : size_t { kMktSegment = 6, kComment };

const Dictionary& MarketSegments() {
  // Outlives all threads.
  static const auto* const kDictionary =
      new Dictionary(MakeDictionary(distributions::kMarketSegments));
  return *kDictionary;
}

}  // namespace

CustomerGenerator::CustomerGenerator(const DataSet& data_set, ColumnSet wanted)
    : wanted_(wanted),
      contact_("Customer#",
               {streams::kCustomerAddress, streams::kCustomerNationKey, streams::kCustomerPhone,
                streams::kCustomerAcctBal},
               wanted),
      market_segment_(streams::kCustomerMktSegment, 0, 4),
      comment_(streams::kCustomerComment, {29, 116}, data_set.text_pool) {}

std::vector<ColumnBatch> CustomerGenerator::MakeBatches(int64_t max_base_rows) const {
  std::vector<ColumnBatch> batches;
  batches.push_back(contact_.MakeBatch(Table::kCustomer, max_base_rows));
  batches[0].column(kMktSegment).set_dictionary(&MarketSegments());
  return batches;
}

void CustomerGenerator::StartUnit(const Unit& unit) { contact_.StartAt(unit.base_rows.begin); }

std::vector<RowStream*> CustomerGenerator::RandomStreams() {
  std::vector<RowStream*> streams = contact_.RandomStreams();
  streams.insert(streams.end(), {market_segment_.stream(), comment_.stream()});
  return streams;
}

void CustomerGenerator::Fill(int64_t num_base_rows, std::span<ColumnBatch> batches) {
  ColumnBatch& batch = batches[0];
  contact_.Fill(num_base_rows, &batch);
  if (wanted_.Has(kMktSegment)) {
    market_segment_.Fill(num_base_rows, batch.column(kMktSegment).values<uint8_t>());
  }
  if (wanted_.Has(kComment)) comment_.Fill(0, num_base_rows, &batch.column(kComment));
  batch.set_num_rows(num_base_rows);
}

}  // namespace tpch
