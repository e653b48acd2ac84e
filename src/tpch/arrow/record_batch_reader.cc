#include <arrow/memory_pool.h>
#include <arrow/record_batch.h>
#include <arrow/result.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "tpch/arrow/record_batch_builder.h"
#include "tpch/schema/table.h"
#include "tpch/stream.h"
#include "tpch/tables/initial_database.h"
#include "tpch/text/text_pool_slot.h"

namespace tpch {
namespace {

// Base rows that are generated at a time; their columns stay in the L2 cache.
constexpr int64_t kFillBaseRows = 256;

// The text pool as the memory of arrays, which keep it alive.
class TextPoolBuffer : public arrow::Buffer {
 public:
  explicit TextPoolBuffer(std::shared_ptr<TextPool> text_pool)
      : arrow::Buffer(reinterpret_cast<const uint8_t*>(text_pool->data()), TextPool::kSizeBytes),
        text_pool_(std::move(text_pool)) {}

 private:
  std::shared_ptr<TextPool> text_pool_;
};

RowRange RowsOfPart(const TableRows& rows) {
  const int64_t num_rows = NumBaseRows(rows.table, rows.scale_factor);
  if (Describe(rows.table).scaled) return PartRows(num_rows, rows.part, rows.num_parts);
  return rows.part == 1 ? RowRange{0, num_rows} : RowRange{num_rows, num_rows};
}

arrow::Status CheckArguments(const TableRows& rows, const RecordBatchReaderOptions& options) {
  if (rows.num_parts < 1 || rows.part < 1 || rows.part > rows.num_parts) {
    return arrow::Status::Invalid("part ", rows.part, " of ", rows.num_parts,
                                  ": use a part from 1 to the number of parts");
  }
  const RowRange part = RowsOfPart(rows);
  const RowRange range = rows.base_rows.value_or(part);
  if (range.begin < part.begin || range.end > part.end || range.begin > range.end) {
    return arrow::Status::Invalid("base rows ", range.begin, " to ", range.end, " of ",
                                  Describe(rows.table).name, ": use a range within ", part.begin,
                                  " to ", part.end);
  }
  if (rows.max_rows < 0) {
    return arrow::Status::Invalid("max_rows ", rows.max_rows, ": use 0 or more");
  }
  if (options.batch_rows < 1 || options.batch_rows > kMaxRecordBatchRows) {
    return arrow::Status::Invalid("batch_rows ", options.batch_rows, ": use 1 to ",
                                  kMaxRecordBatchRows);
  }
  return arrow::Status::OK();
}

// Returns the unit of all rows of the reader.
Unit MakeUnit(const RowSource& source, const TableRows& rows) {
  const RowRange part = RowsOfPart(rows);
  return source.MakeUnitCursor(std::array{rows.table}, part.begin)
      .MakeUnit(rows.base_rows.value_or(part));
}

class TableReader : public arrow::RecordBatchReader {
 public:
  TableReader(const TableRows& rows, std::shared_ptr<TextPool> text_pool,
              const RecordBatchReaderOptions& options)
      : text_pool_(std::move(text_pool)),
        generator_(InitialDatabase(rows.scale_factor)
                       .MakeGenerator(std::array{rows.table}, text_pool_.get())),
        batches_(generator_->MakeBatches(kFillBaseRows)),
        schema_(MakeRecordBatchSchema(batches_.front(), options.style)),
        builder_(
            rows.table, schema_, std::make_shared<TextPoolBuffer>(text_pool_),
            options.memory_pool == nullptr ? arrow::default_memory_pool() : options.memory_pool),
        batch_rows_(options.batch_rows),
        rest_rows_(rows.max_rows) {
    const Unit unit = MakeUnit(InitialDatabase(rows.scale_factor), rows);
    generator_->Start(unit);
    rest_base_rows_ = unit.base_rows.size();
  }

  std::shared_ptr<arrow::Schema> schema() const override { return schema_; }

  arrow::Status ReadNext(std::shared_ptr<arrow::RecordBatch>* record_batch) override {
    *record_batch = nullptr;
    while (builder_.num_rows() < batch_rows_ && rest_rows_ > 0) {
      if (next_row_ == batches_.front().num_rows() && !FillBatch()) break;
      ARROW_RETURN_NOT_OK(AppendRows());
    }
    if (builder_.num_rows() == 0) return arrow::Status::OK();
    return builder_.Finish().Value(record_batch);
  }

 private:
  // Generates the next batch; returns false after the last row.
  bool FillBatch() {
    if (rest_base_rows_ == 0) return false;
    const int64_t num_base_rows = std::min(rest_base_rows_, kFillBaseRows);
    generator_->Fill(num_base_rows, batches_);
    rest_base_rows_ -= num_base_rows;
    next_row_ = 0;
    return true;
  }

  // Appends as much of the batch as fits to the record batch.
  arrow::Status AppendRows() {
    const ColumnBatch& batch = batches_.front();
    const int64_t num_rows =
        std::min({batch.num_rows() - next_row_, batch_rows_ - builder_.num_rows(), rest_rows_});
    ARROW_RETURN_NOT_OK(builder_.Append(batch, next_row_, num_rows));
    next_row_ += num_rows;
    rest_rows_ -= num_rows;
    return arrow::Status::OK();
  }

  std::shared_ptr<TextPool> text_pool_;
  std::unique_ptr<TableGenerator> generator_;
  std::vector<ColumnBatch> batches_;
  std::shared_ptr<arrow::Schema> schema_;
  RecordBatchBuilder builder_;
  int64_t batch_rows_;
  int64_t rest_rows_;
  int64_t rest_base_rows_ = 0;
  int64_t next_row_ = 0;  // first row of the batch that is not appended yet
};

}  // namespace

arrow::Result<std::shared_ptr<arrow::RecordBatchReader>> MakeRecordBatchReader(
    const TableRows& rows, const Session& session, const RecordBatchReaderOptions& options) {
  ARROW_RETURN_NOT_OK(CheckArguments(rows, options));
  auto text_pool = session.text_pool().Get(TextPoolKind::kWide);
  if (!text_pool.ok()) return arrow::Status::OutOfMemory(text_pool.status().message());
  return std::make_shared<TableReader>(rows, std::move(*text_pool), options);
}

}  // namespace tpch
