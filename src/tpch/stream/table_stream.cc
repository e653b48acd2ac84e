#include "tpch/stream/table_stream.h"

#include <algorithm>
#include <cerrno>
#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <utility>
#include <vector>

#include "tpch/schema/table.h"
#include "tpch/stream/column_array.h"
#include "tpch/stream/export_schema.h"
#include "tpch/stream/row_cursor.h"

namespace tpch {
namespace {

// The columns of a record batch, which it owns.
struct Children {
  ~Children() {
    // A column that the consumer has moved out has no release any more.
    for (ArrowArray& array : arrays) {
      if (array.release != nullptr) array.release(&array);
    }
  }

  std::vector<ArrowArray> arrays;
  std::vector<ArrowArray*> pointers;
  const void* validity = nullptr;
};

void ReleaseRecordBatch(ArrowArray* record_batch) {
  delete static_cast<Children*>(record_batch->private_data);
  record_batch->release = nullptr;
}

class TableStream {
 public:
  TableStream(RowCursor cursor, int64_t batch_rows)
      : cursor_(std::move(cursor)), batch_rows_(batch_rows) {
    for (const ColumnDescriptor& column : Describe(table()).columns) columns_.emplace_back(column);
  }

  Table table() const { return cursor_.batch().table(); }

  // Returns the next record batch, or a released one after the last.
  ArrowArray Next() {
    const int64_t capacity = std::min(batch_rows_, cursor_.MaxRowsLeft());
    for (ColumnArray& column : columns_) column.Reserve(capacity);
    int64_t num_rows = 0;
    while (num_rows < batch_rows_) {
      const std::optional<BatchRows> rows = cursor_.Next(batch_rows_ - num_rows);
      if (!rows) break;
      for (size_t i = 0; i < columns_.size(); ++i) {
        columns_[i].Append(rows->batch->column(i), rows->first_row, rows->num_rows);
      }
      num_rows += rows->num_rows;
    }
    return num_rows == 0 ? ArrowArray() : Finish(num_rows);
  }

 private:
  ArrowArray Finish(int64_t num_rows) {
    auto children = std::make_unique<Children>();
    children->arrays.reserve(columns_.size());
    for (ColumnArray& column : columns_) children->arrays.push_back(column.Finish());
    for (ArrowArray& array : children->arrays) children->pointers.push_back(&array);
    ArrowArray record_batch{.length = num_rows,
                            .null_count = 0,
                            .offset = 0,
                            .n_buffers = 1,
                            .n_children = static_cast<int64_t>(columns_.size()),
                            .buffers = &children->validity,
                            .children = children->pointers.data(),
                            .dictionary = nullptr,
                            .release = ReleaseRecordBatch,
                            .private_data = nullptr};
    record_batch.private_data = children.release();
    return record_batch;
  }

  RowCursor cursor_;
  int64_t batch_rows_;
  std::vector<ColumnArray> columns_;
};

// A stream as its consumer sees it.
struct ExportedStream {
  TableStream stream;
  int error_number = 0;
  const char* error = nullptr;  // static
};

ExportedStream& Exported(ArrowArrayStream* stream) {
  return *static_cast<ExportedStream*>(stream->private_data);
}

// Sets `*out` to the result of `make`. Returns an errno value: no exception may reach C.
template <typename Made, typename Make>
int Export(ExportedStream* exported, Made* out, Make make) noexcept {
  if (exported->error_number != 0) return exported->error_number;
  try {
    *out = make(&exported->stream);
    return 0;
  } catch (const std::bad_alloc&) {
    exported->error_number = ENOMEM;
    exported->error = "out of memory";
  } catch (const std::exception&) {
    exported->error_number = EIO;
    exported->error = "the generator failed";
  }
  return exported->error_number;
}

int GetSchema(ArrowArrayStream* stream, ArrowSchema* out) {
  return Export(&Exported(stream), out,
                [](TableStream* rows) { return ExportSchema(rows->table()); });
}

int GetNext(ArrowArrayStream* stream, ArrowArray* out) {
  return Export(&Exported(stream), out, [](TableStream* rows) { return rows->Next(); });
}

const char* GetLastError(ArrowArrayStream* stream) { return Exported(stream).error; }

void ReleaseStream(ArrowArrayStream* stream) {
  delete &Exported(stream);
  stream->release = nullptr;
}

}  // namespace

Result<ArrowArrayStream> OpenTableStream(const TableRows& rows, const Session& session,
                                         int64_t batch_rows) {
  TPCH_ASSIGN_OR_RETURN(RowCursor cursor, RowCursor::Make(rows, session));
  auto exported =
      std::make_unique<ExportedStream>(ExportedStream{TableStream(std::move(cursor), batch_rows)});
  return ArrowArrayStream{.get_schema = GetSchema,
                          .get_next = GetNext,
                          .get_last_error = GetLastError,
                          .release = ReleaseStream,
                          .private_data = exported.release()};
}

}  // namespace tpch
