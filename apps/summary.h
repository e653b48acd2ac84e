// The summary of a run: for people on standard error, for programs as JSON.

#pragma once

#include <sys/time.h>

#include <string>
#include <vector>

#include "tpch/generate.h"

namespace tpch {

/// The resources that a process used.
struct Resources {
  double wall_seconds = 0;
  double user_seconds = 0;
  double system_seconds = 0;
  int64_t peak_memory_bytes = 0;  ///< resident set
};

/// Converts a time of the kernel to seconds.
double Seconds(const timeval& time);

/// Returns the resources that the process has used since its start, with the given `wall_seconds`.
Resources MeasureResources(double wall_seconds);

/// Prints a line for each table and one for the run to standard error; with `verbose` also settings
/// and details of the run.
void PrintSummary(const GenerateOptions& options, const GenerateReport& report,
                  const Resources& resources, bool verbose);

/// Returns the summary as JSON. `command` is the program's argument list, without secrets.
std::string MakeJsonSummary(const std::vector<std::string>& command, const GenerateOptions& options,
                            const GenerateReport& report, const Resources& resources);

/// The facts in another process's summary.
struct RunSummary {
  std::vector<GeneratedFile> files;
  int64_t peak_memory_bytes = 0;
};

/// Parses the text of MakeJsonSummary; returns an empty summary if it is not one.
RunSummary ParseJsonSummary(const std::string& text);

}  // namespace tpch
