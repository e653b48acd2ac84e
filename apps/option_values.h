// Declaring options and taking their values, in one way for all tables of options.

#pragma once

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdint>
#include <utility>

#include "tpch/base/status.h"
#include "tpch/schema/row_range.h"

namespace tpch {

inline constexpr int64_t kMaxThreads = 4096;

/// Puts the option's name before an error.
inline Status NameOption(const char* option, const Status& status) {
  return status.ok() ? status : Status::Invalid(fmt::format("{}: {}", option, status.message()));
}

/// Assigns the value of a Result, or returns its error with the option's name before it.
template <typename T, typename Target>
Status Assign(const char* option, Result<T> result, Target* target) {
  if (!result.ok()) return NameOption(option, result.status());
  *target = static_cast<Target>(std::move(*result));
  return Status::OK();
}

/// Adds an option without a value: `--flag=no` is an error, not a hidden way to say nothing.
inline void AddFlag(CLI::App* app, const char* names, bool& value, const char* description) {
  app->add_flag(names, value, description)->disable_flag_override();
}

}  // namespace tpch
