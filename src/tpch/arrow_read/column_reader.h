// Converts Arrow arrays of any usual type to observed columns.

#pragma once

#include <arrow/array.h>
#include <arrow/type.h>

#include <memory>
#include <string>

#include "tpch/read/observed_batch.h"
#include "tpch/read/table_file.h"
#include "tpch/status.h"

namespace tpch {

/// Describes a field as a FileColumn.
FileColumn DescribeField(const arrow::Field& field);

/// Reads one column of the table from arrays. Not thread-safe.
class ArrowColumnReader {
 public:
  explicit ArrowColumnReader(Storage storage) : storage_(storage) {}

  /// Appends values [begin, end) of the array to `out`. Texts remain in the array, which the caller
  /// keeps alive. Values that the column cannot hold become odd values. Returns IoError for codes
  /// without a dictionary value. REQUIRES: the array is valid otherwise.
  Status Append(const std::shared_ptr<arrow::Array>& array, int64_t begin, int64_t end,
                ObservedColumn* out);

 private:
  // Appends values of any type; dictionary values become odd values.
  void AppendPlain(const arrow::Array& array, int64_t begin, int64_t end, ObservedColumn* out);
  void SetDictionary(const std::shared_ptr<arrow::Array>& dictionary);
  // REQUIRES: all codes have a value in values_.
  void AppendCodes(const arrow::DictionaryArray& typed, int64_t begin, int64_t end,
                   ObservedColumn* out);

  const Storage storage_;
  std::shared_ptr<arrow::Array> dictionary_;  // the dictionary that values_ is from
  ObservedColumn values_;
};

}  // namespace tpch
