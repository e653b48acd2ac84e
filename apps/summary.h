// What a run did: for people on standard error, for programs as JSON.

#pragma once

#include <sys/time.h>

#include <string>
#include <vector>

#include "tpch/generate.h"

namespace tpch {

/// What the process used.
struct Resources {
  double wall_seconds = 0;
  double user_seconds = 0;
  double system_seconds = 0;
  int64_t peak_memory_bytes = 0;  ///< resident set
};

/// Returns a time of the kernel's in seconds.
double Seconds(const timeval& time);

/// Returns what the process used since it began, `wall_seconds` excepted, which it passes on.
Resources MeasureResources(double wall_seconds);

/// Prints a line for each table and one for the run to standard error; with `verbose` also how the
/// run was made.
void PrintSummary(const GenerateOptions& options, const GenerateReport& report,
                  const Resources& resources, bool verbose);

/// Returns the summary as JSON. `command` is the program's argument list, without secrets.
std::string MakeJsonSummary(const std::vector<std::string>& command, const GenerateOptions& options,
                            const GenerateReport& report, const Resources& resources);

/// What another process's summary says.
struct RunSummary {
  std::vector<GeneratedFile> files;
  int64_t peak_memory_bytes = 0;
};

/// Reads the text of MakeJsonSummary; empty for what is none.
RunSummary ParseJsonSummary(const std::string& text);

}  // namespace tpch
