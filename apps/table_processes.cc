#include "apps/table_processes.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>
#include <utility>
#include <variant>

#include "apps/exit_status.h"
#include "apps/process_start.h"
#include "apps/redaction.h"
#include "apps/text.h"

namespace tpch {
namespace {

/// How long to wait for messages at most, in milliseconds: a stop signal can come just before the
/// wait begins.
constexpr int kMaxWaitMs = 100;

std::string_view NameOf(Table table) { return Describe(table).name; }

/// Puts the table's name before an error, if it is one.
Status OfTable(Table table, const Status& status) {
  if (status.ok()) return status;
  const std::string message = fmt::format("{}: {}", NameOf(table), status.message());
  return status.code() == StatusCode::kInvalid ? Status::Invalid(message)
                                               : Status::IoError(message);
}

std::string DescribeEnd(int wait_status) {
  if (WIFSIGNALED(wait_status)) {
    const int signal = WTERMSIG(wait_status);
    return fmt::format("was ended by signal {} ({})", signal, ::strsignal(signal));
  }
  return fmt::format("ended with exit status {}", WEXITSTATUS(wait_status));
}

/// Returns why a process failed, whatever it has told; OK if it has not.
Status JudgeEnd(pid_t pid, int wait_status, const std::optional<EndMessage>& end) {
  const bool good_exit = WIFEXITED(wait_status) && WEXITSTATUS(wait_status) == kExitOk;
  if (end && end->status.ok() && good_exit) return Status::OK();
  if (end && !end->status.ok() && end->status.code() != StatusCode::kCancelled) return end->status;
  return Status::IoError(fmt::format("process {} {}", pid, DescribeEnd(wait_status)));
}

}  // namespace

ProcessRunResult TableProcesses::Run(const ProcessRun& run) {
  result_.status = StartAll(run);
  if (!result_.status.ok()) EndAll();
  const Status heard = HearAll(run);
  if (result_.status.ok()) result_.status = heard;
  return result_;
}

Status TableProcesses::StartAll(const ProcessRun& run) {
  for (const ProcessShare& share : run.shares) {
    TPCH_RETURN_NOT_OK(OfTable(share.table, Start(run, share)));
  }
  return Status::OK();
}

Status TableProcesses::Start(const ProcessRun& run, const ProcessShare& share) {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return Status::FromErrno("cannot make a pipe", errno);
  const auto [read_end, write_end] = pipe;
  const ProcessRole role{{share.table, run.text_pool, run.text_descriptor}, write_end};
  std::vector<std::string> arguments = ArgumentsOfProcess(options_.app(), share, role);
  arguments.insert(arguments.begin(), options_.program());
  const Result<pid_t> pid = StartThisProgram(arguments, {run.text_descriptor, write_end});
  ::close(write_end);
  if (!pid.ok()) {
    ::close(read_end);
    return pid.status();
  }
  children_.push_back(
      {share.table, *pid, read_end, std::chrono::steady_clock::now(), {}, 0, 0, {}});
  Tell(fmt::format("{}: process {} began, threads {}\n", NameOf(share.table), *pid,
                   share.num_threads));
  if (options_.report().verbose) {
    Tell(fmt::format("{}: process {} is {}\n", NameOf(share.table), *pid,
                     fmt::join(RedactArguments(arguments), " ")));
  }
  return Status::OK();
}

Status TableProcesses::HearAll(const ProcessRun& run) {
  Status first_failure;
  while (true) {
    std::vector<pollfd> polls;
    std::vector<Child*> speakers;
    for (Child& child : children_) {
      if (child.report_descriptor < 0) continue;
      polls.push_back({child.report_descriptor, POLLIN, 0});
      speakers.push_back(&child);
    }
    if (polls.empty()) return first_failure;
    if (stop_) EndAll();
    ::poll(polls.data(), polls.size(), kMaxWaitMs);
    for (size_t i = 0; i < polls.size(); ++i) {
      if (polls[i].revents == 0) continue;
      const Status status = Hear(run, speakers[i]);
      // What fails later has been ended by the first.
      if (status.ok() || !first_failure.ok()) continue;
      first_failure = stop_ ? Status::Cancelled("interrupted") : status;
      EndAll();
    }
  }
}

Status TableProcesses::Hear(const ProcessRun& run, Child* child) {
  std::array<char, 4096> bytes;
  const ssize_t num_read = ::read(child->report_descriptor, bytes.data(), bytes.size());
  if (num_read < 0 && errno == EINTR) return Status::OK();
  if (num_read <= 0) return OfTable(child->table, Reap(child));
  child->unread.append(bytes.data(), static_cast<size_t>(num_read));
  size_t begin = 0;
  for (size_t end = 0; (end = child->unread.find('\n', begin)) != std::string::npos;
       begin = end + 1) {
    const auto line = std::string_view(child->unread).substr(begin, end - begin);
    const Result<ProcessMessage> message = ParseMessage(line);
    if (!message.ok()) return OfTable(child->table, message.status());
    TPCH_RETURN_NOT_OK(Take(run, *message, child));
  }
  child->unread.erase(0, begin);
  return Status::OK();
}

Status TableProcesses::Take(const ProcessRun& run, const ProcessMessage& message, Child* child) {
  if (const auto* const file = std::get_if<FileMessage>(&message)) {
    child->num_rows += file->totals.num_rows;
    child->size_bytes += file->totals.size_bytes;
    return run.on_file_complete(file->relative_path, file->totals);
  }
  child->end = std::get<EndMessage>(message);
  resources_.peak_memory_bytes += child->end->peak_memory_bytes;
  result_.budget_bytes += child->end->budget_bytes;
  result_.peak_bytes_in_flight += child->end->peak_bytes_in_flight;
  result_.staging_bytes += child->end->staging_bytes;
  return Status::OK();
}

Status TableProcesses::Reap(Child* child) {
  ::close(child->report_descriptor);
  child->report_descriptor = -1;
  int wait_status = 0;
  rusage usage{};
  while (::wait4(child->pid, &wait_status, 0, &usage) < 0 && errno == EINTR) {
  }
  resources_.user_seconds += Seconds(usage.ru_utime);
  resources_.system_seconds += Seconds(usage.ru_stime);
  TellEnd(*child, wait_status);
  return JudgeEnd(child->pid, wait_status, child->end);
}

void TableProcesses::TellEnd(const Child& child, int wait_status) const {
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - child.start;
  Tell(fmt::format("{}: process {} {}: {} rows, {} in {}\n", NameOf(child.table), child.pid,
                   DescribeEnd(wait_status), GroupDigits(child.num_rows),
                   FormatSize(static_cast<double>(child.size_bytes)),
                   FormatDuration(seconds.count())));
}

void TableProcesses::EndAll() {
  if (std::exchange(ending_, true)) return;
  for (const Child& child : children_) {
    if (child.report_descriptor < 0) continue;
    ::kill(child.pid, SIGTERM);
    ::kill(child.pid, SIGCONT);  // one that is stopped heeds nothing else
  }
}

void TableProcesses::Tell(const std::string& line) const {
  if (!options_.report().quiet) PrintToStderr(line);
}

void TableProcesses::AddTo(Resources* resources) const {
  resources->user_seconds += resources_.user_seconds;
  resources->system_seconds += resources_.system_seconds;
  resources->peak_memory_bytes += resources_.peak_memory_bytes;
}

}  // namespace tpch
