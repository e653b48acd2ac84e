// The files of refresh sets.

#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "tpch/run/plan.h"
#include "tpch/selection.h"
#include "tpch/tables/refresh_sets.h"

namespace tpch {

/// Returns the files of a set, with a format's `extension`. Each group has the files of different
/// tables that may share units. REQUIRES: `selection` has refresh sets.
std::vector<std::vector<OutputFile>> FilesOfSet(const Selection& selection, const RefreshSets& sets,
                                                int64_t set, std::string_view extension);

/// Returns the number of selected files, or a little more.
int64_t CountFiles(const Selection& selection, const RefreshSelection& refresh);

}  // namespace tpch
