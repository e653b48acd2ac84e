// --parallel: by processes, by threads, or table after table; and what a program hands on to the
// processes that it starts.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "tpch/base/enum_names.h"
#include "tpch/generate.h"
#include "tpch/status.h"

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
enum class Parallel : uint8_t {
  kProcesses,
  kThreads,
  kOff,
  kTable  ///< not for users: this process makes one table of a run by processes
};

/// The names of the ways that users can choose.
inline constexpr EnumName<Parallel> kParallelWays[] = {
    {Parallel::kProcesses, "processes"}, {Parallel::kThreads, "threads"}, {Parallel::kOff, "off"}};

/// Declares --parallel on an application.
class ParallelOptions {
 public:
  ParallelOptions(CLI::App* app, Program program);

  /// Turns what was parsed into options; all tables are selected unless this process makes one.
  /// Returns Invalid with one line naming the option, the value and what would work.
  Status Read(GenerateOptions* options) const;

  /// Returns whether the tables are to be made by processes. REQUIRES: Read succeeded.
  bool UsesProcesses() const { return Is(Parallel::kProcesses); }

  /// Returns whether this process makes one table of another's run. REQUIRES: Read succeeded.
  bool IsTableProcess() const { return Is(Parallel::kTable); }

  /// Returns the tables that the run makes, of which this process may make one. REQUIRES: Read
  /// succeeded.
  std::span<const Table> TablesOfRun(const Selection& selection) const;

 private:
  bool Given(const char* option) const;
  bool Is(Parallel parallel) const;

  CLI::App* app_;
  Program program_;
  std::string parallel_;
};

/// Returns the arguments of the process that makes `table`, without the program's name: every
/// option that `app` has parsed, but for those that `work` and `num_threads` replace and those that
/// are the first process's own business. The process writes its summary to standard output.
std::vector<std::string> ArgumentsOfProcess(const CLI::App& app, Table table, int num_threads,
                                            const TablesToMake& work);

}  // namespace tpch
