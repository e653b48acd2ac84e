// Checks for a format that tables that are generated together have equal units.

#pragma once

#include <gtest/gtest.h>

#include "tpch/encode/encoder.h"

namespace tpch {

/// Expects the units of every table to be as large as those of its unit_table.
inline void ExpectUnitsOfUnitTables(const Format& format) {
  for (const Table table : kAllTables) {
    EXPECT_EQ(format.UnitBaseRows(table), format.UnitBaseRows(Describe(table).unit_table))
        << Describe(table).name;
  }
}

}  // namespace tpch
