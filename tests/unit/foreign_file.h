// Reads a file with arbitrary bytes like `tpch verify`, for fuzz targets.

#pragma once

#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "tests/fuzz/fuzz_input.h"
#include "tpch/base/file_descriptor.h"
#include "tpch/read/column_names.h"
#include "tpch/read/table_file.h"

namespace tpch {

/// A file in memory that has a path.
class ForeignFile {
 public:
  ForeignFile(const uint8_t* data, size_t size_bytes) : file_(::memfd_create("fuzz", MFD_CLOEXEC)) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size_bytes);
    Require(WriteFully(file_.value(), bytes) == 0, "it is written");
  }

  std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(file_.value()); }

 private:
  const FileDescriptor file_;
};

/// Accesses all values of a batch.
inline void CheckBatch(const ObservedBatch& batch) {
  const auto columns = Describe(batch.table).columns;
  for (size_t i = 0; i < columns.size(); ++i) {
    const ObservedColumn& column = batch.columns[i];
    if (!column.is_present) continue;
    const size_t num_values =
        IsText(columns[i].storage) ? column.texts.size() : column.numbers.size();
    Require(num_values == static_cast<size_t>(batch.num_rows()), "each row has its value");
    for (int64_t row = 0; row < batch.num_rows(); ++row) {
      Require(ValueToText(column, columns[i].storage, row).size() < (size_t{1} << 20),
              "values are small");
    }
  }
}

/// Reads rows and claims of all runs, or up to the first error.
inline void ReadAll(const TableFile& file) {
  constexpr int64_t kMaxRows = 100'000;  // more rows test nothing new
  const Table table = GuessTable(file.columns()).value_or(Table::kOrders);
  const ColumnMatch match = MatchColumns(table, file.columns());
  int64_t num_rows = 0;
  for (int64_t run = 0; run < file.num_runs() && num_rows < kMaxRows; ++run) {
    (void)file.ReadClaims(run, table, match);
    const auto reader = file.OpenRun(run, table, match, {});
    if (!reader.ok()) return;
    ObservedBatch batch(table);
    do {
      if (!(*reader)->Next(&batch).ok()) return;
      CheckBatch(batch);
      num_rows += batch.num_rows();
    } while (batch.num_rows() > 0 && num_rows < kMaxRows);
  }
}

}  // namespace tpch
