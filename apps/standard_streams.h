// The standard streams that a process inherits.

#pragma once

#include <string_view>

#include "tpch/status.h"

namespace tpch {

/// Opens a placeholder for each standard stream that is closed, so that no file that the program
/// opens gets its number and thus its output. Reads and writes of the placeholder fail as on a
/// closed stream. Call it before opening anything.
void OccupyClosedStandardStreams();

/// Prints a whole text to standard output. Returns IoError if the write fails, and OutputClosed if
/// the reader has closed it.
Status PrintToStdout(std::string_view text);

}  // namespace tpch
