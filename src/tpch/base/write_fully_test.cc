#include "tpch/base/write_fully.h"

#include <cerrno>
#include <string>

#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

TEST(WriteFully, GoesOnAfterShortAndInterruptedWrites) {
  std::string written;
  int num_calls = 0;
  const auto write_some = [&](std::string_view rest) -> ssize_t {
    errno = EINTR;
    if (++num_calls % 3 == 0) return -1;
    if (num_calls % 3 == 1) return 0;
    written += rest.substr(0, 2);
    return static_cast<ssize_t>(std::min<size_t>(2, rest.size()));
  };
  EXPECT_EQ(WriteFully("abcde", write_some), 0);
  EXPECT_EQ(written, "abcde");
}

TEST(WriteFully, EndsWhenNothingIsWritten) {
  int num_calls = 0;
  EXPECT_EQ(WriteFully("a", [&](std::string_view) -> ssize_t { return ++num_calls, 0; }), EIO);
  EXPECT_EQ(num_calls, 100);
}

TEST(WriteFully, ReturnsTheError) {
  const auto fail = [](std::string_view) -> ssize_t { return errno = ENOSPC, -1; };
  EXPECT_EQ(WriteFully("a", fail), ENOSPC);
  EXPECT_EQ(WriteFully("", fail), 0);
}

}  // namespace
}  // namespace tpch
