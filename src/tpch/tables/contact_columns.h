// The columns that supplier and customer share: key, name, address, nation, phone, balance.

#pragma once

#include <cstdint>
#include <string_view>

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
  ContactColumns(std::string_view name_prefix, const ContactStreams& ids);

  /// Allocates the text columns of `batch` for its capacity.
  static void AllocateText(ColumnBatch* batch);

  void Seek(int64_t row);

  /// Writes the next `num_rows` rows, starting at row 0 of the batch.
  void Fill(int64_t num_rows, ColumnBatch* batch);

 private:
  std::string_view name_prefix_;
  int64_t next_row_ = 0;
  RowStream address_;
  ValueDraws nation_key_;
  RowStream phone_;
  ValueDraws acctbal_;
};

}  // namespace tpch
