// The one interface by which files of any format are read for verification: whose rows, cut into
// runs that threads read independently.

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

/// Rows of a batch, at most, unless a reader is told otherwise: the columns stay in the L2 cache.
inline constexpr int64_t kObservedBatchRows = 2048;

/// What a file says of a column: its name and its type in words.
struct FileColumn {
  std::string name;
  std::string type;  ///< such as `int64`, `decimal(15,2)` or `double`; empty in text formats
  bool is_nullable = false;
};

/// Reads the rows of one run. Not thread-safe.
class RunReader {
 public:
  virtual ~RunReader() = default;

  /// Fills `batch` with the next rows; with none at the end. Their places have file 0. IoError for
  /// what cannot be read or decoded.
  virtual Status Next(ObservedBatch* batch) = 0;
};

/// Which columns of the table a file has.
struct ColumnMatch {
  static constexpr int kMissing = -1;

  std::vector<int> file_columns;   ///< for each column of the table its index in the file
  std::vector<std::string> extra;  ///< names of the file's columns that the table does not have
};

/// One file of one table. Immutable and thread-safe; holds no open file.
class TableFile {
 public:
  virtual ~TableFile() = default;

  /// Returns the file's columns in its order. Empty for a text file without rows.
  virtual const std::vector<FileColumn>& columns() const = 0;

  /// Returns how many rows there are, as the file says; nothing where only reading it can tell.
  virtual std::optional<int64_t> num_rows() const = 0;

  /// Returns how many runs the file is cut into, for threads that read them independently.
  virtual int64_t num_runs() const = 0;

  /// Opens a run. Columns that `match` lacks have no values. `columns`: which of the table's are
  /// read; empty: all.
  virtual Result<std::unique_ptr<RunReader>> OpenRun(int64_t run, Table table,
                                                     const ColumnMatch& match,
                                                     const std::vector<size_t>& columns) const = 0;

  /// Returns the number of the row at a place's position, from 1; lines of text files count from
  /// the first line of the file, which may be a header.
  virtual Result<int64_t> RowNumber(int64_t position) const = 0;

  /// Returns what is unusual about the file and changes no row, a line each.
  virtual std::vector<std::string> remarks() const { return {}; }

  /// Returns what the file says of itself that cannot be true, whatever its values: a line each.
  virtual std::vector<std::string> Contradictions() const { return {}; }

  /// Returns what the file claims of a run. IoError for claims that cannot be read.
  virtual Result<RunClaims> ReadClaims(int64_t /*run*/, Table /*table*/,
                                       const ColumnMatch& /*match*/) const {
    return RunClaims();
  }
};

}  // namespace tpch
