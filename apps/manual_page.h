// The manual page, made from what is declared on the command line.

#pragma once

#include <string>

#include "apps/command_description.h"

namespace tpch {

/// Returns the page of section 1 in the man macros of roff.
std::string FormatManualPage(const CommandDescription& program);

}  // namespace tpch
