// How large files will be, and whether they have room.

#pragma once

#include <cstdint>

#include "tpch/encode/encoder.h"
#include "tpch/io/output_directory.h"
#include "tpch/run/plan.h"
#include "tpch/status.h"

namespace tpch {

/// Returns about how many bytes each file will have.
FileSizeEstimates EstimateFileSizes(const Plan& plan, const Format& format);

/// Returns how many parts make the files of the largest table about as large as asked for. Invalid
/// for a size that more parts would be needed for than anybody wants.
Result<int64_t> NumPartsFor(int64_t target_file_bytes, const Selection& selection,
                            const Format& format);

/// Returns IoError when the directory has less room than is needed, about.
Status CheckSpace(OutputDirectory* directory, int64_t needed_bytes);

/// Returns Invalid when a file of the plan would have more bytes than the directory takes in one,
/// about, naming the number of parts that works.
Status CheckFileSizes(const OutputDirectory& directory, const Selection& selection,
                      const Plan& plan, const Format& format);

}  // namespace tpch
