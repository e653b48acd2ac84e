// --parallel: by processes, by threads, or table after table; and the arguments of the processes
// that a program starts.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "tpch/enum_names.h"
#include "tpch/generate.h"
#include "tpch/status.h"

namespace CLI {
class App;
}  // namespace CLI

namespace tpch {

/// The programs and commands that make files, whose option tables differ slightly.
enum class Program : uint8_t {
  kTpch,
  kTpchRefresh,   ///< has refresh sets instead of parts
  kTpchBenchmark  ///< has --parallel, and makes lineitem by default
};

/// How tpch_benchmark makes all tables.
enum class Parallel : uint8_t {
  kProcesses,
  kThreads,
  kOff,
  kTable  ///< internal: this process makes one table of a run by processes
};

/// The names of the ways that users can choose.
inline constexpr EnumName<Parallel> kParallelWays[] = {
    {Parallel::kProcesses, "processes"}, {Parallel::kThreads, "threads"}, {Parallel::kOff, "off"}};

/// Declares --parallel on an application.
class ParallelOptions {
 public:
  ParallelOptions(CLI::App* app, Program program);

  /// Converts parsed values into options. Selects all tables unless this process makes only one. If
  /// an option is wrong, returns Invalid with one line that names the option, the value and a valid
  /// alternative.
  Status Read(GenerateOptions* options) const;

  /// Returns whether processes make the tables. REQUIRES: Read succeeded.
  bool UsesProcesses() const { return Is(Parallel::kProcesses); }

  /// Returns whether this process makes one table of another process's run. REQUIRES: Read
  /// succeeded.
  bool IsTableProcess() const { return Is(Parallel::kTable); }

  /// Returns the tables that the run makes; this process may make only one of them. REQUIRES: Read
  /// succeeded.
  std::span<const Table> TablesOfRun(const Selection& selection) const;

 private:
  bool Given(const char* option) const;
  bool Is(Parallel parallel) const;

  CLI::App* app_;
  Program program_;
  std::string parallel_;
};

/// Returns the arguments, without the program's name, of the process that makes `table`: all
/// options that `app` has parsed, except those that `work` and `num_threads` replace and those that
/// concern only the first process. The process writes its summary to standard output.
std::vector<std::string> ArgumentsOfProcess(const CLI::App& app, Table table, int num_threads,
                                            const TablesToMake& work);

}  // namespace tpch
