// How local files are written: chooses between pwrite and io_uring, with or without the page cache,
// and opens a sink for each file accordingly.

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
#include "tpch/io/file_output_options.h"
#include "tpch/io/held_directory.h"
#include "tpch/io/shared_async_io_context.h"
#include "tpch/io/sink.h"
#include "tpch/io/staging_blocks.h"
#include "tpch/io/unfinished_file.h"
#include "tpch/io/uring.h"
#include "tpch/status.h"

namespace tpch {

/// The name of the file, never committed, with which direct writes are tried.
inline constexpr const char* kDirectProbeName = "direct_io_probe";

/// What a system may refuse; tests put their own in place of it.
struct LocalFileSystem {
  std::function<Result<std::unique_ptr<Ring>>(unsigned num_operations)> open_ring = OpenUring;
  std::function<int(int descriptor)> bypass_page_cache = BypassPageCache;
  std::function<int(int descriptor)> write_block = WriteBlock;
};

/// Files of one directory, by a ring that they share, by pwrite, or some by this and some by that.
class LocalFileOutput : public FileOutput {
 public:
  /// Returns the memory that it would take beside the chunks, for about `estimated_bytes` in all
  /// files together.
  static int64_t StagingBytes(const FileOutputOptions& options, int64_t estimated_bytes);

  /// Chooses for the `files` of a run. Buffers go back to `pool` (not owned). Fails where the user
  /// forced what the kernel or the file system of `tree` refuses.
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
  std::set<std::string> cached_paths_;  // of the files that go by pwrite beside the ring
  std::vector<std::string> notices_;
  std::shared_ptr<StagedRing> ring_;  // null: pwrite
};

}  // namespace tpch
