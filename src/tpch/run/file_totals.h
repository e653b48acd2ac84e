// The size and digest of a finished output file.

#pragma once

#include <cstdint>
#include <optional>

namespace tpch {

struct FileTotals {
  int64_t num_rows = 0;
  int64_t size_bytes = 0;
  std::optional<uint64_t> xxh3;  ///< nullopt for DigestKind::kNone

  bool operator==(const FileTotals&) const = default;
};

}  // namespace tpch
