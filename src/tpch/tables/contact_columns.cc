#include "tpch/tables/contact_columns.h"

#include "tpch/tables/made_text.h"
#include "tpch/tables/text_column_writer.h"

namespace tpch {
namespace {

enum : size_t { kKey, kName, kAddress, kNationKey, kPhone, kAcctBal };

// Returns the columns that the wanted ones are made from, and these.
ColumnSet AddSources(ColumnSet wanted) {
  if (wanted.Has(kPhone)) wanted.Add(kNationKey);
  return wanted;
}

}  // namespace

ContactColumns::ContactColumns(std::string_view name_prefix, const ContactStreams& ids,
                               ColumnSet wanted)
    : made_(AddSources(wanted)),
      name_prefix_(name_prefix),
      address_(ids.address),
      nation_key_(ids.nation_key, 0, 24),
      phone_(ids.phone),
      acctbal_(ids.acctbal, -99'999, 999'999) {}

ColumnBatch ContactColumns::MakeBatch(Table table, int64_t capacity) const {
  ColumnBatch batch(table, capacity, made_);
  if (made_.Has(kName)) batch.column(kName).AllocateText(capacity * kMaxNumberedNameSizeBytes);
  if (made_.Has(kAddress)) batch.column(kAddress).AllocateText(capacity * kMaxAddressSizeBytes);
  if (made_.Has(kPhone)) batch.column(kPhone).AllocateText(capacity * kPhoneSizeBytes);
  return batch;
}

std::vector<RowStream*> ContactColumns::RandomStreams() {
  return {&address_, nation_key_.stream(), &phone_, acctbal_.stream()};
}

void ContactColumns::Fill(int64_t num_rows, ColumnBatch* batch) {
  auto* const nation_keys = batch->column(kNationKey).values<int64_t>();
  if (made_.Has(kKey)) FillKeys(num_rows, batch->column(kKey).values<int64_t>());
  if (made_.Has(kName)) FillNames(num_rows, &batch->column(kName));
  if (made_.Has(kAddress)) FillAddresses(num_rows, &batch->column(kAddress));
  if (made_.Has(kNationKey)) nation_key_.Fill(num_rows, nation_keys);
  if (made_.Has(kPhone)) FillPhones(num_rows, nation_keys, &batch->column(kPhone));
  if (made_.Has(kAcctBal)) acctbal_.Fill(num_rows, batch->column(kAcctBal).values<int64_t>());
  next_row_ += num_rows;
}

void ContactColumns::FillKeys(int64_t num_rows, int64_t* keys) const {
  for (int64_t row = 0; row < num_rows; ++row) keys[row] = next_row_ + row + 1;
}

void ContactColumns::FillNames(int64_t num_rows, Column* column) const {
  TextColumnWriter names(column);
  for (int64_t row = 0; row < num_rows; ++row) {
    names.EndRow(WriteNumberedName(name_prefix_, next_row_ + row + 1, names.next()));
  }
}

void ContactColumns::FillAddresses(int64_t num_rows, Column* column) {
  TextColumnWriter addresses(column);
  for (int64_t row = 0; row < num_rows; ++row) {
    addresses.EndRow(WriteAddress(address_.NextSeed(), addresses.next()));
  }
}

void ContactColumns::FillPhones(int64_t num_rows, const int64_t* nation_keys, Column* column) {
  TextColumnWriter phones(column);
  for (int64_t row = 0; row < num_rows; ++row) {
    phones.EndRow(WritePhone(phone_.NextSeed(), nation_keys[row], phones.next()));
  }
}

}  // namespace tpch
