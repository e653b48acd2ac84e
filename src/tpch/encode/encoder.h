// The interface of all formats: any thread encodes the batches of a unit into a chunk; chunks
// become a file in order.

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "tpch/base/byte_buffer.h"
#include "tpch/columns/column_batch.h"
#include "tpch/encode/data_option.h"
#include "tpch/status.h"

namespace tpch {

/// Data about a chunk that the format needs at the end of the file; each format has its own.
class ChunkSummary {
 public:
  virtual ~ChunkSummary() = default;
};

/// The encoded bytes of one unit of one table.
struct Chunk {
  std::vector<ByteBuffer> buffers;  ///< in file order
  int64_t num_rows = 0;
  std::unique_ptr<ChunkSummary> summary;  ///< null if the format needs none
};

/// Encodes the units of one table, one after another. Not thread-safe; every thread has its own.
class UnitEncoder {
 public:
  virtual ~UnitEncoder() = default;

  /// Encodes the next rows of the unit.
  virtual Status Add(const ColumnBatch& batch) = 0;

  /// Ends the unit and returns its chunk; the encoder is ready for the next unit.
  virtual Result<Chunk> Finish() = 0;
};

/// Assembles the chunks of one file. Calls may come from any thread, but only after the previous
/// call has returned.
class FileEncoder {
 public:
  virtual ~FileEncoder() = default;

  /// Returns the bytes with which every file of the format both begins and ends; empty if the
  /// format has none.
  virtual std::string_view magic() const = 0;

  /// Appends the bytes before the first chunk (CSV header, Parquet magic).
  virtual Status Begin(ByteBuffer* out) = 0;

  /// Takes the next chunk and appends the buffers that can be written now to `ready`, in order; the
  /// first will be at `offset` in the file. Cheap, because this is the only serial step.
  virtual Status Append(Chunk chunk, int64_t offset, std::vector<ByteBuffer>* ready) = 0;

  /// Appends the held-back buffers and the bytes after the last chunk (Parquet footer) to `ready`;
  /// the first will be at `offset`.
  virtual Status Finish(int64_t offset, std::vector<ByteBuffer>* ready) = 0;
};

/// The contents of an output file.
struct FileContents {
  ScaleFactor scale_factor;
  Table table;
  int64_t part;       ///< from 1
  int64_t num_parts;  ///< 1 if the file contains the whole table
};

/// The base rows of a file's table.
struct FileBaseRows {
  Table table;
  int64_t num_base_rows;
};

/// Estimated upper bound of the memory that a format uses.
struct FormatMemory {
  int64_t library_bytes = 0;    ///< once: libraries that the format loads
  int64_t thread_bytes = 0;     ///< in each thread: working memory of codecs
  int64_t unit_bytes = 0;       ///< to encode one unit, including its chunk
  int64_t held_back_bytes = 0;  ///< in the FileEncoder of one file
};

/// A file format with its options. Immutable and thread-safe.
class Format {
 public:
  virtual ~Format() = default;

  /// Returns the name of the format, as in kFileFormats.
  virtual std::string_view name() const = 0;

  /// Returns the extension of file names, without the first dot: `csv`, `csv.gz`.
  virtual std::string_view extension() const = 0;

  /// Returns the options of the format as manifests store them.
  virtual DataOptions DescribeOptions() const = 0;

  /// Returns the number of base rows in a unit of `table`, the same as for its unit_table. The same
  /// in every run with the same options, because bytes may depend on it.
  virtual int64_t UnitBaseRows(Table table) const = 0;

  /// Returns Invalid, with a remedy, if the format cannot hold such files. `files` contains the
  /// largest file of each table.
  virtual Status CheckFiles(std::span<const FileBaseRows> files) const = 0;

  /// Returns the recommended number of base rows of a batch. Bytes do not depend on it.
  virtual int64_t BatchBaseRows() const = 0;

  /// Returns the estimated size in a file of `num_rows` rows of `table`.
  virtual int64_t EstimateSizeBytes(Table table, int64_t num_rows) const = 0;

  /// Returns the memory to encode a file of `file_rows` rows of `table` in units of `unit_rows`.
  virtual FormatMemory EstimateMemory(Table table, int64_t unit_rows, int64_t file_rows) const = 0;

  /// Makes an encoder whose buffers come from `pool` (not owned, outlives the encoder).
  virtual std::unique_ptr<UnitEncoder> MakeUnitEncoder(Table table, BufferPool* pool) const = 0;

  virtual std::unique_ptr<FileEncoder> MakeFileEncoder(const FileContents& contents) const = 0;
};

}  // namespace tpch
