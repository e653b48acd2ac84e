// The numbers that orders and lineitem share, drawn for a block of orders: the line counts, and the
// values that determine an order's status and total price.

#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "tpch/random/kernels.h"
#include "tpch/tables/draws.h"
#include "tpch/tables/part_key_cursor.h"
#include "tpch/tables/table_generator.h"

namespace tpch {

/// The largest number of lines in a block of orders, plus room for kernels to write whole vectors.
inline constexpr int64_t kMaxBlockLines = kDrawBlockRows * kMaxLines;

/// A block of at most kDrawBlockRows orders. Line arrays contain the lines of all orders in
/// sequence.
struct OrderLines {
  template <typename T>
  using PerOrder = std::array<T, kDrawBlockRows + kKernelSlack>;
  template <typename T>
  using PerLine = std::array<T, kMaxBlockLines + kKernelSlack>;

  int64_t first_order;  ///< the base row that the offsets of `orders` start at
  RowSelection orders;
  OrderKeys keys;
  int64_t num_lines;

  PerOrder<uint8_t> line_counts;
  PerOrder<int32_t> order_days;

  PerLine<int32_t> line_order_days;  ///< the order's date, for each of its lines
  PerLine<int32_t> quantities;
  PerLine<int32_t> discounts;  ///< hundredths
  PerLine<int32_t> taxes;      ///< hundredths
  PerLine<int64_t> part_keys;
  PerLine<int64_t> extended_prices;  ///< cents
  PerLine<int32_t> ship_days;

  int64_t num_orders() const { return orders.num_rows; }

  /// Returns the base row of order `i` (from 0) of the block.
  int64_t order(int64_t i) const { return first_order + orders.offset(i); }

  /// Returns the key of order `i`.
  int64_t order_key(int64_t i) const { return keys[order(i)]; }
};

/// The values of a block that the wanted columns need. Values that others are made from are made
/// too: the line counts for all lines, the order days for all other days, and so on.
struct OrderLineNeeds {
  bool line_counts = false;
  bool order_days = false;
  bool line_order_days = false;
  bool quantities = false;
  bool discounts = false;
  bool taxes = false;
  bool part_keys = false;
  bool extended_prices = false;
  bool ship_days = false;
};

/// Draws blocks of orders, starting at a unit's first order. Not thread-safe.
class OrderLinesDraws {
 public:
  OrderLinesDraws(const ScaleFactor& scale_factor, const OrderLineNeeds& needs);

  /// Moves to the unit whatever is not one of the RandomStreams.
  void StartUnit(const Unit& unit);

  std::vector<RowStream*> RandomStreams();

  /// Draws the needed values of these of the next orders, at most kDrawBlockRows; num_lines is 0
  /// without line counts. The block keeps the selection's offsets, which are not owned.
  void Fill(const RowSelection& orders, OrderLines* block);

 private:
  void FillOrders(OrderLines* block);
  void FillPrices(OrderLines* block);
  void FillShipDays(OrderLines* block);
  void FillPartKeys(OrderLines* block);
  void FillWidePartKeys(OrderLines* block);

  OrderLineNeeds needs_;
  int64_t num_parts_;
  bool wide_;
  int64_t next_order_ = 0;
  OrderKeys keys_;
  PartKeyCursor wide_part_keys_;
  ValueDraws line_count_;
  ValueDraws order_day_;
  RowStream quantity_;
  RowStream discount_;
  RowStream tax_;
  RowStream part_key_;
  RowStream ship_day_;
};

/// Writes a value in [low, high] for every line of a block and moves the stream past its orders.
template <typename T>
void FillLineDraws(RowStream* stream, const OrderLines& block, int64_t low, int64_t high,
                   T* values) {
  static constexpr LineFactors kFactors = MakeLineFactors(1, 1);
  OrderLines::PerOrder<uint32_t> seeds;
  OrderLines::PerLine<uint32_t> states;
  FillRowSeeds(stream, block.orders, seeds.data());
  FillLineStates(seeds.data(), block.line_counts.data(), block.num_orders(), kFactors,
                 states.data());
  FillDraws(states.data(), block.num_lines, low, high, values);
}

}  // namespace tpch
