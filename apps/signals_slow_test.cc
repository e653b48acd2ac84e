#include <chrono>
#include <csignal>
#include <cstdlib>
#include <thread>

#include "apps/signals.h"
#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

void RaiseWithPause() {
  std::raise(SIGTERM);
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  std::raise(SIGINT);
}

TEST(SignalsDeathTest, SignalAfterAPauseEndsTheProcess) {
  const auto run = [] {
    CatchStopSignals();
    RaiseWithPause();
    std::exit(0);
  };
  EXPECT_EXIT(run(), testing::KilledBySignal(SIGINT), "");
}

TEST(SignalsDeathTest, ProcessThatAnotherStopsIsNeverEndedAtOnce) {
  const auto run = [] {
    CatchRepeatedStopSignals();
    RaiseWithPause();
    std::exit(StopSignal());
  };
  EXPECT_EXIT(run(), testing::ExitedWithCode(SIGTERM), "");
}

}  // namespace
}  // namespace tpch
