// A file in memory, as a run would write it, made by one thread.

#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/unit/status_matchers.h"
#include "tests/unit/table_text.h"
#include "tpch/encode/encoder.h"

namespace tpch {

inline void AppendBuffers(const std::vector<ByteBuffer>& buffers, std::string* file) {
  for (const ByteBuffer& buffer : buffers) file->append(buffer.view());
}

/// The file to make.
struct EncodedFileRequest {
  ScaleFactor scale_factor;
  Table table;
  int64_t num_base_rows;    ///< from the table's first
  int64_t unit_base_rows;   ///< base rows of a unit
  int64_t batch_base_rows;  ///< base rows of a batch
};

/// Returns the bytes of the file.
inline std::string EncodeFile(const Format& format, const EncodedFileRequest& request) {
  BufferPool pool;
  const auto unit_encoder = format.MakeUnitEncoder(request.table, &pool);
  const auto file_encoder =
      format.MakeFileEncoder({request.scale_factor, request.table, /*part=*/1, /*num_parts=*/1});
  const auto generator =
      MakeTableGenerator(std::vector{request.table}, {request.scale_factor, SharedTextPool()});
  std::vector<ColumnBatch> batches = generator->MakeBatches(request.batch_base_rows);

  ByteBuffer begin;
  EXPECT_THAT(file_encoder->Begin(&begin), IsOk());
  std::string file(begin.view());
  for (RowRange unit; unit.begin < request.num_base_rows; unit.begin = unit.end) {
    unit.end = std::min(request.num_base_rows, unit.begin + request.unit_base_rows);
    generator->Start({unit, 0, 0});
    for (int64_t rest = unit.size(); rest > 0; rest -= std::min(rest, request.batch_base_rows)) {
      generator->Fill(std::min(rest, request.batch_base_rows), batches);
      EXPECT_THAT(unit_encoder->Add(batches.front()), IsOk());
    }
    std::vector<ByteBuffer> ready;
    EXPECT_THAT(file_encoder->Append(ValueOf(unit_encoder->Finish()),
                                     static_cast<int64_t>(file.size()), &ready),
                IsOk());
    AppendBuffers(ready, &file);
  }
  std::vector<ByteBuffer> end;
  EXPECT_THAT(file_encoder->Finish(static_cast<int64_t>(file.size()), &end), IsOk());
  AppendBuffers(end, &file);
  EXPECT_TRUE(file.starts_with(file_encoder->magic()) && file.ends_with(file_encoder->magic()));
  return file;
}

}  // namespace tpch
