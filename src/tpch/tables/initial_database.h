// The rows of the initial database load.

#pragma once

#include <memory>
#include <span>

#include "tpch/tables/row_source.h"

namespace tpch {

/// The eight tables at a scale factor.
class InitialDatabase : public RowSource {
 public:
  explicit InitialDatabase(const ScaleFactor& scale_factor) : scale_factor_(scale_factor) {}

  std::unique_ptr<TableGenerator> MakeGenerator(std::span<const Table> tables, TextPool* text_pool,
                                                ColumnSet wanted) const override;
  UnitCursor MakeUnitCursor(std::span<const Table> tables, int64_t part_begin) const override;

 private:
  ScaleFactor scale_factor_;
};

}  // namespace tpch
