// The one interface of all formats: batches of a unit become a chunk on any thread, chunks become
// a file in order.

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "tpch/base/byte_buffer.h"
#include "tpch/columns/column_batch.h"
#include "tpch/status.h"

namespace tpch {

/// What a format must remember of a chunk for the end of the file; each format has its own.
class ChunkSummary {
 public:
  virtual ~ChunkSummary() = default;
};

/// The encoded bytes of one unit of one table.
struct Chunk {
  std::vector<ByteBuffer> buffers;  ///< in the order of the file
  int64_t num_rows = 0;
  std::unique_ptr<ChunkSummary> summary;  ///< null where the format needs none
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

/// Puts the chunks of one file together. Every call comes after the one before it has returned, on
/// any thread.
class FileEncoder {
 public:
  virtual ~FileEncoder() = default;

  /// Returns the bytes with which every file of the format both begins and ends; empty where it has
  /// none.
  virtual std::string_view magic() const = 0;

  /// Appends the bytes before the first chunk (CSV header, Parquet magic).
  virtual Status Begin(ByteBuffer* out) = 0;

  /// Takes the next chunk and appends to `ready` the buffers that can be written now, in order; the
  /// first of them will lie at `offset` in the file. Cheap: this is the only serial step.
  virtual Status Append(Chunk chunk, int64_t offset, std::vector<ByteBuffer>* ready) = 0;

  /// Appends to `ready` what was held back and the bytes behind the last chunk (Parquet footer);
  /// the first of them will lie at `offset`.
  virtual Status Finish(int64_t offset, std::vector<ByteBuffer>* ready) = 0;
};

/// What one output file holds.
struct FileContents {
  ScaleFactor scale_factor;
  Table table;
  int64_t part;       ///< from 1
  int64_t num_parts;  ///< 1 for a file that is the whole table
};

/// How much of a table a file holds.
struct FileBaseRows {
  Table table;
  int64_t num_base_rows;
};

/// Memory that a format takes, at most, about.
struct FormatMemory {
  int64_t library_bytes = 0;    ///< once: libraries that the format loads
  int64_t thread_bytes = 0;     ///< in each thread: what codecs work with
  int64_t unit_bytes = 0;       ///< to encode one unit, its chunk included
  int64_t held_back_bytes = 0;  ///< by the FileEncoder of one file
};

/// A file format with its options: what one run encodes to. Immutable, thread-safe.
class Format {
 public:
  virtual ~Format() = default;

  /// Returns the extension of file names, without the dot.
  virtual std::string_view extension() const = 0;

  /// Returns how many base rows of `table` one unit has: as many as of its unit_table. The same for
  /// every run with the same options: bytes may depend on it.
  virtual int64_t UnitBaseRows(Table table) const = 0;

  /// Returns Invalid, with what would work, when the format cannot hold such files. `files`: the
  /// largest one of each table.
  virtual Status CheckFiles(std::span<const FileBaseRows> files) const = 0;

  /// Returns how many base rows a batch should have. Bytes do not depend on it.
  virtual int64_t BatchBaseRows() const = 0;

  /// Returns about how many bytes `num_rows` rows of `table` take in a file.
  virtual int64_t EstimateSizeBytes(Table table, int64_t num_rows) const = 0;

  /// Returns what encoding a file of `file_rows` rows of `table` takes, in units of `unit_rows`.
  virtual FormatMemory EstimateMemory(Table table, int64_t unit_rows, int64_t file_rows) const = 0;

  /// Makes an encoder whose buffers come from `pool` (not owned, outlives the encoder).
  virtual std::unique_ptr<UnitEncoder> MakeUnitEncoder(Table table, BufferPool* pool) const = 0;

  virtual std::unique_ptr<FileEncoder> MakeFileEncoder(const FileContents& contents) const = 0;
};

}  // namespace tpch
