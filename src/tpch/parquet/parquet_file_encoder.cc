#include "tpch/parquet/parquet_file_encoder.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "tpch/parquet/bloom_filter.h"
#include "tpch/parquet/file_metadata.h"
#include "tpch/parquet/parquet_unit_encoder.h"

namespace tpch {
namespace {

// Row groups below this size are written at once: copying them costs less than many writes.
constexpr int64_t kMaxCopiedSizeBytes = int64_t{1} << 20;

// Moves a string into a buffer.
ByteBuffer Own(std::string bytes) {
  auto owner = std::make_shared<const std::string>(std::move(bytes));
  const std::string_view view = *owner;
  return ByteBuffer::Adopt(std::move(owner), view);
}

// Joins the buffers from `first` on into one if they are small.
void JoinSmallBuffers(size_t first, std::vector<ByteBuffer>* buffers) {
  const std::span<const ByteBuffer> joined = std::span(*buffers).subspan(first);
  if (TotalSize(joined) > kMaxCopiedSizeBytes) return;
  // Not a buffer with its own memory: the run's pool would keep one for each row group.
  std::string copy;
  copy.reserve(static_cast<size_t>(TotalSize(joined)));
  for (const ByteBuffer& buffer : joined) copy += buffer.view();
  buffers->resize(first);
  buffers->push_back(Own(std::move(copy)));
}

class ParquetFileEncoder : public FileEncoder {
 public:
  ParquetFileEncoder(const ParquetTable& table, const FileContents& contents)
      : table_(table), contents_(contents), metadata_(table) {}

  std::string_view magic() const override { return kParquetMagic; }

  Status Begin(ByteBuffer* out) override {
    out->Append(kParquetMagic);
    return Status::OK();
  }

  Status Append(Chunk chunk, int64_t offset, std::vector<ByteBuffer>* ready) override {
    if (chunk.summary == nullptr) return Status::OK();  // a unit without rows
    units_.push_back(std::move(chunk));
    if (static_cast<int64_t>(units_.size()) == table_.row_group.units_per_row_group) {
      EndRowGroup(offset, ready);
    }
    return Status::OK();
  }

  Status Finish(int64_t offset, std::vector<ByteBuffer>* ready) override {
    if (!units_.empty()) {
      const size_t first = ready->size();
      EndRowGroup(offset, ready);
      offset += TotalSize(std::span(*ready).subspan(first));
    }
    ready->push_back(Own(metadata_.Serialize(offset, MakeKeyValues())));
    return Status::OK();
  }

 private:
  // Appends the row group of the held-back units, and its Bloom filters.
  void EndRowGroup(int64_t offset, std::vector<ByteBuffer>* ready) {
    const size_t first = ready->size();
    std::vector<PlacedColumnChunk> chunks(table_.columns.size());
    for (size_t i = 0; i < chunks.size(); ++i) {
      chunks[i].offset = offset;
      offset += AppendDictionary(table_.columns[i], ready);
      for (Chunk& unit : units_) offset += AppendPages(i, &unit, &chunks[i].summary, ready);
    }
    for (size_t i = 0; i < chunks.size(); ++i) {
      const ColumnLayout& column = table_.columns[i];
      if (column.bloom_filter) offset += AppendBloomFilter(i, offset, &chunks[i], ready);
    }
    JoinSmallBuffers(first, ready);
    metadata_.AddRowGroup(chunks);
    units_.clear();
  }

  static int64_t AppendDictionary(const ColumnLayout& column, std::vector<ByteBuffer>* ready) {
    if (column.dictionary_page == nullptr) return 0;
    const std::string_view bytes = column.dictionary_page->bytes;
    ready->push_back(ByteBuffer::Adopt(column.dictionary_page, bytes));
    return static_cast<int64_t>(bytes.size());
  }

  static ColumnSummary& SummaryOf(Chunk* unit, size_t index) {
    return static_cast<UnitSummary&>(*unit->summary).columns[index];
  }

  // Moves the pages of column `index` of a unit to the buffers and to the column chunk's summary.
  static int64_t AppendPages(size_t index, Chunk* unit, ColumnSummary* chunk,
                             std::vector<ByteBuffer>* ready) {
    ready->push_back(std::move(unit->buffers[index]));
    ColumnSummary& column = SummaryOf(unit, index);
    chunk->size_bytes += column.size_bytes;
    chunk->uncompressed_size_bytes += column.uncompressed_size_bytes;
    std::ranges::move(column.pages, std::back_inserter(chunk->pages));
    return column.size_bytes;
  }

  // Makes the Bloom filter of the row group's column `index` and frees the hashes.
  BloomFilter MakeBloomFilter(size_t index) {
    int64_t num_values = 0;
    for (Chunk& unit : units_) num_values += std::ssize(SummaryOf(&unit, index).bloom_hashes);
    BloomFilter filter(table_.columns[index].MaxValues(num_values));
    for (Chunk& unit : units_) {
      filter.Insert(std::exchange(SummaryOf(&unit, index).bloom_hashes, {}));
    }
    filter.Shrink();  // values repeat
    return filter;
  }

  // Appends the Bloom filter of column `index` at file position `offset`.
  int64_t AppendBloomFilter(size_t index, int64_t offset, PlacedColumnChunk* chunk,
                            std::vector<ByteBuffer>* ready) {
    ready->push_back(Own(MakeBloomFilter(index).Serialize()));
    chunk->bloom_filter_offset = offset;
    chunk->bloom_filter_size_bytes = static_cast<int64_t>(ready->back().size());
    return chunk->bloom_filter_size_bytes;
  }

  std::vector<KeyValue> MakeKeyValues() const {
    return {{"tpch:version", TPCH_VERSION},
            {"tpch:scale_factor", contents_.scale_factor.ToString()},
            {"tpch:table", std::string(Describe(contents_.table).name)},
            {"tpch:part", std::to_string(contents_.part)},
            {"tpch:num_parts", std::to_string(contents_.num_parts)}};
  }

  const ParquetTable& table_;
  const FileContents contents_;
  FileMetadata metadata_;
  std::vector<Chunk> units_;  // of the incomplete row group
};

}  // namespace

std::unique_ptr<FileEncoder> MakeParquetFileEncoder(const ParquetTable& table,
                                                    const FileContents& contents) {
  return std::make_unique<ParquetFileEncoder>(table, contents);
}

}  // namespace tpch
