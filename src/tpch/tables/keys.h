// Keys, and values that depend only on keys (spec clauses 4.2.3 and 5.1.2).

#pragma once

#include <cstdint>

namespace tpch {

/// Returns the key of the order in 0-based base row `row`: orders use 8 of every 32 keys. Other
/// slots of eight keys, from 1, are those of refresh sets.
constexpr int64_t OrderKey(int64_t row, int64_t slot = 0) {
  const int64_t index = row + 1;
  return (index >> 3 << 5) + slot * 8 + (index & 7);
}

/// Returns the row that has this key in a slot; a negative number if none has. Inverts OrderKey.
constexpr int64_t OrderRow(int64_t key, int64_t slot = 0) {
  const int64_t first = key - slot * 8;
  if (first <= 0 || (first & 31) > 7) return -1;
  return (first >> 5 << 3 | (first & 7)) - 1;
}

/// The keys of a sequence of orders.
struct OrderKeys {
  int64_t first_row = 0;  ///< the base row of the sequence's first order
  int64_t slot = 0;

  /// Returns the key of the order in base row `row`.
  constexpr int64_t operator[](int64_t row) const { return OrderKey(row - first_row, slot); }
};

/// Returns supplier `j` (0..3) of part `part_key` among `num_suppliers`.
constexpr int64_t PartSupplier(int64_t part_key, int64_t j, int64_t num_suppliers) {
  return (part_key + j * (num_suppliers / 4 + (part_key - 1) / num_suppliers)) % num_suppliers + 1;
}

/// Returns the retail price of a part in cents.
constexpr int64_t RetailPrice(int64_t part_key) {
  return 90000 + part_key / 10 % 20001 + 100 * (part_key % 1000);
}

}  // namespace tpch
