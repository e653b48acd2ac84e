#include "tpch/io/output_directory.h"

#include <fmt/format.h>

namespace tpch {

Status CheckTextSize(const std::string& name, int64_t size_bytes) {
  // More than the size of a manifest of a million files.
  constexpr int64_t kMaxTextBytes = int64_t{256} << 20;
  if (size_bytes <= kMaxTextBytes) return Status::OK();
  return Status::Invalid(
      fmt::format("'{}' has {} bytes, more than any of this program's", name, size_bytes),
      "remove it");
}

}  // namespace tpch
