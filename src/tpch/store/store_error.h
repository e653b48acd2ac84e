// Converts Arrow's errors of object stores to ours: one line, with advice on what to check.

#pragma once

#include <arrow/status.h>

#include <string>
#include <string_view>

#include "tpch/status.h"

namespace tpch {

/// Returns IoError "<store>: cannot <action> '<name>': <the store's message>; <what to check>".
/// REQUIRES: `status` is an error. Does not remove secrets.
Status StoreError(std::string_view store, std::string_view action, std::string_view name,
                  const arrow::Status& status);

}  // namespace tpch
