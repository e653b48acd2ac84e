#include "tpch/parquet/parquet_file_encoder.h"

#include <arrow/io/memory.h>
#include <fmt/format.h>
#include <parquet/exception.h>
#include <parquet/file_writer.h>
#include <parquet/metadata.h>

#include <map>
#include <utility>

#include "tpch/parquet/row_group_encoder.h"

namespace tpch {
namespace {

constexpr std::string_view kMagic = "PAR1";

using EncodingCounts = std::map<parquet::Encoding::type, int32_t>;

/// Returns how many pages of a kind have which encoding.
EncodingCounts CountEncodings(const parquet::ColumnChunkMetaData& column, bool dictionary_pages) {
  EncodingCounts counts;
  for (const parquet::PageEncodingStats& stats : column.encoding_stats()) {
    if ((stats.page_type == parquet::PageType::DICTIONARY_PAGE) == dictionary_pages) {
      counts[stats.encoding] += stats.count;
    }
  }
  return counts;
}

/// Copies the metadata of a column chunk that lies `shift` bytes farther back in the real file.
void CopyColumnChunk(const parquet::ColumnChunkMetaData& column, int64_t shift,
                     parquet::ColumnChunkMetaDataBuilder* builder) {
  if (const auto statistics = column.encoded_statistics()) builder->SetStatistics(*statistics);
  if (const auto sizes = column.size_statistics()) builder->SetSizeStatistics(*sizes);
  const bool has_dictionary = column.has_dictionary_page();
  builder->Finish(column.num_values(), has_dictionary ? column.dictionary_page_offset() + shift : 0,
                  /*index_page_offset=*/-1, column.data_page_offset() + shift,
                  column.total_compressed_size(), column.total_uncompressed_size(), has_dictionary,
                  /*dictionary_fallback=*/false, CountEncodings(column, true),
                  CountEncodings(column, false));
}

/// Runs a call into parquet-cpp, which throws.
template <typename Call>
Status CatchExceptions(const Call& call) {
  try {
    call();
    return Status::OK();
  } catch (const parquet::ParquetException& exception) {
    return Status::IoError(fmt::format("cannot write Parquet metadata: {}", exception.what()));
  }
}

class ParquetFileEncoder : public FileEncoder {
 public:
  explicit ParquetFileEncoder(const ParquetTable& table)
      : table_(table),
        metadata_(parquet::FileMetaDataBuilder::Make(table.schema.get(), table.properties)) {}

  Status Begin(ByteBuffer* out) override {
    out->Append(kMagic);
    return Status::OK();
  }

  Status Append(Chunk chunk, int64_t offset, std::vector<ByteBuffer>* ready) override {
    if (chunk.summary == nullptr) return Status::OK();  // a unit without rows
    const auto& summary = static_cast<const RowGroupSummary&>(*chunk.summary);
    TPCH_RETURN_NOT_OK(
        CatchExceptions([&] { AppendRowGroup(*summary.row_group(), offset - kRowGroupOffset); }));
    for (ByteBuffer& buffer : chunk.buffers) ready->push_back(std::move(buffer));
    return Status::OK();
  }

  Status Finish(int64_t /*offset*/, std::vector<ByteBuffer>* ready) override {
    return CatchExceptions([&] {
      PARQUET_ASSIGN_OR_THROW(const auto stream, arrow::io::BufferOutputStream::Create());
      parquet::WriteFileMetaData(*metadata_->Finish(table_.key_values), stream.get());
      PARQUET_ASSIGN_OR_THROW(const auto footer, stream->Finish());
      ready->push_back(ByteBuffer::Adopt(footer, std::string_view(*footer)));
    });
  }

 private:
  void AppendRowGroup(const parquet::RowGroupMetaData& row_group, int64_t shift) {
    parquet::RowGroupMetaDataBuilder* builder = metadata_->AppendRowGroup();
    builder->set_num_rows(row_group.num_rows());
    for (int i = 0; i < row_group.num_columns(); ++i) {
      CopyColumnChunk(*row_group.ColumnChunk(i), shift, builder->NextColumnChunk());
    }
    builder->Finish(row_group.total_byte_size(), num_row_groups_++);
  }

  const ParquetTable& table_;
  std::unique_ptr<parquet::FileMetaDataBuilder> metadata_;
  int16_t num_row_groups_ = 0;
};

}  // namespace

std::unique_ptr<FileEncoder> MakeParquetFileEncoder(const ParquetTable& parquet_table) {
  return std::make_unique<ParquetFileEncoder>(parquet_table);
}

}  // namespace tpch
