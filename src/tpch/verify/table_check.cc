#include "tpch/verify/table_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <mutex>
#include <utility>

#include "tpch/read/text_values.h"
#include "tpch/verify/bounds_check.h"
#include "tpch/verify/group_comparer.h"
#include "tpch/verify/parallel_tasks.h"
#include "tpch/verify/row_keys.h"

namespace tpch {
namespace {

constexpr size_t kMaxUntrueClaims = 10;

// A run of a file, and the base row of its first row that has one.
struct Run {
  size_t input;
  int64_t index;
  int64_t first_base_row = -1;
};

// Adds the columns whose value is in the path to the rows of the file.
class ConstantColumns : public RunReader {
 public:
  ConstantColumns(std::unique_ptr<RunReader> reader, std::map<size_t, std::string> constants)
      : reader_(std::move(reader)), constants_(std::move(constants)) {}

  Status Next(ObservedBatch* batch) override {
    TPCH_RETURN_NOT_OK(reader_->Next(batch));
    for (const auto& [index, text] : constants_) {
      ObservedColumn& column = batch->columns[index];
      const Storage storage = Describe(batch->table).columns[index].storage;
      column.is_present = true;
      const auto number =
          IsText(storage) ? std::nullopt : ParseNumberText(storage, text, &column.dates_have_time);
      for (int64_t row = 0; row < batch->num_rows(); ++row) {
        if (IsText(storage)) {
          column.AddText(text);
        } else if (number) {
          column.AddNumber(*number);
        } else {
          column.AddOdd(storage, text);
        }
      }
    }
    return Status::OK();
  }

 private:
  std::unique_ptr<RunReader> reader_;
  std::map<size_t, std::string> constants_;
};

// One call of CheckTable.
class TableCheck {
 public:
  TableCheck(Table table, const std::vector<TableInput>& inputs, const TableCheckOptions& options)
      : table_(table), inputs_(inputs), options_(options), result_(table) {}

  Result<TableCheckResult> Check() {
    if (HasFarTooManyRows()) {
      for (const TableInput& input : inputs_) {
        AddUntrueClaims(input.path.string(), input.file->Contradictions());
      }
      return std::move(result_);
    }
    FindPresentColumns();
    ListRuns();
    TPCH_RETURN_NOT_OK(PeekKeys());
    bool is_ordered =
        std::ranges::none_of(runs_, [](const Run& run) { return run.first_base_row < 0; });
    if (is_ordered) {
      std::ranges::stable_sort(runs_, {}, &Run::first_base_row);
      TPCH_ASSIGN_OR_RETURN(is_ordered, CompareInOrder());
    }
    if (!is_ordered) TPCH_RETURN_NOT_OK(CompareSorted());
    TPCH_RETURN_NOT_OK(CheckOtherClaims());
    return std::move(result_);
  }

 private:
  // Returns whether the files claim far too many rows, and reports it. A few bytes can hold
  // billions of equal rows, which would all be compared.
  bool HasFarTooManyRows() {
    int64_t num_rows = 0;
    for (const TableInput& input : inputs_) {
      num_rows += std::min(input.file->num_rows().value_or(0), kMaxEstimatedRows);
    }
    if (num_rows <= MaxComparedRows()) return false;
    result_.differences.num_rows = num_rows;
    AddUntrueClaims(
        inputs_.front().path.string(),
        {fmt::format("{} rows{}, so many that they were not compared; at scale factor {} there are "
                     "{} {}",
                     num_rows, inputs_.size() > 1 ? " with the other files" : "",
                     options_.data->scale_factor.ToString(),
                     table_ == Table::kLineitem ? "at most" : "only", MostRows())});
    return true;
  }

  // The largest number of rows that the table has.
  int64_t MostRows() const {
    int64_t num_base_rows = 0;
    for (const RowRange& range : options_.data->AllBaseRows(table_)) num_base_rows += range.size();
    return num_base_rows * Describe(table_).max_rows_per_base_row;
  }

  int64_t MaxComparedRows() const { return 2 * MostRows() + 1'000'000; }

