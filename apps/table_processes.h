// Makes the tables of a run in processes of this program.

#pragma once

#include <sys/resource.h>
#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <string>
#include <vector>

#include "apps/options.h"
#include "apps/summary.h"
#include "tpch/base/file_descriptor.h"
#include "tpch/generate.h"
#include "tpch/status.h"

namespace tpch {

/// Runs this program once for each table, with its own options. The first failure ends all
/// processes, as does a stop signal; each removes its unfinished files. No process outlives this
/// one: the system sends them SIGTERM when the thread that runs them ends for any reason.
class TableProcesses {
 public:
  /// `options` are those of the processes (not owned), and `num_threads` is the number of threads
  /// for the largest table. A stop signal sets `stop` (not owned).
  TableProcesses(const OptionTable* options, int num_threads, const std::atomic<bool>& stop)
      : options_(*options), num_threads_(num_threads), stop_(stop) {}

  /// Makes all tables at the same time, or one after another under a memory limit. Prints a line on
  /// standard error when each process starts and ends, unless the options contain --quiet; with
  /// --verbose also its arguments and its output. Returns the first failure with the name of its
  /// table: a process that failed, was ended by a signal or could not be started. Call it only
  /// once.
  MadeTables Make(const TablesToMake& work);

  /// Adds the resources of the processes. Adds up the peaks of processes that ran at the same time.
  void AddTo(Resources* resources) const;

 private:
  struct Child {
    Table table;
    pid_t pid;
    FileDescriptor output;  // its summary
    FileDescriptor errors;
    std::chrono::steady_clock::time_point start;
    bool is_running = true;
  };

  int ThreadsFor(const TableToMake& table, const TablesToMake& work) const;
  Status Start(const TableToMake& table, const TablesToMake& work);
  void WaitForAll();
  Status TakeEnd(const Child& child, int wait_status, const rusage& usage);
  void EndAll();
  void Show(const std::string& text) const;

  const OptionTable& options_;
  const int num_threads_;
  const std::atomic<bool>& stop_;
  bool has_turns_ = false;  // one process after another
  bool is_ending_ = false;
  std::vector<Child> children_;
  MadeTables made_;
  Resources resources_;
};

}  // namespace tpch
