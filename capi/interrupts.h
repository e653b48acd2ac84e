// Ctrl-C in a process of CPython that executes a library which does not look for it.

#pragma once

namespace tpch {

/// Begins to notice SIGINT, whose handler it extends, if Python handles it. The handlers of Python
/// run as before. Thread-safe; may be called again, and then extends a handler that was set since.
void NoticeInterrupts();

/// Returns whether SIGINT has arrived and Python has not had the chance to tell the user's program:
/// this is the main thread, or the main thread has been executing something other than Python since
/// then. Thread-safe.
bool IsInterrupted();

}  // namespace tpch
