// User options of Arrow IPC files. Plain data, so that programs without Arrow can use them.

#pragma once

#include "tpch/compression.h"

namespace tpch {

struct ArrowOptions {
  Compression compression;  ///< of the buffers of a record batch
};

}  // namespace tpch
