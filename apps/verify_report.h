// The results of `tpch verify`: for people, and as JSON for programs.

#pragma once

#include <string>

#include "tpch/verify.h"

namespace tpch {

/// Returns a line for each table, followed by lines about its differences.
std::string FormatVerifyReport(const VerifyReport& report);

/// Returns the whole report as JSON.
std::string FormatVerifyJson(const VerifyReport& report);

}  // namespace tpch
