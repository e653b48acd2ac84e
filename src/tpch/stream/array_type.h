// How the columns of a stream are represented as Arrow arrays.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "tpch/columns/dictionary.h"
#include "tpch/schema/table.h"
#include "tpch/stream.h"

namespace tpch {

/// The form of a string column.
enum class StringForm : uint8_t {
  kPlain,       ///< utf8
  kDictionary,  ///< dictionary(int8 or int16, utf8)
  kView         ///< utf8_view
};

/// The type of one column of a stream.
struct ArrayType {
  size_t column;  ///< index in the table
  const ColumnDescriptor* descriptor;
  StringForm form;
  const Dictionary* dictionary;  ///< of codes; null for other columns

  /// Returns whether the indices of the dictionary need 16 bits.
  bool has_wide_indices() const { return dictionary->size() > size_t{INT8_MAX} + 1; }
};

/// Returns the types of these columns of a table (indices, in the order of the result).
std::vector<ArrayType> MakeArrayTypes(Table table, const std::vector<size_t>& columns,
                                      const RecordBatchStyle& style);

/// Returns the indices of all columns of a table, in order.
std::vector<size_t> AllColumns(Table table);

}  // namespace tpch
