#include "tpch/arrow/arrow_format.h"

#include <arrow/ipc/options.h>
#include <arrow/util/compression.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "tpch/arrow/arrow_schema.h"
#include "tpch/arrow/codec_check.h"
#include "tpch/arrow/ipc_file_encoder.h"
#include "tpch/arrow/memory_pool.h"
#include "tpch/arrow/record_batch_encoder.h"
#include "tpch/compress/compression_options.h"

namespace tpch {
namespace {

// Base rows of a batch, whose columns then stay in the L2 cache.
constexpr int64_t kBatchBaseRows = 256;

// Rows of a record batch, which is a unit: enough for readers, and small enough for the cache.
constexpr int64_t kRecordBatchRows = 65'536;

// The codecs that the format accepts.
constexpr NamedCodec kCodecTypes[] = {{"none", arrow::Compression::UNCOMPRESSED},
                                      {"lz4", arrow::Compression::LZ4_FRAME},
                                      {"zstd", arrow::Compression::ZSTD}};

const NamedCodec& CodecOf(const Compression& compression) {
  return *std::ranges::find(kCodecTypes, NameOf(compression.codec, kCodecs), &NamedCodec::name);
}

// Makes the codec; null for none. REQUIRES: CheckCodec returned OK.
std::unique_ptr<arrow::util::Codec> MakeCodec(const Compression& compression) {
  if (compression.codec == Codec::kNone) return nullptr;
  return arrow::util::Codec::Create(CodecOf(compression).type, LevelOf(compression)).ValueOrDie();
}

class ArrowFormat : public Format {
 public:
  ArrowFormat(const ArrowOptions& options, ArrowFraming framing)
      : options_(options), framing_(framing) {
    for (const Table table : kFileTables) schemas_.push_back(MakeArrowSchema(table));
  }

  std::string_view name() const override { return "arrow"; }

  std::string_view extension() const override { return name(); }

  DataOptions DescribeOptions() const override {
    return {DescribeOption("compression", DescribeCompression(options_.compression),
                           options_.compression.codec == ArrowOptions().compression.codec)};
  }

  int64_t UnitBaseRows(Table table) const override {
    return kRecordBatchRows / DescribeUnitTable(table).rows_per_base_row;
  }

  Status CheckFiles(std::span<const FileBaseRows> /*files*/) const override { return Status::OK(); }

  int64_t BatchBaseRows() const override { return kBatchBaseRows; }

  int64_t EstimateSizeBytes(Table table, int64_t num_rows) const override {
    const TableDescriptor& descriptor = Describe(table);
    // zstd output is smaller than lz4 output.
    return num_rows * (options_.compression.codec == Codec::kNone
                           ? descriptor.arrow_row_size_bytes
                           : descriptor.lz4_arrow_row_size_bytes);
  }

  FormatMemory EstimateMemory(Table table, int64_t unit_rows,
                              int64_t /*file_rows*/) const override {
    // The arrays, and the message that they are copied into.
    return {.library_bytes = kFormatModuleBytes,
            .unit_bytes = 2 * unit_rows * Describe(table).arrow_row_size_bytes};
  }

  std::unique_ptr<UnitEncoder> MakeUnitEncoder(Table table, BufferPool* pool) const override {
    return MakeRecordBatchEncoder(table, schema(table), MakeWriteOptions(), pool);
  }

  std::unique_ptr<FileEncoder> MakeFileEncoder(const FileContents& contents) const override {
    return MakeIpcFileEncoder(schema(contents.table), MakeWriteOptions(), framing_);
  }

 private:
  const std::shared_ptr<arrow::Schema>& schema(Table table) const {
    return schemas_[static_cast<size_t>(table)];
  }

  // Returns options with their own codec.
  arrow::ipc::IpcWriteOptions MakeWriteOptions() const {
    auto options = arrow::ipc::IpcWriteOptions::Defaults();
    options.memory_pool = ArrowMemoryPool();
    options.use_threads = false;  // the workers are the threads
    options.codec = MakeCodec(options_.compression);
    return options;
  }

  ArrowOptions options_;
  ArrowFraming framing_;
  std::vector<std::shared_ptr<arrow::Schema>> schemas_;  // by Table
};

}  // namespace

Result<std::unique_ptr<Format>> MakeArrowFormat(const ArrowOptions& options, ArrowFraming framing) {
  TPCH_RETURN_NOT_OK(
      CheckCompression(Field::kCompression, options.compression, FileFormat::kArrow));
  TPCH_RETURN_NOT_OK(CheckCodec(Field::kCompression, CodecOf(options.compression), kCodecTypes,
                                arrow::util::Codec::IsAvailable));
  return std::unique_ptr<Format>(std::make_unique<ArrowFormat>(options, framing));
}

}  // namespace tpch
