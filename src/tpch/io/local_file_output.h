// Writes local files: chooses between pwrite and io_uring, with or without the page cache, and
// opens a sink for each file accordingly.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tpch/io/async_file_sink.h"
#include "tpch/io/file_output.h"
#include "tpch/io/held_directory.h"
#include "tpch/io/shared_async_io_context.h"
#include "tpch/io/sink.h"
#include "tpch/io/staging_blocks.h"
#include "tpch/io/unfinished_file.h"
#include "tpch/io/uring.h"
#include "tpch/output_options.h"
#include "tpch/status.h"

namespace tpch {

/// The name of the file, never committed, that tests direct writes.
inline constexpr const char* kDirectProbeName = "direct_io_probe";

/// System calls that may be refused; tests replace them.
struct LocalFileSystem {
  std::function<Result<std::unique_ptr<Ring>>(unsigned num_operations)> open_ring = OpenUring;
  std::function<int(int descriptor)> bypass_page_cache = BypassPageCache;
  std::function<int(int descriptor)> write_block = WriteBlock;
};

/// Files of one directory, written through a shared ring, by pwrite, or some by each.
class LocalFileOutput : public FileOutput {
 public:
  /// Returns the memory in addition to the chunks to write about `estimated_bytes` in all files.
  static int64_t StagingBytes(const FileOutputOptions& options, int64_t estimated_bytes);

  /// Chooses for the `files` of a run. Buffers go back to `pool` (not owned). Fails if the user
  /// forced an option that the kernel or the file system of `tree` refuses.
  static Result<std::unique_ptr<LocalFileOutput>> Open(const FileOutputOptions& options,
                                                       std::shared_ptr<HeldTree> tree,
                                                       const FileSizeEstimates& files,
                                                       BufferPool* pool,
                                                       LocalFileSystem system = {});

  Result<std::unique_ptr<Sink>> OpenSink(const std::string& path, Existing existing) override;
  std::string Describe() const override;
  std::vector<std::string> notices() const override { return notices_; }
  int64_t peak_staging_bytes() const override;

 private:
  LocalFileOutput(const FileOutputOptions& options, std::shared_ptr<HeldTree> tree,
                  BufferPool* pool, LocalFileSystem system)
      : options_(options), tree_(std::move(tree)), pool_(pool), system_(std::move(system)) {}

  Result<std::unique_ptr<UnfinishedFile>> Create(const std::string& path, Existing existing);

  Status OpenRing();
  Status ChoosePageCache();
  void ChooseCachedFiles(const FileSizeEstimates& files);

  FileOutputOptions options_;
  std::shared_ptr<HeldTree> tree_;
  BufferPool* pool_;
  LocalFileSystem system_;
  PageCache page_cache_ = PageCache::kUse;
  std::set<std::string> cached_paths_;  // files written by pwrite while others use the ring
  std::vector<std::string> notices_;
  std::shared_ptr<StagedRing> ring_;  // null: pwrite
};

}  // namespace tpch
