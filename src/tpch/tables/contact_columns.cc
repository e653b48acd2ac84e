#include "tpch/tables/contact_columns.h"

#include "tpch/tables/made_text.h"
#include "tpch/tables/text_column_writer.h"

namespace tpch {
namespace {

enum : size_t { kKey, kName, kAddress, kNationKey, kPhone, kAcctBal };

}  // namespace

ContactColumns::ContactColumns(std::string_view name_prefix, const ContactStreams& ids)
    : name_prefix_(name_prefix),
      address_(ids.address),
      nation_key_(ids.nation_key, 0, 24),
      phone_(ids.phone),
      acctbal_(ids.acctbal, -99'999, 999'999) {}

void ContactColumns::AllocateText(ColumnBatch* batch) {
  batch->column(kName).AllocateText(batch->capacity() * kMaxNumberedNameSizeBytes);
  batch->column(kAddress).AllocateText(batch->capacity() * kMaxAddressSizeBytes);
  batch->column(kPhone).AllocateText(batch->capacity() * kPhoneSizeBytes);
}

void ContactColumns::Seek(int64_t row) {
  next_row_ = row;
  address_.Seek(row);
  nation_key_.Seek(row);
  phone_.Seek(row);
  acctbal_.Seek(row);
}

void ContactColumns::Fill(int64_t num_rows, ColumnBatch* batch) {
  auto* keys = batch->column(kKey).values<int64_t>();
  auto* nation_keys = batch->column(kNationKey).values<int64_t>();
  nation_key_.Fill(num_rows, nation_keys);
  acctbal_.Fill(num_rows, batch->column(kAcctBal).values<int64_t>());

  TextColumnWriter names(&batch->column(kName));
  TextColumnWriter addresses(&batch->column(kAddress));
  TextColumnWriter phones(&batch->column(kPhone));
  for (int64_t row = 0; row < num_rows; ++row) {
    keys[row] = next_row_ + row + 1;
    names.EndRow(WriteNumberedName(name_prefix_, keys[row], names.next()));
    addresses.EndRow(WriteAddress(address_.NextSeed(), addresses.next()));
    phones.EndRow(WritePhone(phone_.NextSeed(), nation_keys[row], phones.next()));
  }
  next_row_ += num_rows;
}

}  // namespace tpch
