// Arrow's errors as ours.

#pragma once

#include <arrow/status.h>

#include <string>

#include "tpch/status.h"

namespace tpch {

/// Returns OK, or an IoError that says what could not be done (`context`) and Arrow's reason.
inline Status FromArrow(const std::string& context, const arrow::Status& status) {
  return status.ok() ? Status::OK() : Status::IoError(context + ": " + status.message());
}

}  // namespace tpch
