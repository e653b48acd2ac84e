// Where the files of a run go: a local directory, or a place in an object store that works like
// one.

#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "tpch/base/byte_buffer.h"
#include "tpch/io/directory_lock.h"
#include "tpch/io/file_output.h"
#include "tpch/status.h"

namespace tpch {

/// What lies at a path.
struct OutputEntry {
  enum class Kind : uint8_t { kFile, kDirectory, kOther };

  bool operator==(const OutputEntry&) const = default;

  Kind kind = Kind::kFile;
  int64_t size_bytes = 0;  ///< of a file
  /// Two of a path that are equal are most likely of the same file, unchanged.
  uint64_t inode = 0;
  int64_t modified_ns = 0;
  int64_t changed_ns = 0;
};

/// What lies in a folder, by name.
using OutputEntries = std::map<std::string, OutputEntry>;

/// Takes the pieces of a file one after another; an error ends the reading.
using PieceConsumer = std::function<Status(std::string_view piece)>;

/// All that a run asks of its output directory. Paths are relative to it, with `/` between names.
/// Thread-safe. Errors are IoErrors that name the path.
class OutputDirectory {
 public:
  virtual ~OutputDirectory() = default;

  /// Returns the path as users know it; that of the directory itself for "". Holds no secrets.
  virtual std::string Name(const std::string& path) const = 0;

  /// Returns what lies in `folder` (empty: the directory itself), without what lies below; nothing
  /// where there is no such folder.
  virtual Result<OutputEntries> List(const std::string& folder) = 0;

  /// Returns what lies at `path`, as List does.
  virtual Result<std::optional<OutputEntry>> Examine(const std::string& path) = 0;

  /// Hands a file's bytes to `consume`.
  virtual Status Read(const std::string& path, const PieceConsumer& consume) = 0;

  /// Returns a small file's bytes, or nothing where there is none. Invalid for what is not a
  /// regular file, which is not read, or is too large.
  virtual Result<std::optional<std::string>> ReadText(const std::string& path) = 0;

  /// Writes a small file, in place of one that is there: readers see the old one or the new one.
  virtual Status ReplaceText(const std::string& path, std::string_view text) = 0;

  /// Removes a file, or a link; never what a link leads to, nor a directory. Where there is
  /// nothing, nothing is done.
  virtual Status Remove(const std::string& path) = 0;

  /// Removes a folder if nothing lies in it.
  virtual void RemoveEmptyFolder(const std::string& folder) = 0;

  /// Removes temporary files that ended runs have left of files with these paths.
  virtual void RemoveStaleFiles(const std::set<std::string>& paths) = 0;

  /// Makes the directory where it is missing and was never there before, if it is one that has to
  /// be made.
  virtual Status Make() = 0;

  /// Keeps other runs from changing the manifest and from naming files, waiting while they do. Null
  /// where nothing can.
  virtual Result<std::unique_ptr<DirectoryLock>> Lock(const LockWait& wait) = 0;

  /// Returns the bytes that still have room; nothing where there is no such bound.
  virtual Result<std::optional<int64_t>> FreeBytes() = 0;

  /// Returns the bytes that one file can have; nothing where there is no such bound.
  virtual std::optional<int64_t> max_file_bytes() const = 0;

  /// Returns the memory that writing takes beside the chunks, for about `estimated_bytes` in all
  /// files together.
  virtual int64_t StagingBytes(int64_t estimated_bytes) const = 0;

  /// Readies the writing of a run's `files`. Buffers go back to `pool` (not owned). The output may
  /// not outlive the directory.
  virtual Result<std::unique_ptr<FileOutput>> OpenOutput(const FileSizeEstimates& files,
                                                         BufferPool* pool) = 0;
};

}  // namespace tpch
