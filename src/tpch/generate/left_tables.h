// Tables that a run delegates to a TableMaker: the work, and the files that it has made.

#pragma once

#include <vector>

#include "tpch/encode/encoder.h"
#include "tpch/generate.h"
#include "tpch/run/file_totals.h"
#include "tpch/run/plan.h"

namespace tpch {

/// Returns the tables of a plan, with estimated sizes, largest first.
std::vector<TableToMake> TablesOf(const Plan& plan, const Format& format);

/// A planned file that a TableMaker has made.
struct MadeFile {
  const OutputFile* file;
  FileTotals totals;
};

/// Returns the files of `plan` (not owned) among `files`.
std::vector<MadeFile> FindMadeFiles(const Plan& plan, const std::vector<GeneratedFile>& files);

}  // namespace tpch
