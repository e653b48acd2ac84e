// The files that a run reads or writes. Its report must not replace them.

#pragma once

#include <atomic>
#include <filesystem>
#include <string>
#include <vector>

#include "tpch/status.h"

namespace tpch {

/// The paths of existing and future data.
class DataPlaces {
 public:
  /// The places of a run that writes to `output_dir`; "" if it writes no files.
  static DataPlaces OfOutput(const std::filesystem::path& output_dir);

  /// The places of a run that reads `inputs`: files, directories, missing paths, and `-`, which is
  /// not a file.
  static DataPlaces OfInputs(const std::vector<std::string>& inputs);

  /// Returns whether a data file may have this path; it need not exist. Does not follow `path` if
  /// it is a link.
  bool IsDataPath(const std::filesystem::path& path) const;

  /// Returns whether this existing file holds data, under any name. Lists all data; returns
  /// Cancelled if `stop` becomes true meanwhile.
  Result<bool> IsDataFile(const std::filesystem::path& file, const std::atomic<bool>& stop) const;

  /// Returns whether the run may make a directory with this path: its output directory, one above
  /// it, or the folder of a table or refresh set.
  bool IsDirectoryPath(const std::filesystem::path& path) const;

  /// Returns whether the run makes this directory if it is missing.
  bool IsMade(const std::filesystem::path& dir) const;

 private:
  std::filesystem::path output_dir_;
  std::vector<std::filesystem::path> inputs_;
};

}  // namespace tpch
