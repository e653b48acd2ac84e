// The columns that supplier and customer share: key, name, address, nation, phone, balance.

#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "tpch/tables/draws.h"

namespace tpch {

/// The streams of the drawn columns.
struct ContactStreams {
  StreamId address;
  StreamId nation_key;
  StreamId phone;
  StreamId acctbal;
};

/// Fills the first six columns of supplier or customer.
class ContactColumns {
 public:
  /// `name_prefix` starts every name, for example `Supplier#`; not owned.
  ContactColumns(std::string_view name_prefix, const ContactStreams& ids, ColumnSet wanted);

  /// Returns a batch of supplier or customer with text for the contact columns.
  ColumnBatch MakeBatch(Table table, int64_t capacity) const;

  /// Moves to a row whatever is not a stream.
  void StartAt(int64_t row) { next_row_ = row; }

  std::vector<RowStream*> RandomStreams();

  /// Writes the wanted columns of the next `num_rows` rows, starting at row 0 of the batch.
  void Fill(int64_t num_rows, ColumnBatch* batch);

 private:
  void FillKeys(int64_t num_rows, int64_t* keys) const;
  void FillNames(int64_t num_rows, Column* column) const;
  void FillAddresses(int64_t num_rows, Column* column);
  void FillPhones(int64_t num_rows, const int64_t* nation_keys, Column* column);

  ColumnSet made_;  // the wanted columns, and those that they are made from
  std::string_view name_prefix_;
  int64_t next_row_ = 0;
  RowStream address_;
  ValueDraws nation_key_;
  RowStream phone_;
  ValueDraws acctbal_;
};

}  // namespace tpch
