#include "apps/signals.h"

#include <cerrno>
#include <csignal>
#include <ctime>

namespace tpch {
namespace {

// A signal after such a pause was sent on purpose: those from a key that is held, or from a shell
// and a supervisor that both pass one on, come closer together.
constexpr int64_t kPauseMs = 1000;

// After this time any signal ends the process.
constexpr int64_t kPatienceMs = 10'000;

// A signal handler can access only globals.
std::atomic<bool> stop_flag = false;
std::atomic<int> stop_signal = 0;
std::atomic<int64_t> first_signal_ms = 0;
std::atomic<int64_t> last_signal_ms = 0;
std::atomic<bool> may_end_at_once = false;
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free &&
              std::atomic<int64_t>::is_always_lock_free);

// Returns the milliseconds of a monotonic clock; more than 0.
int64_t Now() {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return int64_t{time.tv_sec} * 1000 + time.tv_nsec / 1'000'000 + 1;
}

// Makes only calls that are safe in a signal handler.
extern "C" void HandleStop(int signal) {
  const int saved_errno = errno;
  const int64_t now = Now();
  const int64_t last = last_signal_ms.exchange(now);
  if (last == 0) {
    first_signal_ms = now;
    stop_signal = signal;
  } else if (may_end_at_once && (now - last >= kPauseMs || now - first_signal_ms >= kPatienceMs)) {
    ::signal(signal, SIG_DFL);
    ::raise(signal);  // delivered when the handler returns
  }
  stop_flag = true;
  errno = saved_errno;
}

void Catch() {
  struct sigaction action{};
  action.sa_handler = HandleStop;
  // One at a time: the handler reads the notes of the previous one.
  for (const int signal : kStopSignals) ::sigaddset(&action.sa_mask, signal);
  for (const int signal : kStopSignals) {
    if (signal == SIGHUP && IsIgnored(signal)) continue;  // nohup
    ::sigaction(signal, &action, nullptr);
  }
}

}  // namespace

bool IsIgnored(int signal) {
  struct sigaction action{};
  return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

void IgnoreWriteSignals() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

void CatchStopSignals() {
  may_end_at_once = true;
  Catch();
}

void CatchRepeatedStopSignals() { Catch(); }

const std::atomic<bool>& StopFlag() { return stop_flag; }

int StopSignal() { return stop_signal; }

}  // namespace tpch
