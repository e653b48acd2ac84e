// Encodes observed rows for temporary files that only this process reads.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tpch/read/observed_batch.h"

namespace tpch {

/// Appends a row to `out`: its size, then its base row, then its values.
void EncodeRow(const ObservedBatch& batch, int64_t row, int64_t base_row, std::string* out);

/// The start of an encoded row.
struct EncodedRow {
  int64_t base_row;
  RowPlace place;
  std::string_view values;
};

/// Takes a row from the front of `*bytes`. REQUIRES: EncodeRow wrote it.
EncodedRow TakeEncodedRow(std::string_view* bytes);

/// Appends the row to `batch`; does not copy its texts. REQUIRES: the same columns are present as
/// when it was encoded.
void DecodeRow(const EncodedRow& row, ObservedBatch* batch);

}  // namespace tpch
