// --parallel: by processes, by threads, or table after table; and what a program hands on to the
// processes that it starts.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "apps/process_role.h"
#include "tpch/base/status.h"
#include "tpch/generator.h"

namespace CLI {
class App;
}  // namespace CLI

namespace tpch {

/// The two programs, whose option tables differ in little.
enum class Program : uint8_t {
  kTpch,
  kTpchBenchmark  ///< has --parallel, and makes lineitem unless told otherwise
};

/// How tpch_benchmark makes all tables.
enum class Parallel : uint8_t { kProcesses, kThreads, kOff };

/// Declares --parallel on an application, and the hidden --table-process, by which a program tells
/// one that it starts what to do.
class ParallelOptions {
 public:
  ParallelOptions(CLI::App* app, Program program);

  /// Turns what was parsed into options; all tables are selected if either option was given.
  /// Returns Invalid with one line naming the option, the value and what would work.
  Status Read(GenerateOptions* options) const;

  /// Returns whether the tables are to be made by processes. REQUIRES: Read succeeded.
  bool UsesProcesses() const;

  /// Returns whether this process was started for one table of another's run.
  bool IsTableProcess() const;

  /// Returns the part of the run that it has. Invalid when a user has made up the option.
  /// REQUIRES: IsTableProcess().
  Result<ProcessRole> role() const;

 private:
  bool Given(const char* option) const;

  CLI::App* app_;
  Program program_;
  std::string parallel_;
  std::string role_;
};

/// Returns the arguments of the process for `share`, without the program's name: every option that
/// `app` has parsed, but for those that `share` and `role` replace and those that are the first
/// process's own business.
std::vector<std::string> ArgumentsOfProcess(const CLI::App& app, const ProcessShare& share,
                                            const ProcessRole& role);

}  // namespace tpch
