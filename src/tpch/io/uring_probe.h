// Whether io_uring can be used here.

#pragma once

#include <string>

namespace tpch {

/// Returns one line: that io_uring works, or why it does not. Makes and closes a small ring.
std::string DescribeUring();

}  // namespace tpch
