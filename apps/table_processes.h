// Makes the tables of a run by processes of this program.

#pragma once

#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "apps/options.h"
#include "apps/process_messages.h"
#include "apps/summary.h"
#include "tpch/base/status.h"
#include "tpch/generator.h"

namespace tpch {

/// Starts a process of this program for each share of a run, hears what they tell, and waits for
/// them. The first failure ends them all, and so does a stop signal, which each answers by removing
/// what it has not finished. No process outlives this one: the system sends them SIGTERM when the
/// thread that runs them ends, for whatever reason.
class TableProcesses {
 public:
  /// `options` are those that the processes get (not owned); they are REQUIRED to use processes.
  /// `stop` is the flag that a stop signal sets (not owned).
  TableProcesses(const OptionTable* options, const std::atomic<bool>* stop)
      : options_(*options), stop_(*stop) {}

  /// Runs all processes to their end. A line on standard error tells when each begins and ends,
  /// unless the options say --quiet; with --verbose another its arguments. Fails with the first
  /// failure, named by its table: a process that failed, was ended by a signal, could not be
  /// started, or told what could not be understood. Not to be called twice.
  ProcessRunResult Run(const ProcessRun& run);

  /// Adds what the processes used. Their peaks are added up; they need not have been at one time.
  void AddTo(Resources* resources) const;

 private:
  struct Child {
    Table table;
    pid_t pid;
    int report_descriptor;  // -1 when it is closed
    std::chrono::steady_clock::time_point start;
    std::string unread;  // the begin of a message
    int64_t num_rows = 0;
    int64_t size_bytes = 0;
    std::optional<EndMessage> end;
  };

  Status StartAll(const ProcessRun& run);
  Status Start(const ProcessRun& run, const ProcessShare& share);
  Status HearAll(const ProcessRun& run);
  Status Hear(const ProcessRun& run, Child* child);
  Status Take(const ProcessRun& run, const ProcessMessage& message, Child* child);
  Status Reap(Child* child);
  void TellEnd(const Child& child, int wait_status) const;
  /// Asks all processes to end.
  void EndAll();
  void Tell(const std::string& line) const;

  const OptionTable& options_;
  const std::atomic<bool>& stop_;
  std::vector<Child> children_;
  bool ending_ = false;
  Resources resources_;
  ProcessRunResult result_;
};

}  // namespace tpch
