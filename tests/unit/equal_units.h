// The law that tables which are made together have equal units, as a check of a format.

#pragma once

#include <gtest/gtest.h>

#include "tpch/encode/encoder.h"

namespace tpch {

/// Expects every table to have units as large as its unit_table.
inline void ExpectUnitsOfUnitTables(const Format& format) {
  for (const Table table : kAllTables) {
    EXPECT_EQ(format.UnitBaseRows(table), format.UnitBaseRows(Describe(table).unit_table))
        << Describe(table).name;
  }
}

}  // namespace tpch
