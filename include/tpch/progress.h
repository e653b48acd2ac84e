// The progress of a run, for a display.

#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "tpch/table.h"

namespace tpch {

/// Counters that workers increase and a display reads at any time. Thread-safe.
struct Progress {
  struct OfTable {
    std::atomic<int64_t> planned_rows = 0;  ///< an estimate (EstimateRows); 0: not in this run
    std::atomic<int64_t> num_rows = 0;      ///< made so far
    std::atomic<int64_t> size_bytes = 0;    ///< encoded so far
  };

  OfTable& of(Table table) { return tables[static_cast<size_t>(table)]; }
  const OfTable& of(Table table) const { return tables[static_cast<size_t>(table)]; }

  std::array<OfTable, kFileTables.size()> tables;
};

}  // namespace tpch
