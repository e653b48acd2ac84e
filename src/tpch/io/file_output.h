// How the files of a run are written: chooses between pwrite and io_uring, with or without the page
// cache, and opens a sink for each file accordingly.

#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tpch/base/status.h"
#include "tpch/io/async_file_sink.h"
#include "tpch/io/file_output_options.h"
#include "tpch/io/shared_async_io_context.h"
#include "tpch/io/sink.h"
#include "tpch/io/staging_blocks.h"
#include "tpch/io/uring.h"

namespace tpch {

/// The name of the file, never committed, with which direct writes are tried.
inline constexpr const char* kDirectProbeName = "direct_io_probe";

/// What a system may refuse; tests put their own in place of it.
struct FileOutputSystem {
  std::function<Result<std::unique_ptr<Ring>>(unsigned num_operations)> open_ring = OpenUring;
  std::function<int(int descriptor)> bypass_page_cache = BypassPageCache;
  std::function<int(int descriptor)> write_block = WriteBlock;
};

/// Opens the sinks of a run's files, and owns what they share. Thread-safe; outlives its sinks.
class FileOutput {
 public:
  /// Returns the memory that writing takes beside the chunks, for about `estimated_bytes` in all
  /// files together.
  static int64_t StagingBytes(const FileOutputOptions& options, int64_t estimated_bytes);

  /// Chooses for files of about `estimated_bytes` together. Buffers go back to `pool` (not owned).
  /// Fails where the user forced what the kernel or the file system of `dir` refuses.
  static Result<std::unique_ptr<FileOutput>> Open(const FileOutputOptions& options,
                                                  const std::filesystem::path& dir,
                                                  int64_t estimated_bytes, BufferPool* pool,
                                                  FileOutputSystem system = {});

  /// Opens the file that becomes `path`.
  Result<std::unique_ptr<Sink>> OpenSink(const std::filesystem::path& path, Existing existing);

  /// Returns how files are written, in words of the manual.
  std::string Describe() const;

  /// Returns one line for each thing that could not be had, and what is done instead.
  const std::vector<std::string>& notices() const { return notices_; }

  /// Returns the most memory that was used beside the chunks.
  int64_t peak_staging_bytes() const;

 private:
  FileOutput(const FileOutputOptions& options, BufferPool* pool, FileOutputSystem system)
      : options_(options), pool_(pool), system_(std::move(system)) {}

  Status OpenRing();
  Status ChoosePageCache(const std::filesystem::path& dir);

  FileOutputOptions options_;
  BufferPool* pool_;
  FileOutputSystem system_;
  PageCache page_cache_ = PageCache::kUse;
  std::vector<std::string> notices_;
  // Null: pwrite. The context comes second, so that it ends first and can give blocks back.
  std::unique_ptr<StagingBlocks> blocks_;
  std::unique_ptr<SharedAsyncIOContext> io_;
};

}  // namespace tpch
