// Where runs write to: standard output, or an output directory and its manifest.

#pragma once

#include <memory>

#include "tpch/base/byte_buffer.h"
#include "tpch/io/file_output.h"
#include "tpch/run/manifest_writer.h"
#include "tpch/run/run_output.h"

namespace tpch {

/// Writes file after file to standard output. `pool` is not owned.
std::unique_ptr<RunOutput> MakeStreamOutput(BufferPool* pool);

/// Writes to the files of `output` and lists them in `manifest`; neither is owned.
std::unique_ptr<RunOutput> MakeDirectoryOutput(FileOutput* output, Existing existing,
                                               ManifestWriter* manifest);

}  // namespace tpch
