// Tables as batches of columns: one generator for each table (orders and lineitem share one), which
// can skip ahead to any unit.

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "tpch/columns/column_batch.h"
#include "tpch/random/stream.h"
#include "tpch/row_range.h"
#include "tpch/scale_factor.h"
#include "tpch/schema/column_set.h"
#include "tpch/tables/keys.h"
#include "tpch/text/text_pool.h"

namespace tpch {

/// A range of base rows, and everything that a generator needs to start at its first row.
struct Unit {
  RowRange base_rows;

  /// First base row of the unit's part, where 64-bit streams start.
  int64_t part_begin = 0;

  /// State of the l_partkey stream at the unit's first order (see PartKeyCursor), for orders and
  /// lineitem at scale factors with 64-bit streams. Otherwise not used.
  uint64_t part_key_state = 0;

  /// The keys of the unit's orders.
  OrderKeys order_keys = {};
};

/// Data that all generators of a run share.
struct DataSet {
  ScaleFactor scale_factor;
  TextPool* text_pool;  ///< not owned; outlives the generators
};

/// Fills batches with the rows of a unit, from its first base row to its last. Draws only from the
/// streams that the wanted columns need.
///
/// Bytes depend only on the rows, not on the units and batches of a range. Pure computation: no
/// I/O, and no locks except the text pool's. Not thread-safe; every thread has its own.
class TableGenerator {
 public:
  virtual ~TableGenerator() = default;

  /// Returns empty batches, one for every table of the generator, with room for the rows of
  /// `max_base_rows` base rows, at least in the wanted columns.
  virtual std::vector<ColumnBatch> MakeBatches(int64_t max_base_rows) const = 0;

  /// Moves the generator to the unit's first base row. O(log row).
  void Start(const Unit& unit);

  /// Fills `batches` (from MakeBatches) with the next `num_base_rows` base rows.
  /// REQUIRES: they are in the unit, and the batches have room.
  virtual void Fill(int64_t num_base_rows, std::span<ColumnBatch> batches) = 0;

  /// Returns the 31-bit streams of all columns. Each is at the row that it draws next; one that the
  /// wanted columns do not need stays where Start has moved it.
  virtual std::vector<RowStream*> RandomStreams() = 0;

  /// Returns the number of base rows drawn from these streams, over all of them.
  int64_t CountDraws();

 private:
  // Moves to the unit whatever is not one of these streams.
  virtual void StartUnit(const Unit& unit) = 0;
};

/// Makes the generator of one table, or of orders and lineitem together (in this order), for the
/// columns `wanted`. REQUIRES: of two tables all columns are wanted.
std::unique_ptr<TableGenerator> MakeTableGenerator(std::span<const Table> tables,
                                                   const DataSet& data_set,
                                                   ColumnSet wanted = ColumnSet::All());

}  // namespace tpch
