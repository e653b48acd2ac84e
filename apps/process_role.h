// How tpch_benchmark tells a program that it starts, which is itself, what part of the run it has.

#pragma once

#include <string>
#include <string_view>

#include "tpch/base/status.h"
#include "tpch/generator.h"

namespace tpch {

/// The value of the hidden option --table-process.
struct ProcessRole {
  RunShare share;
  int report_descriptor = -1;  ///< of the pipe for messages (apps/process_messages.h)
};

/// Returns `TABLE,wide|compact,TEXT_DESCRIPTOR,REPORT_DESCRIPTOR`.
std::string FormatProcessRole(const ProcessRole& role);

/// Parses what FormatProcessRole returns. Invalid for anything else.
Result<ProcessRole> ParseProcessRole(std::string_view text);

}  // namespace tpch
