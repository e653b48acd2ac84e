#include "capi/interrupts.h"

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <mutex>

// CPython, which is in the process of its callers: any version, with or without the GIL.
extern "C" {
[[gnu::weak]] int PyGILState_Ensure();
[[gnu::weak]] void PyGILState_Release(int state);
[[gnu::weak]] int PyOS_InterruptOccurred();
[[gnu::weak]] void PyErr_SetInterrupt();
[[gnu::weak]] int Py_AddPendingCall(int (*call)(void*), void* argument);
}

namespace tpch {
namespace {

using Clock = std::chrono::steady_clock;

// Python's main thread answers in less time than this if it executes Python.
constexpr std::chrono::milliseconds kPatience{50};

std::atomic<int64_t> num_signals = 0;
// Of the signals, those before the main thread's last answer, and those that it was asked about.
std::atomic<int64_t> num_answered = 0;
std::atomic<int64_t> num_asked = 0;
std::atomic<Clock::rep> last_asked = 0;

std::mutex handler_mutex;
struct sigaction python_handler;

static_assert(std::atomic<int64_t>::is_always_lock_free, "a signal handler uses it");

void OnSignal(int signal, siginfo_t* info, void* context) {
  ++num_signals;
  if ((python_handler.sa_flags & SA_SIGINFO) != 0) {
    python_handler.sa_sigaction(signal, info, context);
  } else {
    python_handler.sa_handler(signal);
  }
}

// Python's main thread calls it between two instructions.
int Answer(void* /*argument*/) {
  num_answered = num_signals.load();
  return 0;
}

// Leaves the signal to Python.
bool IsMainThreadInterrupted() {
  const int state = PyGILState_Ensure();
  const bool is_interrupted = PyOS_InterruptOccurred() != 0;
  if (is_interrupted) PyErr_SetInterrupt();
  PyGILState_Release(state);
  return is_interrupted;
}

Clock::rep Now() { return Clock::now().time_since_epoch().count(); }

}  // namespace

void NoticeInterrupts() {
  // Whoever has the lock does the work, or is a thread that a fork does not have.
  const std::unique_lock lock(handler_mutex, std::try_to_lock);
  if (!lock) return;
  struct sigaction handler;
  if (::sigaction(SIGINT, nullptr, &handler) != 0) return;
  if ((handler.sa_flags & SA_SIGINFO) != 0) {
    if (handler.sa_sigaction == OnSignal) return;
  } else if (handler.sa_handler == SIG_DFL || handler.sa_handler == SIG_IGN) {
    return;
  }
  python_handler = handler;
  handler.sa_sigaction = OnSignal;
  handler.sa_flags |= SA_SIGINFO;
  ::sigaction(SIGINT, &handler, nullptr);
}

bool IsInterrupted() {
  if (::gettid() == ::getpid()) return IsMainThreadInterrupted();
  const int64_t signals = num_signals;
  if (signals == num_answered) return false;
  if (num_asked != signals) {
    last_asked = Now();  // before num_asked, which tells other threads that it is set
    num_asked = signals;
    Py_AddPendingCall(Answer, nullptr);
  }
  return Now() - last_asked > std::chrono::nanoseconds(kPatience).count();
}

}  // namespace tpch
