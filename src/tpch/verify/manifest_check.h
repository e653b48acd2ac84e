// Checks files against the digests that a manifest lists.

#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tpch/run/manifest.h"
#include "tpch/status.h"
#include "tpch/verify/found_files.h"

namespace tpch {

struct ManifestCheck {
  std::filesystem::path path;
  Manifest manifest;
  int64_t num_files = 0;                 ///< whose size and digest were compared
  std::vector<std::string> differences;  ///< a line each, which begins with the file's path
  std::vector<std::string> notices;      ///< about what could not be compared
};

/// Reads a manifest and the files that it lists. Invalid for a file that is not a manifest.
Result<ManifestCheck> CheckManifest(const std::filesystem::path& path, int num_threads,
                                    const std::atomic<bool>& stop);

/// Adds to `checks` the found files that readers of a manifest's directory would take for data, by
/// their names, though no manifest there lists them. They are only notices where the manifest says
/// that it is not complete, since a run may be about to list them.
void CheckUnlistedFiles(const std::vector<FoundFile>& files, std::vector<ManifestCheck>* checks);

}  // namespace tpch
