// How the files of a run are written, wherever they go.

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tpch/io/file_output_options.h"
#include "tpch/io/sink.h"
#include "tpch/status.h"

namespace tpch {

/// About how many bytes the files of a run will have, by their paths.
using FileSizeEstimates = std::map<std::string, int64_t>;

/// Returns the bytes of all files together.
inline int64_t TotalBytes(const FileSizeEstimates& files) {
  int64_t size_bytes = 0;
  for (const auto& [path, file_bytes] : files) size_bytes += file_bytes;
  return size_bytes;
}

/// Opens the sinks of a run's files, and owns what they share. Thread-safe; outlives its sinks.
class FileOutput {
 public:
  virtual ~FileOutput() = default;

  /// Opens the file that becomes `path`, which is relative to the output directory.
  virtual Result<std::unique_ptr<Sink>> OpenSink(const std::string& path, Existing existing) = 0;

  /// Returns how files are written, in words of the manual.
  virtual std::string Describe() const = 0;

  /// Returns one line for each thing that could not be had, and what is done instead.
  virtual std::vector<std::string> notices() const = 0;

  /// Returns the most memory that was used beside the chunks.
  virtual int64_t peak_staging_bytes() const = 0;
};

}  // namespace tpch
