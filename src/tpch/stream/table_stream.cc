#include "tpch/stream/table_stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "tpch/base/available_cpus.h"
#include "tpch/schema/table.h"
#include "tpch/stream/batch_maker.h"
#include "tpch/stream/batch_plan.h"
#include "tpch/stream/batch_workers.h"
#include "tpch/stream/export_schema.h"
#include "tpch/text/text_pool_slot.h"

namespace tpch {
namespace {

// A stream with threads of another process.
class ForkedStream : public std::exception {
 public:
  const char* what() const noexcept override {
    return "another process has begun to read this stream; open a new one after a fork";
  }
};

class TableStream {
 public:
  TableStream(const BatchPlan& plan, BatchSource source, const StreamOptions& options,
              int64_t max_rows)
      : source_(std::make_unique<const BatchSource>(std::move(source))),
        plan_(plan),
        num_threads_(
            static_cast<int>(std::min(int64_t{options.num_threads}, plan_.MaxTasksLeft()))),
        max_queued_bytes_(options.max_queued_bytes),
        rows_left_(max_rows) {}

  ~TableStream() {
    if (workers_ == nullptr || workers_->IsInItsProcess()) return;
    // Leaks them: the threads that a fork does not have cannot be waited for.
    static_cast<void>(workers_.release());  // NOLINT(bugprone-unused-return-value)
  }

  ArrowSchema MakeSchema() const {
    std::vector<ArrayType> types;
    for (const ArraySource& column : source_->columns) types.push_back(column.type);
    return ExportSchema(types);
  }

  // Returns the next record batch, or an empty one after the last.
  OwnedArray Next() {
    while (made_.empty()) {
      std::optional<RecordBatches> made;
      if (rows_left_ > 0) made = num_threads_ > 1 ? NextOfWorkers() : MakeNext();
      if (!made) return {};
      made_ = *std::move(made);
    }
    OwnedArray next = std::move(made_.front());
    made_.pop_front();
    KeepFirstRows(rows_left_, &next);  // a window's plan does not know them
    rows_left_ -= next.get().length;
    if (rows_left_ == 0) made_.clear();
    return next;
  }

 private:
  std::optional<RecordBatches> MakeNext() {
    if (!maker_) maker_.emplace(*source_);
    const std::optional<BatchTask> task = plan_.Next();
    if (!task) return std::nullopt;
    return maker_->Make(*task, /*stop=*/false);
  }

  std::optional<RecordBatches> NextOfWorkers() {
    if (workers_ == nullptr) StartWorkers();
    if (!workers_->IsInItsProcess()) throw ForkedStream();
    return workers_->Next();
  }

  void StartWorkers() {
    const auto make_maker = [source = source_.get()]() -> MakeBatch {
      const auto maker = std::make_shared<BatchMaker>(*source);
      return [maker](const BatchTask& task, const std::atomic<bool>& stop) {
        return maker->Make(task, stop);
      };
    };
    workers_ = std::make_unique<BatchWorkers>(plan_, make_maker, num_threads_,
                                              source_->MaxRowSizeBytes(), max_queued_bytes_);
  }

