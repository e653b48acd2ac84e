// The columns that supplier and customer have in common: key, name, address, nation, phone,
// balance.

#pragma once

#include <cstdint>
#include <string_view>

#include "tpch/tables/draws.h"

namespace tpch {

/// The streams of the common columns that are drawn.
struct ContactStreams {
  StreamId address;
  StreamId nation_key;
  StreamId phone;
  StreamId acctbal;
};

/// Fills the first six columns of supplier and customer, which are the same in both.
class ContactColumns {
 public:
  /// `name_prefix` begins every name, such as `Supplier#`; not owned.
  ContactColumns(std::string_view name_prefix, const ContactStreams& ids);

  /// Gives the text columns of `batch` room for its capacity.
  static void AllocateText(ColumnBatch* batch);

  void Seek(int64_t row);

  /// Writes the next `num_rows` rows from row 0 of the batch on.
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
