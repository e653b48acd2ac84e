#include "apps/signals.h"

#include <csignal>

namespace tpch {
namespace {

// A signal handler can reach nothing but globals.
std::atomic<bool> stop_flag = false;
std::atomic<int> stop_signal = 0;
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free);

extern "C" void HandleStop(int signal) {
  stop_signal = signal;
  stop_flag = true;
}

void CatchWithFlags(int flags) {
  struct sigaction action{};
  action.sa_handler = HandleStop;
  action.sa_flags = flags;
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

}  // namespace

void IgnoreWriteSignals() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

// The second signal of a kind finds the default action: the end.
void CatchStopSignals() { CatchWithFlags(static_cast<int>(SA_RESETHAND)); }

void CatchRepeatedStopSignals() { CatchWithFlags(0); }

std::atomic<bool>* StopFlag() { return &stop_flag; }

int StopSignal() { return stop_signal; }

}  // namespace tpch