  void FindPresentColumns() {
    is_present_.assign(Describe(table_).columns.size(), true);
    for (const TableInput& input : inputs_) {
      for (size_t i = 0; i < is_present_.size(); ++i) {
        if (input.match.file_columns[i] == ColumnMatch::kMissing && !input.constants.contains(i)) {
          is_present_[i] = false;
        }
      }
    }
  }

  void ListRuns() {
    for (size_t i = 0; i < inputs_.size(); ++i) {
      for (int64_t run = 0; run < inputs_[i].file->num_runs(); ++run) runs_.push_back({i, run, -1});
    }
  }

  Result<std::unique_ptr<RunReader>> OpenRun(const Run& run, const std::vector<size_t>& columns) {
    const TableInput& input = inputs_[run.input];
    ColumnMatch match = input.match;
    std::map<size_t, std::string> constants;
    for (size_t i = 0; i < is_present_.size(); ++i) {
      const bool is_wanted =
          is_present_[i] && (columns.empty() || std::ranges::find(columns, i) != columns.end());
      if (!is_wanted) match.file_columns[i] = ColumnMatch::kMissing;
      if (is_wanted && input.constants.contains(i)) constants[i] = input.constants.at(i);
    }
    TPCH_ASSIGN_OR_RETURN(std::unique_ptr<RunReader> reader,
                          input.file->OpenRun(run.index, table_, match, columns));
    if (constants.empty()) return reader;
    return std::unique_ptr<RunReader>(
        std::make_unique<ConstantColumns>(std::move(reader), std::move(constants)));
  }

  // Finds the first base row of every run. Removes runs without rows.
  Status PeekKeys() {
    const KeyLookup keys(table_, *options_.data);
    std::vector<bool> is_empty(runs_.size());
    std::mutex mutex;
    TPCH_RETURN_NOT_OK(RunTasks(static_cast<int64_t>(runs_.size()), options_.num_threads,
                                *options_.stop, [&](int /*thread*/, int64_t index) {
                                  Run& run = runs_[static_cast<size_t>(index)];
                                  TPCH_ASSIGN_OR_RETURN(const auto reader,
                                                        OpenRun(run, KeyColumns(table_)));
                                  ObservedBatch batch(table_);
                                  TPCH_RETURN_NOT_OK(reader->Next(&batch));
                                  for (const int64_t major : batch.columns[kMajorKey].numbers) {
                                    run.first_base_row = keys.BaseRow(major);
                                    if (run.first_base_row >= 0) break;
                                  }
                                  const std::lock_guard lock(mutex);
                                  is_empty[static_cast<size_t>(index)] = batch.num_rows() == 0;
                                  return Status::OK();
                                }));
    std::vector<Run> runs;
    for (size_t i = 0; i < runs_.size(); ++i)
      (is_empty[i] ? empty_runs_ : runs).push_back(runs_[i]);
    runs_ = std::move(runs);
    return Status::OK();
  }

  // Reads a run to its end and calls `visit` with each batch until it returns false.
  template <typename Visit>
  Status ReadRun(const Run& run, const Visit& visit) {
    const TableInput& input = inputs_[run.input];
    TPCH_ASSIGN_OR_RETURN(const auto reader, OpenRun(run, {}));
    TPCH_ASSIGN_OR_RETURN(RunClaims claims, input.file->ReadClaims(run.index, table_, input.match));
    std::erase_if(claims.bounds,
                  [this](const BoundsClaim& claim) { return !is_present_[claim.column]; });
    const auto is_not_read = [this](const SortingClaim& claim) {
      return !is_present_[claim.column];
    };
    claims.sorting.erase(std::ranges::find_if(claims.sorting, is_not_read), claims.sorting.end());
    BoundsCheck check(table_, std::move(claims));
    ObservedBatch batch(table_);
    int64_t num_rows = 0;
    while (!*options_.stop) {
      TPCH_RETURN_NOT_OK(reader->Next(&batch));
      if (batch.num_rows() == 0) break;
      num_rows += batch.num_rows();
      // Only compressed text has not reported its rows before.
      if (num_rows > MaxComparedRows()) return TooManyRows(input);
      for (RowPlace& place : batch.places) place.file = static_cast<int32_t>(run.input);
      check.Add(batch);
      NoteSpelling(batch);
      TPCH_ASSIGN_OR_RETURN(const bool goes_on, visit(batch));
      if (!goes_on) return Status::OK();
    }
    AddUntrueClaims(fmt::format("{}: row group {}", inputs_[run.input].path.string(), run.index),
                    check.Finish());
    return Status::OK();
  }

