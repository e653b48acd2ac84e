#include "apps/process_start.h"

#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "apps/signals.h"

namespace tpch {
namespace {

// Runs in the new process up to exec. Makes only calls that are safe after the fork of a program
// with threads.
[[noreturn]] void BecomeProgram(char* const* arguments, int output, int errors, pid_t parent,
                                const sigset_t& signals) {
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  // The parent may have ended before the call.
  if (::getppid() != parent) ::_exit(kExitNotStarted);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(errors, STDERR_FILENO);
  // The parent's handler would only set a flag that exec forgets.
  for (const int signal : kStopSignals) {
    if (!IsIgnored(signal)) ::signal(signal, SIG_DFL);
  }
  ::sigprocmask(SIG_SETMASK, &signals, nullptr);
  ::execv("/proc/self/exe", arguments);
  ::_exit(kExitNotStarted);
}

}  // namespace

Result<pid_t> StartThisProgram(const std::vector<std::string>& arguments, int output, int errors) {
  std::vector<char*> pointers;
  pointers.reserve(arguments.size() + 1);
  for (const std::string& argument : arguments) {
    pointers.push_back(const_cast<char*>(argument.c_str()));  // execv does not change it
  }
  pointers.push_back(nullptr);
  sigset_t stop_signals;
  sigset_t signals;
  ::sigemptyset(&stop_signals);
  for (const int signal : kStopSignals) ::sigaddset(&stop_signals, signal);
  ::pthread_sigmask(SIG_BLOCK, &stop_signals, &signals);
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child == 0) BecomeProgram(pointers.data(), output, errors, parent, signals);
  const int error_number = errno;
  ::pthread_sigmask(SIG_SETMASK, &signals, nullptr);
  if (child < 0) return Status::FromErrno("cannot start a process", error_number);
  return child;
}

}  // namespace tpch
