// The destination of a run's files: a local directory, or a location in an object store that works
// like one.

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

/// The file or folder at a path.
struct OutputEntry {
  enum class Kind : uint8_t { kFile, kDirectory, kOther };

  bool operator==(const OutputEntry&) const = default;

  Kind kind = Kind::kFile;
  int64_t size_bytes = 0;  ///< only files
  /// If these are equal for two entries of a path, it is most likely the same, unchanged file.
  uint64_t inode = 0;
  int64_t modified_ns = 0;
  int64_t changed_ns = 0;
};

/// The contents of a folder, by name.
using OutputEntries = std::map<std::string, OutputEntry>;

/// Receives the pieces of a file in sequence; an error ends the reading.
using PieceConsumer = std::function<Status(std::string_view piece)>;

/// Returns Invalid if the file `name` of this size is too large for a text that programs of ours
/// write.
Status CheckTextSize(const std::string& name, int64_t size_bytes);

/// All operations of a run on its output directory. Paths are relative to it, with `/` between
/// names. Thread-safe. Errors are IoErrors that name the path.
class OutputDirectory {
 public:
  virtual ~OutputDirectory() = default;

  /// Returns the path as users know it, or that of the directory itself for "". Contains no
  /// secrets.
  virtual std::string Name(const std::string& path) const = 0;

  /// Lists the entries of `folder` (empty: the directory itself) whose names begin with `prefix`,
  /// without the contents of its subfolders; empty if it does not exist.
  virtual Result<OutputEntries> List(const std::string& folder, std::string_view prefix) = 0;

  /// Returns the entry at `path`, as List does.
  virtual Result<std::optional<OutputEntry>> Examine(const std::string& path) = 0;

  /// Passes a file's bytes to `consume`.
  virtual Status Read(const std::string& path, const PieceConsumer& consume) = 0;

  /// Returns a small file's bytes, all of one version even if others replace it meanwhile, or
  /// nullopt if it does not exist. Returns Invalid, without reading it, if it is not a regular file
  /// or CheckTextSize refuses it.
  virtual Result<std::optional<std::string>> ReadText(const std::string& path) = 0;

  /// Writes or replaces a small file: readers see the old one or the new one.
  virtual Status ReplaceText(const std::string& path, std::string_view text) = 0;

  /// Removes a file or a link, but never a link's target or a directory. Does nothing if there is
  /// no entry.
  virtual Status Remove(const std::string& path) = 0;

  /// Removes a folder if it is empty.
  virtual void RemoveEmptyFolder(const std::string& folder) = 0;

  /// Removes temporary files that earlier runs left for files with these paths.
  virtual void RemoveStaleFiles(const std::set<std::string>& paths) = 0;

  /// Creates the directory if it is missing and has not existed before. Does nothing in object
  /// stores.
  virtual Status Make() = 0;

  /// Prevents other runs from changing the manifest and from naming files; waits while another run
  /// does. Null if there are no locks.
  virtual Result<std::unique_ptr<DirectoryLock>> Lock(const LockWait& wait) = 0;

  /// Returns the number of free bytes; nullopt if there is no limit.
  virtual Result<std::optional<int64_t>> FreeBytes() = 0;

  /// Returns the largest size of a file in bytes; nullopt if there is no limit.
  virtual std::optional<int64_t> max_file_bytes() const = 0;

  /// Returns the memory in addition to the chunks to write about `estimated_bytes` in all files.
  virtual int64_t StagingBytes(int64_t estimated_bytes) const = 0;

  /// Prepares to write a run's `files`. Buffers go back to `pool` (not owned). The directory must
  /// outlive the output.
  virtual Result<std::unique_ptr<FileOutput>> OpenOutput(const FileSizeEstimates& files,
                                                         BufferPool* pool) = 0;
};

}  // namespace tpch
