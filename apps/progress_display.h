// Progress bars on a terminal.

#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "tpch/progress.h"

namespace tpch {

/// Draws a bar for each table of a run on standard error, several times a second. The destructor
/// erases the bars. `progress` is not owned.
class ProgressDisplay {
 public:
  explicit ProgressDisplay(const Progress* progress);
  ~ProgressDisplay();

  ProgressDisplay(const ProgressDisplay&) = delete;
  ProgressDisplay& operator=(const ProgressDisplay&) = delete;

  /// Returns whether standard error is a terminal.
  static bool IsUseful();

 private:
  void DrawUntilDone();
  void Draw();
  void Erase();

  const Progress* progress_;
  std::chrono::steady_clock::time_point start_;
  int num_drawn_lines_ = 0;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool done_ = false;
  std::thread thread_;  // last, so that it sees the members above
};

/// Returns one table's line, at most `width` columns wide.
std::string FormatProgressLine(Table table, const Progress::OfTable& progress, double seconds,
                               int width);

}  // namespace tpch
