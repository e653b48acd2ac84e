// Writes the files of a run as objects of a store.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tpch/base/byte_buffer.h"
#include "tpch/io/file_output.h"

namespace tpch {

class ObjectDirectory;

/// Opens an upload for each file. Replaces existing objects regardless of `existing`, because
/// stores cannot report them in time.
class ObjectOutput : public FileOutput {
 public:
  /// Neither is owned; both outlive the sinks.
  ObjectOutput(ObjectDirectory* directory, BufferPool* pool) : directory_(directory), pool_(pool) {}

  Result<std::unique_ptr<Sink>> OpenSink(const std::string& path, Existing existing) override;
  std::string Describe() const override;
  std::vector<std::string> notices() const override { return {}; }
  int64_t peak_staging_bytes() const override;

 private:
  ObjectDirectory* const directory_;
  BufferPool* const pool_;
};

}  // namespace tpch