  Status TooManyRows(const TableInput& input) const {
    return Status::IoError(fmt::format(
        "'{}' has more than {} rows; at scale factor {} there are "
        "at most {}",
        input.name, MaxComparedRows(), options_.data->scale_factor.ToString(), MostRows()));
  }

  // Records what is lost when rows spill.
  void NoteSpelling(const ObservedBatch& batch) {
    for (size_t i = 0; i < batch.columns.size(); ++i) {
      const ObservedColumn& column = batch.columns[i];
      if (!column.dates_have_time && !column.numbers_are_respelled) continue;
      const std::lock_guard lock(mutex_);
      ColumnDifferences& differences = result_.differences.columns[i];
      differences.dates_have_time |= column.dates_have_time;
      differences.numbers_are_respelled |= column.numbers_are_respelled;
    }
  }

  void AddUntrueClaims(const std::string& place, const std::vector<std::string>& lines) {
    const std::lock_guard lock(mutex_);
    for (const std::string& line : lines) {
      ++result_.num_untrue_claims;
      if (result_.untrue_claims.size() == kMaxUntrueClaims) continue;
      result_.untrue_claims.push_back(fmt::format("{}: {}", place, line));
    }
  }

  // Checks the claims of whole files and of runs without rows.
  Status CheckOtherClaims() {
    for (const TableInput& input : inputs_) {
      AddUntrueClaims(input.path.string(), input.file->Contradictions());
    }
    for (const Run& run : empty_runs_) {
      TPCH_RETURN_NOT_OK(
          ReadRun(run, [](const ObservedBatch& /*batch*/) -> Result<bool> { return true; }));
    }
    return Status::OK();
  }

  std::unique_ptr<GroupComparer> MakeComparer() {
    return std::make_unique<GroupComparer>(table_, *options_.data, options_.text_pool,
                                           options_.stop);
  }

  // Compares every run with the rows from its first to the next run's first. Returns false if the
  // rows are not in order.
  Result<bool> CompareInOrder() {
    const std::vector<RowRange> all = options_.data->BaseRows(table_);
    const size_t num_runs = runs_.size();
    std::vector<std::unique_ptr<GroupComparer>> comparers(
        static_cast<size_t>(options_.num_threads));
    std::vector<ObservedBatch> shared(num_runs, ObservedBatch(table_));
    std::atomic<bool> is_ordered = true;
    std::atomic<bool> stop = false;
    const Status status = RunTasks(
        static_cast<int64_t>(num_runs), options_.num_threads, stop,
        [&](int thread, int64_t task) -> Status {
          if (*options_.stop) return Status::Cancelled("interrupted");
          auto& comparer = comparers[static_cast<size_t>(thread)];
          if (comparer == nullptr) comparer = MakeComparer();
          const auto index = static_cast<size_t>(task);
          const int64_t first = runs_[index].first_base_row;
          const int64_t next = index + 1 < num_runs ? runs_[index + 1].first_base_row : kEndOfRows;
          comparer->Start(Intersect(all, {first + 1, next}), {first, next});
          TPCH_RETURN_NOT_OK(ReadRun(runs_[index], [&](const ObservedBatch& batch) -> Result<bool> {
            if (!comparer->Add(batch)) {
              is_ordered = false;
              stop = true;
            }
            return !stop.load();
          }));
          if (stop) return Status::OK();
          comparer->Finish();
          std::swap(shared[index], comparer->shared_rows());
          return Status::OK();
        });
    if (!is_ordered) {
      result_ = TableCheckResult(table_);
      return false;
    }
    TPCH_RETURN_NOT_OK(status);
    for (const auto& comparer : comparers) {
      if (comparer != nullptr) result_.differences.Merge(comparer->differences());
    }
    TPCH_ASSIGN_OR_RETURN(const bool rest_is_ordered, CompareShared(all, shared));
    return rest_is_ordered;
  }

