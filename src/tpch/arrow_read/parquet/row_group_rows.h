// Reads the rows of one row group with parquet-cpp, in bounded memory, and locates errors.

#pragma once

#include <arrow/io/interfaces.h>
#include <arrow/record_batch.h>
#include <arrow/result.h>
#include <parquet/arrow/reader.h>
#include <parquet/file_reader.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tpch/arrow/run_memory.h"
#include "tpch/arrow_read/parquet/footer.h"

namespace tpch {

/// A column to read.
struct WantedColumn {
  int leaf;      ///< in the file
  size_t index;  ///< of the table's column
  std::string name;
  bool as_codes = false;  ///< read as dictionary codes if the file stores codes
};

/// One row group. Not thread-safe. Errors name the row group and, if known, the column and page.
/// Does not throw unless stated.
class RowGroupRows {
 public:
  /// `footer` and `metadata` are the file's, read by two different readers; `columns` are in
  /// ascending order of leaf.
  RowGroupRows(std::filesystem::path path, std::shared_ptr<const footer::File> footer,
               std::shared_ptr<parquet::FileMetaData> metadata, int row_group,
               std::vector<WantedColumn> columns);

  /// Returns memory that the allocator would keep for its thread.
  ~RowGroupRows();

  /// Opens the file and checks the page headers of all wanted columns. Reads no values if a page
  /// claims too much.
  arrow::Status Open();

  /// Starts reading rows. REQUIRES: Open() succeeded.
  arrow::Status Start(int64_t batch_rows);

  /// Returns the next rows, with the wanted columns in order; null at the end. REQUIRES: Start().
  arrow::Result<std::shared_ptr<arrow::RecordBatch>> ReadNext();

  /// Returns the open file, for other readers.
  arrow::io::RandomAccessFile* file() { return file_.get(); }

  /// Returns another reader with the same memory limit. Throws parquet::ParquetException.
  std::unique_ptr<parquet::ParquetFileReader> MakeParquetReader();

  /// Returns an error that starts with its place.
  arrow::Status At(const WantedColumn& column, const arrow::Status& error) const;

 private:
  const footer::ColumnMetadata& Chunk(const WantedColumn& column) const;
  arrow::Status CheckPages(const WantedColumn& column);
  arrow::Result<std::unique_ptr<parquet::arrow::FileReader>> MakeReader(int64_t batch_rows);

  // Reads again, column by column, to locate an error.
  arrow::Status Locate(const arrow::Status& error);
  arrow::Status ReadPagesOf(const WantedColumn& column);
  arrow::Status ReadValuesOf(const WantedColumn& column);

  const std::filesystem::path path_;
  const std::shared_ptr<const footer::File> footer_;
  const std::shared_ptr<parquet::FileMetaData> metadata_;
  const int row_group_;
  const std::vector<WantedColumn> columns_;
  std::unique_ptr<RunMemory> memory_;
  int64_t buffer_size_bytes_ = 0;
  std::shared_ptr<arrow::io::RandomAccessFile> file_;
  std::unique_ptr<parquet::arrow::FileReader> reader_;
  std::unique_ptr<arrow::RecordBatchReader> batches_;
};

}  // namespace tpch
