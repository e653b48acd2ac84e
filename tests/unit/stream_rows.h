// The rows of streams, as the values of their columns.

#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tpch/stream/array_type.h"
#include "tpch/stream/table_stream.h"

namespace tpch {

inline TableRows Small(Table table) {
  return {.table = table, .scale_factor = *ScaleFactor::Parse("0.01")};
}

inline ArrowArrayStream Open(const TableRows& rows, const StreamOptions& options) {
  static const Session kSession;
  return *OpenTableStream(rows, kSession, options);
}

/// Returns the next record batch, which the caller releases.
inline ArrowArray Next(ArrowArrayStream* stream) {
  ArrowArray record_batch;
  EXPECT_EQ(stream->get_next(stream, &record_batch), 0);
  return record_batch;
}

inline std::string Text(const ArrowArray& column, int64_t row) {
  const auto* const offsets = static_cast<const int32_t*>(column.buffers[1]);
  const auto* const text = static_cast<const char*>(column.buffers[2]);
  return {text + offsets[row], text + offsets[row + 1]};
}

inline int64_t Integer(const ArrowArray& column, int64_t row) {
  return static_cast<const int64_t*>(column.buffers[1])[row];
}

/// Returns the bytes of a value of an array of a plain type.
inline std::string Value(const ArrowArray& column, LogicalType type, int64_t row) {
  if (type == LogicalType::kString) return Text(column, row);
  const size_t size_bytes = type == LogicalType::kDecimal ? 16
                            : type == LogicalType::kInt64 ? 8
                                                          : 4;
  return {static_cast<const char*>(column.buffers[1]) + static_cast<size_t>(row) * size_bytes,
          size_bytes};
}

/// The values of some columns, row after row, and the numbers of rows of the record batches.
struct Rows {
  std::vector<std::string> values;
  std::vector<int64_t> batches;

  bool operator==(const Rows&) const = default;
};

inline Rows Read(const TableRows& table_rows, const StreamOptions& options) {
  ArrowArrayStream stream = Open(table_rows, options);
  const std::vector<size_t> columns = options.columns.value_or(AllColumns(table_rows.table));
  Rows rows;
  for (ArrowArray batch = Next(&stream); batch.release != nullptr; batch = Next(&stream)) {
    EXPECT_EQ(batch.n_children, static_cast<int64_t>(columns.size()));
    rows.batches.push_back(batch.length);
    for (int64_t row = 0; row < batch.length; ++row) {
      for (size_t i = 0; i < columns.size(); ++i) {
        const LogicalType type = Describe(table_rows.table).columns[columns[i]].type;
        rows.values.push_back(Value(*batch.children[i], type, row));
      }
    }
    batch.release(&batch);
  }
  EXPECT_EQ(stream.get_last_error(&stream), nullptr);
  stream.release(&stream);
  return rows;
}

/// Returns the values of some of the columns that `all` has the values of.
inline std::vector<std::string> Select(const std::vector<std::string>& all, size_t num_columns,
                                       const std::vector<size_t>& columns) {
  std::vector<std::string> values;
  for (size_t row = 0; row < all.size(); row += num_columns) {
    for (const size_t column : columns) values.push_back(all[row + column]);
  }
  return values;
}

}  // namespace tpch
