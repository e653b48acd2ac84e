// Counts the rows of an eighth of lineitem, generated as record batches: the shortest program that
// uses the library. docs/arrow.md shows it.

#include <arrow/api.h>

#include <cstdio>

#include "tpch/stream.h"

arrow::Result<int64_t> CountRows() {
  const tpch::TableRows rows{.table = tpch::Table::kLineitem,
                             .scale_factor = tpch::ScaleFactor::FromInteger(1),
                             .part = 1,
                             .num_parts = 8};
  tpch::StreamOptions options;
  options.style = {.dictionary_arrays = true, .string_view_comments = true};
  const tpch::Session session;
  ARROW_ASSIGN_OR_RAISE(const auto reader, tpch::MakeRecordBatchReader(rows, session, options));
  int64_t num_rows = 0;
  for (const auto& record_batch : *reader) {
    ARROW_RETURN_NOT_OK(record_batch.status());
    num_rows += (*record_batch)->num_rows();
  }
  return num_rows;
}

int main() {
  const auto num_rows = CountRows();
  if (!num_rows.ok()) {
    std::fprintf(stderr, "%s\n", num_rows.status().ToString().c_str());
    return 1;
  }
  std::printf("%lld rows\n", static_cast<long long>(*num_rows));
  return 0;
}
