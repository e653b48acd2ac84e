// Shows the fields of the library as options of the programs.

#pragma once

#include <string>

#include "tpch/message.h"

namespace tpch {

/// Returns a setting in the form of the command line: `--output-dir`, `--io sync`.
std::string ShowOption(const Setting& setting);

/// Returns the text of a message, with options instead of fields.
std::string ShowMessage(const Message& message);

}  // namespace tpch
