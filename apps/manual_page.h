// The manual page, made from the declarations of the command line.

#pragma once

#include <string>

#include "apps/command_description.h"

namespace tpch {

/// Returns the page, of section 1, in roff's man macros.
std::string FormatManualPage(const CommandDescription& program);

}  // namespace tpch
