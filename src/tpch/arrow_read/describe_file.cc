#include "tpch/arrow_read/describe_file.h"

#include <arrow/io/file.h>
#include <arrow/util/compression.h>
#include <fmt/format.h>
#include <parquet/exception.h>
#include <parquet/file_reader.h>
#include <parquet/metadata.h>
#include <parquet/schema.h>

#include <string>
#include <utility>

#include "tpch/arrow/arrow_status.h"

namespace tpch {
namespace {

// Adds a word to a space-separated list, unless it is already there.
void AddWord(const std::string& word, std::string* words) {
  if ((" " + *words + " ").find(" " + word + " ") != std::string::npos) return;
  if (!words->empty()) *words += ' ';
  *words += word;
}

std::string DescribeType(const parquet::ColumnDescriptor& column) {
  std::string type = parquet::TypeToString(column.physical_type(), column.type_length());
  const auto& logical = column.logical_type();
  if (logical != nullptr && !logical->is_none()) type = logical->ToString() + " as " + type;
  return type;
}

// Throws if a chunk cannot have this size, or a file this sum.
void AddSize(int64_t size_bytes, int64_t* sum_bytes) {
  if (size_bytes < 0) {
    throw parquet::ParquetException(fmt::format("a column chunk cannot have {} bytes", size_bytes));
  }
  if (__builtin_add_overflow(*sum_bytes, size_bytes, sum_bytes)) {
    throw parquet::ParquetException("its column chunks add up to more bytes than a file can have");
  }
}

void AddChunk(const parquet::ColumnChunkMetaData& chunk, ColumnChunksDescription* column) {
  for (const parquet::Encoding::type encoding : chunk.encodings()) {
    // RLE is the encoding of levels; no values of our tables use it.
    if (encoding == parquet::Encoding::RLE) continue;
    AddWord(parquet::EncodingToString(encoding), &column->encodings);
  }
  AddWord(arrow::util::Codec::GetCodecAsString(chunk.compression()), &column->codecs);
  AddSize(chunk.total_compressed_size(), &column->size_bytes);
  AddSize(chunk.total_uncompressed_size(), &column->uncompressed_size_bytes);
}

// Throws parquet::ParquetException.
FileDescription Describe(const parquet::FileMetaData& metadata, int64_t size_bytes) {
  FileDescription file{
      metadata.created_by(), metadata.num_rows(), size_bytes, metadata.size(), {}, {}};
  for (int i = 0; i < metadata.num_columns(); ++i) {
    const parquet::ColumnDescriptor& column = *metadata.schema()->Column(i);
    file.columns.push_back({column.path()->ToDotString(), DescribeType(column), {}, {}});
  }
  for (int group = 0; group < metadata.num_row_groups(); ++group) {
    const auto row_group = metadata.RowGroup(group);
    RowGroupDescription& described = file.row_groups.emplace_back();
    described = {row_group->num_rows(), 0, 0};
    for (int i = 0; i < metadata.num_columns(); ++i) {
      const auto chunk = row_group->ColumnChunk(i);
      AddChunk(*chunk, &file.columns[static_cast<size_t>(i)]);
      AddSize(chunk->total_compressed_size(), &described.size_bytes);
      AddSize(chunk->total_uncompressed_size(), &described.uncompressed_size_bytes);
    }
  }
  return file;
}

}  // namespace

Result<FileDescription> DescribeParquetFile(const std::filesystem::path& path) {
  FileDescription description;
  const auto read = [&]() -> arrow::Status {
    BEGIN_PARQUET_CATCH_EXCEPTIONS
    ARROW_ASSIGN_OR_RAISE(auto file, arrow::io::ReadableFile::Open(path.string()));
    ARROW_ASSIGN_OR_RAISE(const int64_t size_bytes, file->GetSize());
    description =
        Describe(*parquet::ParquetFileReader::Open(std::move(file))->metadata(), size_bytes);
    return arrow::Status::OK();
    END_PARQUET_CATCH_EXCEPTIONS
  };
  if (const arrow::Status status = read(); !status.ok()) {
    return FromArrow(fmt::format("cannot read '{}' as a Parquet file", path.string()), status);
  }
  return description;
}

}  // namespace tpch
