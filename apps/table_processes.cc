#include "apps/table_processes.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <csignal>
#include <cstring>
#include <string_view>
#include <thread>
#include <utility>

#include "apps/exit_status.h"
#include "apps/process_start.h"
#include "apps/redaction.h"
#include "apps/text.h"
#include "tpch/base/format_message.h"
#include "tpch/base/size_text.h"

namespace tpch {
namespace {

// How often to check the processes and the stop flag.
constexpr std::chrono::milliseconds kPause(5);

// Returns an unnamed file in memory that exec closes.
FileDescriptor MakeNamelessFile() {
  return FileDescriptor(::memfd_create("tpch_process", MFD_CLOEXEC));
}

Status CannotMakeFile(int error_number) {
  const Status status = Status::FromErrno("cannot make a file in memory", error_number);
  return Status::IoError(status.text(), "use --parallel=threads");
}

std::string ReadAll(const FileDescriptor& file) {
  struct stat status = {};
  if (::fstat(file.value(), &status) != 0) return {};
  std::string text(static_cast<size_t>(status.st_size), '\0');
  text.resize(static_cast<size_t>(std::max<ssize_t>(ReadFullyAt(file.value(), text, 0), 0)));
  return text;
}

std::string DescribeEnd(int wait_status) {
  if (WIFSIGNALED(wait_status)) {
    const int signal = WTERMSIG(wait_status);
    return fmt::format("was ended by signal {} ({})", signal, ::strsignal(signal));
  }
  return fmt::format("ended with exit status {}", WEXITSTATUS(wait_status));
}

// Returns the error that a process printed, or how it ended.
std::string DescribeFailure(pid_t pid, int wait_status, std::string_view shown) {
  constexpr std::string_view kMark = ": error: ";
  const size_t mark = shown.find(kMark);
  const bool is_told = mark != std::string_view::npos && WIFEXITED(wait_status) &&
                       WEXITSTATUS(wait_status) < kSignalBase;
  if (!is_told) return fmt::format("process {} {}", pid, DescribeEnd(wait_status));
  shown.remove_prefix(mark + kMark.size());
  return std::string(shown.substr(0, shown.find('\n')));
}

}  // namespace

MadeTables TableProcesses::Make(const TablesToMake& work) {
  // If a parent ignored it, there would be no exit statuses.
  std::signal(SIGCHLD, SIG_DFL);
  has_turns_ = work.memory_limit_bytes.has_value();
  for (const TableToMake& table : work.tables) {
    if (!made_.status.ok()) break;
    made_.status = Start(table, work);
    if (has_turns_) WaitForAll();
  }
  WaitForAll();
  return std::move(made_);
}

// Gives the largest table all threads, and the others fewer in proportion to their sizes. So every
// process gets about its share of the CPUs while all run, and the last ones use all CPUs.
int TableProcesses::ThreadsFor(const TableToMake& table, const TablesToMake& work) const {
  if (has_turns_) return num_threads_;
  const double part = static_cast<double>(table.size_bytes) /
                      static_cast<double>(std::max<int64_t>(work.tables.front().size_bytes, 1));
  return std::clamp(static_cast<int>(std::ceil(num_threads_ * part)), 1, num_threads_);
}

Status TableProcesses::Start(const TableToMake& table, const TablesToMake& work) {
  if (stop_) return Status::Cancelled("interrupted");
  const std::string_view name = NameOf(table.table);
  const int num_threads = ThreadsFor(table, work);
  std::vector<std::string> arguments =
      ArgumentsOfProcess(options_.app(), table.table, num_threads, work);
  arguments.insert(arguments.begin(), options_.program());
  FileDescriptor output = MakeNamelessFile();
  FileDescriptor errors = MakeNamelessFile();
  const Result<pid_t> pid = output.is_open() && errors.is_open()
                                ? StartThisProgram(arguments, output.value(), errors.value())
                                : CannotMakeFile(errno);
  if (!pid.ok()) return Status::IoError(FormatMessage("{}: {}", name, pid.status().text()));
  children_.push_back(
      {table.table, *pid, std::move(output), std::move(errors), std::chrono::steady_clock::now()});
  Show(fmt::format("{}: process {} began, threads {}\n", name, *pid, num_threads));
  if (options_.report().verbose) {
    Show(fmt::format("{}: process {} is {}\n", name, *pid,
                     fmt::join(RedactArguments(arguments), " ")));
  }
  made_.num_threads = has_turns_ ? num_threads : made_.num_threads + num_threads;
  return Status::OK();
}

void TableProcesses::WaitForAll() {
  const auto is_running = [](const Child& child) { return child.is_running; };
  while (std::ranges::any_of(children_, is_running)) {
    if (stop_ || !made_.status.ok()) EndAll();
    for (Child& child : children_) {
      int wait_status = 0;
      rusage usage{};
      if (!child.is_running || ::wait4(child.pid, &wait_status, WNOHANG, &usage) == 0) continue;
      child.is_running = false;
      const Status status = TakeEnd(child, wait_status, usage);
      // Later failures are the result of the first.
      if (status.ok() || !made_.status.ok()) continue;
      made_.status = stop_ ? Status::Cancelled("interrupted") : status;
    }
    std::this_thread::sleep_for(kPause);
  }
}

// Adds the files and the resources of a process that has ended, and returns its failure.
Status TableProcesses::TakeEnd(const Child& child, int wait_status, const rusage& usage) {
  const RunSummary summary = ParseJsonSummary(ReadAll(child.output));
  int64_t num_rows = 0;
  int64_t size_bytes = 0;
  for (const GeneratedFile& file : summary.files) {
    num_rows += file.num_rows;
    size_bytes += file.size_bytes;
    made_.files.push_back(file);
  }
  int64_t& peak_bytes = resources_.peak_memory_bytes;
  peak_bytes = has_turns_ ? std::max(peak_bytes, summary.peak_memory_bytes)
                          : peak_bytes + summary.peak_memory_bytes;
  resources_.user_seconds += Seconds(usage.ru_utime);
  resources_.system_seconds += Seconds(usage.ru_stime);
  const std::string_view name = NameOf(child.table);
  const std::string shown = ReadAll(child.errors);
  if (options_.report().verbose) Show(shown);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - child.start;
  Show(fmt::format("{}: process {} {}: {} rows, {} in {}\n", name, child.pid,
                   DescribeEnd(wait_status), GroupDigits(num_rows),
                   FormatSize(static_cast<double>(size_bytes)), FormatDuration(seconds.count())));
  const bool is_good_exit = WIFEXITED(wait_status) && WEXITSTATUS(wait_status) == kExitOk;
  if (is_good_exit && !summary.files.empty()) return Status::OK();
  return Status::IoError(
      fmt::format("{}: {}", name, DescribeFailure(child.pid, wait_status, shown)));
}

void TableProcesses::EndAll() {
  if (std::exchange(is_ending_, true)) return;
  for (const Child& child : children_) {
    if (!child.is_running) continue;
    ::kill(child.pid, SIGTERM);
    ::kill(child.pid, SIGCONT);  // a stopped process reacts to nothing else
  }
}

void TableProcesses::Show(const std::string& text) const {
  if (!options_.report().quiet) PrintToStderr(text);
}

void TableProcesses::AddTo(Resources* resources) const {
  resources->user_seconds += resources_.user_seconds;
  resources->system_seconds += resources_.system_seconds;
  resources->peak_memory_bytes += resources_.peak_memory_bytes;
}

}  // namespace tpch
