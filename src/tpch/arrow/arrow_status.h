// Converts Arrow's errors to ours.

#pragma once

#include <arrow/status.h>

#include <string>

#include "tpch/status.h"

namespace tpch {

/// Returns OK, or an IoError that names the failed action (`context`) and Arrow's reason.
inline Status FromArrow(const std::string& context, const arrow::Status& status) {
  return status.ok() ? Status::OK() : Status::IoError(context + ": " + status.message());
}

}  // namespace tpch
