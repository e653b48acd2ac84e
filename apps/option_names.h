// What the library calls a field, the programs call an option.

#pragma once

#include <string>

#include "tpch/message.h"

namespace tpch {

/// Returns a setting as it is written on a command line: `--output-dir`, `--io sync`.
std::string ShowOption(const Setting& setting);

/// Returns the text of a message that names options, not fields.
std::string ShowMessage(const Message& message);

}  // namespace tpch
