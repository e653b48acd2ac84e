#include "tpch/generate/run_outputs.h"

#include <unistd.h>

#include "tpch/io/stream_sink.h"

namespace tpch {
namespace {

class StreamOutput : public RunOutput {
 public:
  explicit StreamOutput(BufferPool* pool) : pool_(pool) {}

  Result<std::unique_ptr<Sink>> OpenSink(const OutputFile& /*file*/) override {
    return MakeStreamSink(STDOUT_FILENO, pool_);
  }

 private:
  BufferPool* pool_;
};

class DirectoryOutput : public RunOutput {
 public:
  DirectoryOutput(FileOutput* output, Existing existing, ManifestWriter* manifest)
      : output_(output), existing_(existing), manifest_(manifest) {}

  Result<std::unique_ptr<Sink>> OpenSink(const OutputFile& file) override {
    return output_->OpenSink(file.relative_path, existing_);
  }

  Status NameFile(const OutputFile& file, const FileTotals& totals, Sink* sink) override {
    return manifest_->NameAndAdd(file, totals, sink);
  }

 private:
  FileOutput* output_;
  Existing existing_;
  ManifestWriter* manifest_;
};

}  // namespace

std::unique_ptr<RunOutput> MakeStreamOutput(BufferPool* pool) {
  return std::make_unique<StreamOutput>(pool);
}

std::unique_ptr<RunOutput> MakeDirectoryOutput(FileOutput* output, Existing existing,
                                               ManifestWriter* manifest) {
  return std::make_unique<DirectoryOutput>(output, existing, manifest);
}

}  // namespace tpch
