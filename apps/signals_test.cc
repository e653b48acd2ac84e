#include "apps/signals.h"

#include <csignal>
#include <cstdlib>

#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

using testing::ExitedWithCode;

// Each test runs in its own process, because signals affect the whole process.

TEST(SignalsDeathTest, SignalsThatFollowAtOnceChangeNothing) {
  const auto run = [] {
    CatchStopSignals();
    for (const int signal : {SIGHUP, SIGTERM, SIGTERM, SIGINT}) std::raise(signal);
    std::exit(StopFlag() ? StopSignal() : 0);
  };
  EXPECT_EXIT(run(), ExitedWithCode(SIGHUP), "");
}

TEST(SignalsDeathTest, IgnoredHangUpStaysIgnored) {
  const auto run = [] {
    std::signal(SIGHUP, SIG_IGN);
    CatchStopSignals();
    std::raise(SIGHUP);
    std::exit(StopFlag() ? 1 : 0);
  };
  EXPECT_EXIT(run(), ExitedWithCode(0), "");
}

}  // namespace
}  // namespace tpch
