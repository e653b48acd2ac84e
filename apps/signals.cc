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

}  // namespace

void IgnoreWriteSignals() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

void CatchStopSignals() {
  struct sigaction action{};
  action.sa_handler = HandleStop;
  // The second signal of a kind finds the default action: the end.
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

std::atomic<bool>* StopFlag() { return &stop_flag; }

int StopSignal() { return stop_signal; }

}  // namespace tpch
