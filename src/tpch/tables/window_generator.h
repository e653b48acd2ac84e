// Generates the rows of a window: those of orders or lineitem whose date is in a range.

#pragma once

#include <cstdint>
#include <vector>

#include "tpch/tables/dated_orders.h"
#include "tpch/tables/orders_lineitem.h"

namespace tpch {

/// The rows of a table whose value of a date column is in a range.
struct Window {
  Table table;
  size_t column;
  DayRange days;

  /// Returns the dates of all orders that can have rows of the window; an empty range if none can.
  DayRange OrderDays() const;

  /// Returns how many rows an order has in the window on average, or a little more.
  double RowsPerOrder() const;
};

/// Generates the rows of a window, ordered by key. Draws only the order date of an order that can
/// have no row of the window, at about 1 ns; but l_partkey, and what is made from it, takes about
/// 20 ns for every order at scale factors with 64-bit streams. Not thread-safe.
class WindowGenerator {
 public:
  /// `wanted` are columns of the window's table.
  WindowGenerator(const Window& window, const DataSet& data_set, ColumnSet wanted);

  /// Moves the generator to the unit's first base row.
  void Start(const Unit& unit);

  /// Fills batch() with the next rows of the window, perhaps none. Returns false after the last
  /// ones of the unit.
  bool Fill();

  /// The rows, at least in the wanted columns.
  const ColumnBatch& batch() const { return batches_.front(); }

  /// Returns the number of base rows drawn from 31-bit streams, over all streams.
  int64_t CountDraws();

 private:
  void KeepWindow();

  Window window_;
  DatedOrders orders_;
  OrdersLineitemGenerator generator_;
  std::vector<ColumnBatch> batches_;  // of one table
  std::vector<int32_t> rows_;         // of the batch that are in the window
};

}  // namespace tpch
