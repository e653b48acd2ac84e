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
  int64_t num_files = 0;                 ///< files whose size and digest were compared
  std::vector<std::string> differences;  ///< one line each, starting with the file's path
  std::vector<std::string> notices;      ///< what could not be compared
};

/// Reads a manifest and checks the files that it lists. Invalid if the file is not a manifest.
Result<ManifestCheck> CheckManifest(const std::filesystem::path& path, int num_threads,
                                    const std::atomic<bool>& stop);

/// Adds to `checks` the found files that readers of a manifest's directory would mistake for data
/// by their names, although no manifest there lists them. Adds only notices if the manifest is
/// marked as incomplete, because a run may be about to list them.
void CheckUnlistedFiles(const std::vector<FoundFile>& files, std::vector<ManifestCheck>* checks);

}  // namespace tpch
