// Estimates the sizes of files and checks whether they fit.

#pragma once

#include <cstdint>

#include "tpch/encode/encoder.h"
#include "tpch/io/output_directory.h"
#include "tpch/run/plan.h"
#include "tpch/status.h"

namespace tpch {

/// Returns the estimated size of each file of the plan.
FileSizeEstimates EstimateFileSizes(const Plan& plan, const Format& format);

/// Returns the number of parts with which the largest file has approximately `target_file_bytes`,
/// but not more. Returns Invalid if this size requires unreasonably many parts.
Result<int64_t> NumPartsFor(int64_t target_file_bytes, const Selection& selection,
                            const Format& format);

/// Returns IoError if the directory has less free space than `needed_bytes`, an estimate.
Status CheckSpace(OutputDirectory* directory, int64_t needed_bytes);

/// Returns Invalid, with a number of parts that works, if the estimated size of a file of the plan
/// is too large for the directory.
Status CheckFileSizes(const OutputDirectory& directory, const Selection& selection,
                      const Plan& plan, const Format& format);

}  // namespace tpch
