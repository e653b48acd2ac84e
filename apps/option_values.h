// Assigns the values of options, in the same way for all option tables.

#pragma once

#include <cstdint>
#include <utility>

#include "tpch/base/format_message.h"
#include "tpch/row_range.h"
#include "tpch/status.h"

namespace tpch {

/// Prefixes an error with the option's name.
inline Status NameOption(const char* option, const Status& status) {
  return status.ok() ? status : Status::Invalid(FormatMessage("{}: {}", option, status.text()));
}

/// Assigns the value of a Result, or returns its error prefixed with the option's name.
template <typename T, typename Target>
Status Assign(const char* option, Result<T> result, Target* target) {
  if (!result.ok()) return NameOption(option, result.status());
  *target = static_cast<Target>(std::move(*result));
  return Status::OK();
}

}  // namespace tpch
