// The kernel's io_uring.

#pragma once

#include <memory>
#include <string>

#include "tpch/io/ring.h"
#include "tpch/status.h"

namespace tpch {

/// Creates a ring for `num_operations` in flight. Returns IoError, with the system's reason, if the
/// kernel, a security policy or this build does not provide one.
Result<std::unique_ptr<Ring>> OpenUring(unsigned num_operations);

/// Returns one line: that io_uring works here, or why it does not.
std::string DescribeUring();

}  // namespace tpch
