// The value of a Result, for tests and benchmarks.

#pragma once

#include <stdexcept>
#include <utility>

#include "tpch/status.h"

namespace tpch {

/// Returns the value of a result. The result must have one.
template <typename T>
T ValueOf(Result<T> result) {
  if (!result.ok()) throw std::runtime_error("not a value: " + result.status().message());
  return std::move(*result);
}

}  // namespace tpch
