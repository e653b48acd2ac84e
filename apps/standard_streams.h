// The standard streams, as a process finds them.

#pragma once

#include <string_view>

#include "tpch/status.h"

namespace tpch {

/// Puts something in the place of each standard stream that is closed, so that no file that the
/// program opens gets its number, and with it what is meant for the stream. Reading and writing
/// fail as they do on a closed stream. Call it before anything is opened.
void OccupyClosedStandardStreams();

/// Prints a whole text to standard output. Returns IoError when that takes no more, OutputClosed
/// when its reader went away.
Status PrintToStdout(std::string_view text);

}  // namespace tpch
