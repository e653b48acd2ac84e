// Python, which runs a script of this program and nothing of anybody else's.

#pragma once

#include <atomic>
#include <filesystem>
#include <string>
#include <string_view>

#include "tpch/status.h"

namespace tpch {

/// Runs a script by the `python3` that the absolute directories of PATH have, and waits for it.
///
/// It is isolated: Python imports only what is installed with it, never from the user's home, the
/// current directory or PYTHONPATH; its environment is new, and its current directory is `dir`, in
/// which the script, its input and its output are files. The script reads its request from the file
/// `request.json` and writes its response to standard output, which becomes `response.json`.
///
/// `dir`: a directory that nobody else can write to. IoError when there is no `python3` or it
/// fails, with the last line that it says. When `stop` becomes true it is killed, and the result is
/// Cancelled; it does not outlive the calling thread.
Status RunPython(std::string_view script, const std::filesystem::path& dir,
                 const std::atomic<bool>& stop);

/// Returns where the directories of `path`, which are separated by colons, have an executable file
/// `name`. Those that are not absolute do not count. Empty if none has.
std::filesystem::path FindProgram(std::string_view name, std::string_view path);

}  // namespace tpch
