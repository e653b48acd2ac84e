// The memory limit of a run.

#pragma once

#include <cstdint>

namespace tpch {

/// A limit on the process's resident memory, and its source: the user or the cgroup.
struct MemoryLimit {
  enum class Source : uint8_t { kOption, kCgroup };

  int64_t size_bytes = 0;
  Source source = Source::kOption;
};

}  // namespace tpch
