// Sets of columns of a table.

#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>

namespace tpch {

/// Some columns of one table, by their indices (below 32).
class ColumnSet {
 public:
  constexpr ColumnSet() = default;
  constexpr ColumnSet(std::initializer_list<size_t> columns) {
    for (const size_t column : columns) Add(column);
  }

  /// Returns the set of all columns of any table.
  static constexpr ColumnSet All() {
    ColumnSet all;
    all.bits_ = UINT32_MAX;
    return all;
  }

  constexpr void Add(size_t column) { bits_ |= uint32_t{1} << column; }

  constexpr bool Has(size_t column) const { return (bits_ >> column & 1) != 0; }

  /// Returns whether the sets have a column in common.
  constexpr bool HasAny(ColumnSet columns) const { return (bits_ & columns.bits_) != 0; }

 private:
  uint32_t bits_ = 0;
};

}  // namespace tpch
