// Writes the files of a run to any destination.

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tpch/io/existing.h"
#include "tpch/io/sink.h"
#include "tpch/status.h"

namespace tpch {

/// Estimated sizes in bytes of the files of a run, by path.
using FileSizeEstimates = std::map<std::string, int64_t>;

/// Returns the total size of all files.
inline int64_t TotalBytes(const FileSizeEstimates& files) {
  int64_t size_bytes = 0;
  for (const auto& [path, file_bytes] : files) size_bytes += file_bytes;
  return size_bytes;
}

/// Opens the sinks of a run's files and owns shared resources. Thread-safe; outlives its sinks.
class FileOutput {
 public:
  virtual ~FileOutput() = default;

  /// Opens the file that will become `path`, relative to the output directory.
  virtual Result<std::unique_ptr<Sink>> OpenSink(const std::string& path, Existing existing) = 0;

  /// Describes how files are written, in the terms of the manual.
  virtual std::string Describe() const = 0;

  /// Returns one line for each feature that is unavailable, with what is done instead.
  virtual std::vector<std::string> notices() const = 0;

  /// Returns the peak memory in addition to the chunks.
  virtual int64_t peak_staging_bytes() const = 0;
};

}  // namespace tpch
