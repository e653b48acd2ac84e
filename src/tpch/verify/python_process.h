// Runs a script of this program in Python, isolated from the user's code.

#pragma once

#include <atomic>
#include <filesystem>
#include <string>
#include <string_view>

#include "tpch/status.h"

namespace tpch {

/// Runs a script with the `python3` in an absolute directory of PATH, and waits for it.
///
/// It is isolated: Python imports only what is installed with it, nothing from the user's home, the
/// current directory or PYTHONPATH. Its environment is new; its current directory is `dir`, which
/// contains the script, its input and its output. The script reads its request from `request.json`
/// and writes its response to standard output, which becomes `response.json`.
///
/// `dir`: a directory that only this user can write to. Returns IoError if there is no `python3` or
/// if it fails, with the last line of its output. If `stop` becomes true, kills the process and
/// returns Cancelled. The process does not outlive the calling thread.
Status RunPython(std::string_view script, const std::filesystem::path& dir,
                 const std::atomic<bool>& stop);

/// Returns the path of an executable file `name` in the directories of `path`, which are separated
/// by colons. Ignores relative directories. Empty if there is none.
std::filesystem::path FindProgram(std::string_view name, std::string_view path);

}  // namespace tpch
