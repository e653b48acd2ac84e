#include "tpch/arrow_read/parquet/index_reader.h"

#include <arrow/buffer.h>
#include <arrow/result.h>
#include <fmt/format.h>

#include <utility>

#include "tpch/arrow_read/parquet/thrift_reader.h"

namespace tpch::footer {
namespace {

void ReadNumbers(ThriftReader* thrift, std::vector<int64_t>* out) {
  thrift->List([&](size_t) { out->push_back(thrift->I64()); });
}

// Each function returns whether all required fields are present.

bool ReadPageLocation(ThriftReader* thrift, PageLocation* out) {
  int num_required = 0;
  thrift->Struct([&](int id) {
    if (id == 1) out->offset = thrift->I64();
    if (id == 2) out->compressed_page_size = thrift->I32();
    if (id == 3) out->first_row_index = thrift->I64();
    num_required += id >= 1 && id <= 3 ? 1 : 0;
  });
  return num_required == 3;
}

bool ReadIndex(ThriftReader* thrift, OffsetIndex* out) {
  bool has_pages = false;
  bool are_whole = true;
  thrift->Struct([&](int id) {
    if (id == 1) {
      has_pages = true;
      thrift->List(
          [&](size_t) { are_whole &= ReadPageLocation(thrift, &out->pages.emplace_back()); });
    }
    if (id == 2) ReadNumbers(thrift, &out->text_bytes.emplace());
  });
  return has_pages && are_whole;
}

bool ReadIndex(ThriftReader* thrift, ColumnIndex* out) {
  int num_required = 0;
  thrift->Struct([&](int id) {
    num_required += id >= 1 && id <= 4 ? 1 : 0;
    if (id == 1) thrift->List([&](size_t) { out->null_pages.push_back(thrift->Bool()); });
    if (id == 2) thrift->List([&](size_t) { out->min_values.push_back(thrift->Binary()); });
    if (id == 3) thrift->List([&](size_t) { out->max_values.push_back(thrift->Binary()); });
    if (id == 4) out->boundary_order = thrift->I32();
    if (id == 5) ReadNumbers(thrift, &out->null_counts.emplace());
    if (id == 6) ReadNumbers(thrift, &out->repetition_levels);
    if (id == 7) ReadNumbers(thrift, &out->definition_levels);
    if (id == 8) ReadNumbers(thrift, &out->nan_counts.emplace());
  });
  return num_required == 4;
}

// Reads one index; nullopt if the chunk has none.
template <typename Index>
Status ReadOne(std::string_view name, arrow::io::RandomAccessFile* file, const File& footer,
               std::optional<int64_t> offset, std::optional<int32_t> length, std::string* bytes,
               std::optional<Index>* out) {
  if (!offset && !length) return Status::OK();
  if (!offset || !length) {
    return Status::IoError(fmt::format("its {} has no {}", name, offset ? "length" : "offset"));
  }
  if (*offset < 0 || *length <= 0 || *offset > footer.begin - *length) {
    return Status::IoError(fmt::format("its {} cannot be {} bytes at {}", name, *length, *offset));
  }
  const auto read = file->ReadAt(*offset, *length);
  if (!read.ok()) return Status::IoError(read.status().message());
  *bytes = (*read)->ToString();
  ThriftReader thrift(*bytes);
  const bool is_whole = ReadIndex(&thrift, &out->emplace());
  if (thrift.ok() && is_whole) return Status::OK();
  return Status::IoError(fmt::format("its {} at byte {} {}", name, *offset,
                                     thrift.ok() ? "lacks a field" : thrift.error()));
}

}  // namespace

Result<PageIndex> ReadPageIndex(arrow::io::RandomAccessFile* file, const File& footer,
                                const ColumnChunk& chunk) {
  PageIndex index;
  TPCH_RETURN_NOT_OK(ReadOne("offset index", file, footer, chunk.offset_index_offset,
                             chunk.offset_index_length, &index.offset_index_bytes,
                             &index.offset_index));
  TPCH_RETURN_NOT_OK(ReadOne("column index", file, footer, chunk.column_index_offset,
                             chunk.column_index_length, &index.column_index_bytes,
                             &index.column_index));
  return index;
}

}  // namespace tpch::footer
