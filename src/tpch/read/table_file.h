// The interface for reading files of any format for verification. A file consists of runs, which
// threads read independently.

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tpch/read/observed_batch.h"
#include "tpch/read/value_claims.h"
#include "tpch/status.h"

namespace tpch {

/// Default for the largest number of rows of a batch, so that its columns stay in the L2 cache.
inline constexpr int64_t kObservedBatchRows = 2048;

/// A column of a file: its name and a description of its type.
struct FileColumn {
  std::string name;
  std::string type;  ///< for example `int64`, `decimal(15,2)` or `double`; empty in text formats
  bool is_nullable = false;
};

/// Reads the rows of one run. Not thread-safe.
class RunReader {
 public:
  virtual ~RunReader() = default;

  /// Fills `batch` with the next rows, or with none at the end. Their places have file 0. Returns
  /// IoError if the rows cannot be read or decoded.
  virtual Status Next(ObservedBatch* batch) = 0;
};

/// Maps the columns of the table to those of a file.
struct ColumnMatch {
  static constexpr int kMissing = -1;

  std::vector<int> file_columns;   ///< index in the file for each column of the table
  std::vector<std::string> extra;  ///< names of file columns that the table does not have
};

/// One file of one table. Immutable and thread-safe; keeps no file open.
class TableFile {
 public:
  virtual ~TableFile() = default;

  /// Returns the file's columns in file order. Empty for a text file without rows.
  virtual const std::vector<FileColumn>& columns() const = 0;

  /// Returns the number of rows that the file reports; nullopt if it must be read to find out.
  virtual std::optional<int64_t> num_rows() const = 0;

  /// Returns the approximate size of a text file before compression; 0 in other formats.
  virtual int64_t EstimateTextBytes() const { return 0; }

  /// Returns the number of runs, which threads can read independently.
  virtual int64_t num_runs() const = 0;

  /// Opens a run. Columns missing from `match` have no values. `columns` lists the table's columns
  /// to read; empty means all.
  virtual Result<std::unique_ptr<RunReader>> OpenRun(int64_t run, Table table,
                                                     const ColumnMatch& match,
                                                     const std::vector<size_t>& columns) const = 0;

  /// Returns the row number, from 1, of a place's position. Lines of text files count from the
  /// first line of the file, which may be a header.
  virtual Result<int64_t> RowNumber(int64_t position) const = 0;

  /// Returns unusual properties of the file that change no row, one line each.
  virtual std::vector<std::string> remarks() const { return {}; }

  /// Returns statements in the file that are false regardless of its values, one line each.
  virtual std::vector<std::string> Contradictions() const { return {}; }

  /// Returns the claims of the file about a run. Returns IoError if they cannot be read.
  virtual Result<RunClaims> ReadClaims(int64_t /*run*/, Table /*table*/,
                                       const ColumnMatch& /*match*/) const {
    return RunClaims();
  }
};

}  // namespace tpch
