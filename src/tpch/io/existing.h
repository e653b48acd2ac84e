// What becomes of a file whose name a new one gets.

#pragma once

#include <cstdint>

namespace tpch {

/// What to do when the final name is taken when the file is complete.
enum class Existing : uint8_t { kKeep, kReplace };

}  // namespace tpch
