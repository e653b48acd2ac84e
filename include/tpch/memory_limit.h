// A limit on the memory of a run.

#pragma once

#include <cstdint>

namespace tpch {

/// The most memory, in bytes, that may be resident, and who set the limit.
struct MemoryLimit {
  enum class Source : uint8_t { kOption, kCgroup };

  int64_t size_bytes = 0;
  Source source = Source::kOption;
};

}  // namespace tpch