  std::unique_ptr<const BatchSource> source_;
  BatchPlan plan_;
  int num_threads_;
  int64_t max_queued_bytes_;
  int64_t rows_left_;
  RecordBatches made_;  // and not read
  std::optional<BatchMaker> maker_;
  std::unique_ptr<BatchWorkers> workers_;
};

// A stream as its consumer sees it.
struct ExportedStream {
  ExportedStream(const BatchPlan& plan, BatchSource source, const StreamOptions& options,
                 int64_t max_rows)
      : stream(plan, std::move(source), options, max_rows) {}

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
  const auto fail = [&](int error_number, const char* error) {
    exported->error_number = error_number;
    exported->error = error;
    return error_number;
  };
  if (exported->error_number != 0) return exported->error_number;
  try {
    *out = make(&exported->stream);
    return 0;
  } catch (const std::bad_alloc&) {
    return fail(ENOMEM, "out of memory");
  } catch (const std::system_error&) {
    return fail(EAGAIN, "the system refuses a thread; use fewer threads");
  } catch (const ForkedStream& forked) {
    return fail(EINVAL, forked.what());
  } catch (const std::exception&) {
    return fail(EIO, "the generator failed");
  }
}

int GetSchema(ArrowArrayStream* stream, ArrowSchema* out) {
  return Export(&Exported(stream), out, [](TableStream* rows) { return rows->MakeSchema(); });
}

int GetNext(ArrowArrayStream* stream, ArrowArray* out) {
  return Export(&Exported(stream), out, [](TableStream* rows) { return rows->Next().Take(); });
}

const char* GetLastError(ArrowArrayStream* stream) { return Exported(stream).error; }

void ReleaseStream(ArrowArrayStream* stream) {
  delete &Exported(stream);
  stream->release = nullptr;
}

Status CheckColumns(const std::vector<size_t>& columns, Table table) {
  std::vector<bool> seen(Describe(table).columns.size());
  for (const size_t column : columns) {
    if (column >= seen.size() || seen[column]) {
      return Status::Invalid(fmt::format("column {} of {}: use each from 0 to {} at most once",
                                         column, Describe(table).name, seen.size() - 1));
    }
    seen[column] = true;
  }
  return Status::OK();
}

Status Check(const StreamOptions& options, Table table) {
  if (options.columns) TPCH_RETURN_NOT_OK(CheckColumns(*options.columns, table));
  if (options.batch_rows < 1 || options.batch_rows > kMaxRecordBatchRows) {
    return Status::Invalid(
        fmt::format("batch_rows {}: use 1 to {}", options.batch_rows, kMaxRecordBatchRows));
  }
  if (options.num_threads < 0 || options.num_threads > kMaxThreads) {
    return Status::Invalid(
        fmt::format("num_threads {}: use 0 to {}", options.num_threads, kMaxThreads));
  }
  if (options.max_queued_bytes < 0) {
    return Status::Invalid(
        fmt::format("max_queued_bytes {}: use 0 or more", options.max_queued_bytes));
  }
  return Status::OK();
}

// Returns the options with values instead of defaults.
StreamOptions Complete(StreamOptions options, Table table) {
  if (!options.columns) options.columns = AllColumns(table);
  if (options.num_threads == 0) options.num_threads = CountAvailableCpus();
  if (options.max_queued_bytes == 0) {
    options.max_queued_bytes = options.num_threads * kQueuedBytesOfThread;
  }
  return options;
}

Result<BatchSource> MakeSource(const TableRows& rows, const std::optional<Window>& window,
                               const Session& session, const StreamOptions& options) {
  BatchSource source{.table = rows.table,
                     .scale_factor = rows.scale_factor,
                     .window = window,
                     .max_batch_rows = options.batch_rows,
                     .text_pool = nullptr,
                     .columns = {},
                     .num_draws = session.draw_counter()};
  const std::vector<ArrayType> types = MakeArrayTypes(rows.table, *options.columns, options.style);
  const auto is_comment = [](const ArrayType& type) {
    return type.descriptor->text == TextKind::kComment;
  };
  if (std::ranges::any_of(types, is_comment)) {
    TPCH_ASSIGN_OR_RETURN(source.text_pool, session.text_pool().Get(TextPoolKind::kWide));
  }
  const auto buffers = std::make_shared<BufferPool>(static_cast<size_t>(options.max_queued_bytes));
  for (const ArrayType& type : types) {
    std::shared_ptr<DictionaryArray> words;
    if (type.form == StringForm::kDictionary) {
      words = std::make_shared<DictionaryArray>(*type.dictionary);
    }
    source.columns.push_back({type, std::move(words), source.text_pool, buffers});
  }
  return source;
}

}  // namespace

Result<ArrowArrayStream> OpenTableStream(const TableRows& rows, const Session& session,
                                         const StreamOptions& options) {
  TPCH_RETURN_NOT_OK(Check(options, rows.table));
  const StreamOptions complete = Complete(options, rows.table);
  TPCH_ASSIGN_OR_RETURN(const BatchPlan plan, BatchPlan::Make(rows, complete.batch_rows));
  TPCH_ASSIGN_OR_RETURN(BatchSource source, MakeSource(rows, plan.window(), session, complete));
  auto exported =
      std::make_unique<ExportedStream>(plan, std::move(source), complete, rows.max_rows);
  return ArrowArrayStream{.get_schema = GetSchema,
                          .get_next = GetNext,
                          .get_last_error = GetLastError,
                          .release = ReleaseStream,
                          .private_data = exported.release()};
}

}  // namespace tpch
