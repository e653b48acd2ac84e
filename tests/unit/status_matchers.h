// Matchers for Status and Result.

#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "tests/unit/value_of.h"
#include "tpch/status.h"

namespace tpch {

inline void PrintTo(const Status& status, std::ostream* out) {
  *out << "Status code " << static_cast<int>(status.code()) << ": " << status.message();
}

/// Matches a Status with this code whose message matches `message`, a string or a matcher.
MATCHER_P2(IsError, code, message, "") {
  return arg.code() == code && testing::ExplainMatchResult(message, arg.message(), result_listener);
}

MATCHER_P(HasCode, code, "") { return arg.code() == code; }

MATCHER(IsOk, "") { return arg.ok(); }

}  // namespace tpch
