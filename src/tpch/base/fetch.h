// Loads memory into the cache before it is needed.

#pragma once

namespace tpch {

/// Loads a cache line, which must be readable, without waiting for its value. A prefetch
/// instruction may be dropped if the TLB misses; in virtual machines that made rows of lineitem
/// half as slow again.
inline void Fetch(const void* address) {
  asm volatile("" : : "r"(*static_cast<const char*>(address)));
}

}  // namespace tpch