  // Compares the rest: base rows before the first run, and those that two runs may share.
  Result<bool> CompareShared(const std::vector<RowRange>& all,
                             const std::vector<ObservedBatch>& shared) {
    std::vector<RowRange> ranges;
    if (runs_.empty()) {
      ranges = all;
    } else {
      ranges = Intersect(all, {0, runs_.front().first_base_row});
      for (size_t i = 0; i < runs_.size(); ++i) {
        const int64_t base_row = runs_[i].first_base_row;
        if (i > 0 && base_row == runs_[i - 1].first_base_row) continue;
        for (const RowRange& range : Intersect(all, {base_row, base_row + 1})) {
          ranges.push_back(range);
        }
      }
    }
    const auto comparer = MakeComparer();
    comparer->Start(std::move(ranges), {-1, -1});
    for (const ObservedBatch& batch : shared) {
      if (!comparer->Add(batch)) {
        result_ = TableCheckResult(table_);
        return false;
      }
    }
    comparer->Finish();
    result_.differences.Merge(comparer->differences());
    return true;
  }

  // Sorts the rows first.
  Status CompareSorted() {
    int64_t num_runs = static_cast<int64_t>(runs_.size());
    RowPartitions partitions(table_, is_present_, *options_.data, EstimateBytes(), options_.spill);
    TPCH_RETURN_NOT_OK(RunTasks(num_runs, options_.num_threads, *options_.stop,
                                [&](int /*thread*/, int64_t index) {
                                  return ReadRun(runs_[static_cast<size_t>(index)],
                                                 [&](const ObservedBatch& batch) -> Result<bool> {
                                                   TPCH_RETURN_NOT_OK(partitions.Add(batch));
                                                   return true;
                                                 });
                                }));
    const std::vector<RowRange> all = options_.data->BaseRows(table_);
    std::vector<std::unique_ptr<GroupComparer>> comparers(
        static_cast<size_t>(options_.num_threads));
    TPCH_RETURN_NOT_OK(
        RunTasks(partitions.num_partitions(), options_.num_threads, *options_.stop,
                 [&](int thread, int64_t partition) -> Status {
                   auto& comparer = comparers[static_cast<size_t>(thread)];
                   if (comparer == nullptr) comparer = MakeComparer();
                   comparer->Start(Intersect(all, partitions.BaseRows(partition)), {-1, -1});
                   TPCH_RETURN_NOT_OK(partitions.Read(
                       partition, *options_.stop,
                       [&](const ObservedBatch& batch) { (void)comparer->Add(batch); }));
                   comparer->Finish();
                   return Status::OK();
                 }));
    for (const auto& comparer : comparers) {
      if (comparer != nullptr) result_.differences.Merge(comparer->differences());
    }
    result_.differences.is_reordered = true;
    return Status::OK();
  }

  // Estimates the size in bytes of all rows when they spill.
  int64_t EstimateBytes() const {
    int64_t size_bytes = 0;
    for (const TableInput& input : inputs_) {
      const auto num_rows = input.file->num_rows();
      size_bytes +=
          num_rows ? std::min(*num_rows, kMaxEstimatedRows) * Describe(table_).tbl_row_size_bytes
                   : input.file->EstimateTextBytes();
    }
    return size_bytes;
  }

  // For one file; no disk has space for more.
  static constexpr int64_t kMaxEstimatedRows = int64_t{1} << 40;
  static constexpr int64_t kEndOfRows = std::numeric_limits<int64_t>::max();

  const Table table_;
  const std::vector<TableInput>& inputs_;
  const TableCheckOptions& options_;
  std::vector<bool> is_present_;
  std::vector<Run> runs_;
  std::vector<Run> empty_runs_;
  std::mutex mutex_;
  TableCheckResult result_;
};

}  // namespace

Result<TableCheckResult> CheckTable(Table table, const std::vector<TableInput>& inputs,
                                    const TableCheckOptions& options) {
  return TableCheck(table, inputs, options).Check();
}

}  // namespace tpch
