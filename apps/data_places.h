// The files that a run reads or writes, whose places its report may not take.

#pragma once

#include <atomic>
#include <filesystem>
#include <string>
#include <vector>

#include "tpch/status.h"

namespace tpch {

/// Directories that hold data, or will.
class DataPlaces {
 public:
  /// Of a run that writes to `output_dir`; "" for none.
  static DataPlaces OfOutput(const std::filesystem::path& output_dir);

  /// Of a run that reads `inputs`: files, directories, what is not there, and `-`, which is no
  /// file.
  static DataPlaces OfInputs(const std::vector<std::string>& inputs);

  /// Returns whether a file of this name and place is that of data, there or not. `path` is not
  /// followed if it is a link.
  bool IsDataPath(const std::filesystem::path& path) const;

  /// Returns whether the data is in this file, which is there, by whatever name. Lists all data,
  /// and is Cancelled if `stop` becomes true meanwhile.
  Result<bool> IsDataFile(const std::filesystem::path& file, const std::atomic<bool>& stop) const;

  /// Returns whether the run may make a directory of this name: its output directory, one above
  /// that, or the folder of a table.
  bool IsDirectoryPath(const std::filesystem::path& path) const;

  /// Returns whether the run makes this directory if it is missing.
  bool IsMade(const std::filesystem::path& dir) const;

 private:
  std::filesystem::path output_dir_;
  std::vector<std::filesystem::path> inputs_;
};

}  // namespace tpch
