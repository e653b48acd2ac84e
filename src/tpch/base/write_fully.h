// Writing all of some bytes by calls that may write fewer.

#pragma once

#include <sys/types.h>

#include <functional>
#include <string_view>

namespace tpch {

/// Calls `write_some(rest)`, which is like write(2), until all bytes are written. Returns 0, or the
/// errno value of the call that failed; EIO when a hundred calls in a row wrote nothing. A call
/// that a signal interrupts is repeated.
int WriteFully(std::string_view bytes,
               const std::function<ssize_t(std::string_view rest)>& write_some);

}  // namespace tpch
