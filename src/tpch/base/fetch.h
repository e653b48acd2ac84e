// Bringing memory into the cache before it is needed.

#pragma once

namespace tpch {

/// Has a cache line, which must be readable, come into the cache: a load whose value nobody waits
/// for. A prefetch instruction may be dropped when the address has no translation at hand; in
/// virtual machines that made rows of lineitem half as slow again.
inline void Fetch(const void* address) {
  asm volatile("" : : "r"(*static_cast<const char*>(address)));
}

}  // namespace tpch
