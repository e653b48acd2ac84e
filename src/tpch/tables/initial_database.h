// The rows of the initial database load.

#pragma once

#include <memory>
#include <span>

#include "tpch/tables/row_source.h"

namespace tpch {

/// The eight tables at a scale factor.
class InitialDatabase : public RowSource {
 public:
  explicit InitialDatabase(const DataSet& data_set) : data_set_(data_set) {}

  std::unique_ptr<TableGenerator> MakeGenerator(std::span<const Table> tables) const override;
  UnitCursor MakeUnitCursor(std::span<const Table> tables, int64_t part_begin) const override;

 private:
  DataSet data_set_;
};

}  // namespace tpch
