// Arrow arrays of any usual type as observed columns.

#pragma once

#include <arrow/array.h>
#include <arrow/type.h>

#include <memory>
#include <string>

#include "tpch/read/observed_batch.h"
#include "tpch/read/table_file.h"
#include "tpch/status.h"

namespace tpch {

/// Describes a field in the words of FileColumn.
FileColumn DescribeField(const arrow::Field& field);

/// Reads one column of the table from arrays. Not thread-safe.
class ArrowColumnReader {
 public:
  explicit ArrowColumnReader(Storage storage) : storage_(storage) {}

  /// Appends values [begin, end) of the array to `out`. Texts stay in the array, which the caller
  /// keeps. Values that the column cannot hold become odd values. IoError for codes that are not
  /// those of a dictionary's values; all else of the array must be valid.
  Status Append(const std::shared_ptr<arrow::Array>& array, int64_t begin, int64_t end,
                ObservedColumn* out);

 private:
  /// Appends values of any type; those of a dictionary are odd.
  void AppendPlain(const arrow::Array& array, int64_t begin, int64_t end, ObservedColumn* out);
  void SetDictionary(const std::shared_ptr<arrow::Array>& dictionary);
  /// REQUIRES: the codes are those of values_.
  void AppendCodes(const arrow::DictionaryArray& typed, int64_t begin, int64_t end,
                   ObservedColumn* out);

  const Storage storage_;
  std::shared_ptr<arrow::Array> dictionary_;  // that values_ are of
  ObservedColumn values_;
};

}  // namespace tpch
