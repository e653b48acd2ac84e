#include "apps/progress_display.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "apps/text.h"
#include "tpch/base/size_text.h"

namespace tpch {
namespace {

constexpr auto kInterval = std::chrono::milliseconds(100);
constexpr int kDefaultWidth = 80;
constexpr int kMaxBarWidth = 30;

int TerminalWidth() {
  winsize size{};
  const bool known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : kDefaultWidth;
}

std::string FormatBar(double share, int width) {
  const int num_full = static_cast<int>(share * width);
  return fmt::format("[{:=<{}}{: <{}}]", "", num_full, "", width - num_full);
}

}  // namespace

std::string FormatProgressLine(Table table, const Progress::OfTable& progress, double seconds,
                               int width) {
  const auto planned = static_cast<double>(progress.planned_rows);
  const auto rows = static_cast<double>(progress.num_rows);
  // The number of planned rows is an estimate for lineitem.
  const double share = std::min(1.0, rows / planned);
  const double rest_seconds = rows > 0 ? seconds * (planned - rows) / rows : 0;
  const std::string numbers = fmt::format(
      " {:3.0f} %  {:>7} rows  {:>7} rows/s  {:>7}/s  ETA {}", 100 * share, FormatCount(rows),
      FormatCount(rows / seconds), FormatSize(static_cast<double>(progress.size_bytes) / seconds),
      rows > 0 ? FormatDuration(std::max(0.0, rest_seconds)) : "-");
  const std::string name = fmt::format("{:<9}", NameOf(table));
  const int bar_width =
      std::clamp(width - static_cast<int>(name.size() + numbers.size()) - 3, 5, kMaxBarWidth);
  const std::string line = name + FormatBar(share, bar_width) + numbers;
  return line.substr(0, static_cast<size_t>(std::max(1, width - 1)));
}

ProgressDisplay::ProgressDisplay(const Progress* progress)
    : progress_(progress),
      start_(std::chrono::steady_clock::now()),
      thread_([this] { DrawUntilDone(); }) {}

ProgressDisplay::~ProgressDisplay() {
  {
    const std::lock_guard lock(mutex_);
    done_ = true;
  }
  wake_.notify_one();
  thread_.join();
  Erase();
}

bool ProgressDisplay::IsUseful() { return ::isatty(STDERR_FILENO) == 1; }

void ProgressDisplay::DrawUntilDone() {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, kInterval, [this] { return done_; })) Draw();
}

void ProgressDisplay::Draw() {
  Erase();
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start_;
  const int width = TerminalWidth();
  for (const Table table : kFileTables) {
    const Progress::OfTable& progress = progress_->of(table);
    if (progress.planned_rows == 0) continue;
    PrintToStderr(fmt::format("{}\n", FormatProgressLine(table, progress, elapsed.count(), width)));
    ++num_drawn_lines_;
  }
}

void ProgressDisplay::Erase() {
  // Moves up to the first line, then clears to the end of the screen.
  if (num_drawn_lines_ > 0) PrintToStderr(fmt::format("\x1b[{}F\x1b[J", num_drawn_lines_));
  num_drawn_lines_ = 0;
}

}  // namespace tpch
