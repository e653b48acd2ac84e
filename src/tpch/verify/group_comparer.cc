#include "tpch/verify/group_comparer.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>

namespace tpch {
namespace {

// The number of rows of a group to keep for matching, whatever their keys. Groups of the reference
// are much smaller.
constexpr int64_t kMaxPendingRows = 1024;

constexpr std::array<int64_t, 2> kNoneShared = {-1, -1};

}  // namespace

GroupComparer::GroupComparer(Table table, const ExpectedData& data, TextPool* text_pool,
                             const std::atomic<bool>* stop)
    : table_(table),
      keys_(table, data),
      columns_(Describe(table).columns),
      minor_(MinorKey(table)),
      all_ranges_(data.BaseRows(table)),
      rows_(table, data, text_pool, stop),
      example_rows_(table, data, text_pool, stop),
      shared_(kNoneShared),
      shared_rows_(table),
      pending_(table),
      differences_(table) {}

void GroupComparer::Start(std::vector<RowRange> expected, std::array<int64_t, 2> shared) {
  run_ = expected.empty() ? RowRange() : RowRange{expected.front().begin, expected.back().end};
  rows_.Start(std::move(expected));
  rows_.Advance();
  next_expected_ = 0;
  last_base_row_ = -1;
  shared_ = shared;
}

bool GroupComparer::Add(const ObservedBatch& batch) {
  int64_t row = 0;
  if (pending_.num_rows() > 0) {
    row = ExtendPending(batch, row);
    if (row == batch.num_rows()) return true;
    MatchPending();
  }
  while (row < batch.num_rows()) {
    row += ComparePairs(batch, row);
    while (row < batch.num_rows() && CountPairs(batch, row) == 0) {
      const Step step = TakeRow(batch, &row);
      if (step == Step::kOutOfOrder) return false;
      if (step == Step::kEndOfBatch) return true;
    }
  }
  return true;
}

void GroupComparer::Finish() {
  MatchPending();
  do {
    for (; next_expected_ < rows_.batch().num_rows(); ++next_expected_) AddMissing(next_expected_);
    AddMissing(rows_.SkipTo(run_.end));
  } while (rows_.Advance());
}

int64_t GroupComparer::ExpectedMinor(int64_t row) const {
  return ExpectedNumber(columns_[*minor_].storage, rows_.batch().column(*minor_), row);
}

int64_t GroupComparer::ObservedMinor(const ObservedBatch& batch, int64_t row) const {
  return batch.columns[*minor_].numbers[static_cast<size_t>(row)];
}

bool GroupComparer::IsOfData(int64_t base_row) const {
  return FindRange(all_ranges_, base_row) != nullptr;
}

int64_t GroupComparer::ComparePairs(const ObservedBatch& batch, int64_t row) {
  int64_t total = 0;
  while (true) {
    const int64_t num_pairs = CountPairs(batch, row + total);
    if (num_pairs == 0) return total;
    CompareColumns(batch, {next_expected_, row + total, num_pairs});
    total += num_pairs;
    next_expected_ += num_pairs;
    differences_.num_rows += num_pairs;
    differences_.num_matching_keys += num_pairs;
    last_base_row_ = BaseRow(expected_majors()[next_expected_ - 1]);
    if (next_expected_ == rows_.batch().num_rows()) {
      rows_.Advance();
      next_expected_ = 0;
    }
  }
}

int64_t GroupComparer::CountPairs(const ObservedBatch& batch, int64_t row) const {
  const int64_t num_expected = rows_.batch().num_rows() - next_expected_;
  const int64_t num_observed = batch.num_rows() - row;
  const int64_t limit = std::min(num_expected, num_observed);
  const int64_t* expected = expected_majors() + next_expected_;
  const int64_t* observed = batch.columns[kMajorKey].numbers.data() + row;
  int64_t count = 0;
  while (count < limit && expected[count] == observed[count] &&
         (!minor_ || ExpectedMinor(next_expected_ + count) == ObservedMinor(batch, row + count))) {
    ++count;
  }
  // Whole groups only: the last group may continue on either side.
  if (count == 0) return 0;
  const int64_t last = expected[count - 1];
  const bool goes_on = count == num_observed || observed[count] == last ||
                       (count < num_expected && expected[count] == last);
  while (goes_on && count > 0 && expected[count - 1] == last) --count;
  return count;
}

void GroupComparer::CompareColumns(const ObservedBatch& batch, const RowPairs& pairs) {
  row_differs_.assign(static_cast<size_t>(pairs.num_rows), 0);
  bool any = false;
  for (size_t i = 0; i < columns_.size(); ++i) {
    if (!batch.columns[i].is_present) continue;
    differing_.clear();
    ColumnDifferences& column = differences_.columns[i];
    FindDifferences(columns_[i].storage, rows_.batch().column(i), batch.columns[i], pairs,
                    &differing_, &column.is_padded);
    for (const int64_t pair : differing_) row_differs_[static_cast<size_t>(pair)] = 1;
    any |= !differing_.empty();
  }
  if (!any) return;
  if (table_ == Table::kPartsupp) return RematchGroups(batch, pairs);
  for (int64_t i = 0; i < pairs.num_rows; ++i) {
    if (row_differs_[static_cast<size_t>(i)] == 0) continue;
    RecordDifferences(batch, pairs.first_observed + i, pairs.first_expected + i);
  }
}

// Keys of partsupp may repeat; then any row with the same key may be the equal one.
void GroupComparer::RematchGroups(const ObservedBatch& batch, const RowPairs& pairs) {
  const int64_t* majors = expected_majors() + pairs.first_expected;
  for (int64_t begin = 0, end = 0; begin < pairs.num_rows; begin = end) {
    while (end < pairs.num_rows && majors[end] == majors[begin]) ++end;
    const auto flags = std::span(row_differs_)
                           .subspan(static_cast<size_t>(begin), static_cast<size_t>(end - begin));
    if (std::ranges::find(flags, 1) == flags.end()) continue;
    std::vector<int64_t> rows(flags.size());
    std::iota(rows.begin(), rows.end(), pairs.first_observed + begin);
    // MatchGroup counts them again.
    differences_.num_rows -= end - begin;
    differences_.num_matching_keys -= end - begin;
    MatchGroup(batch, rows, pairs.first_expected + begin, pairs.first_expected + end);
  }
}

bool GroupComparer::TakeIfOfNoData(const ObservedBatch& batch, int64_t row) {
  if (IsOfData(BaseRow(batch.columns[kMajorKey].numbers[static_cast<size_t>(row)]))) return false;
  ++differences_.num_rows;
  AddExample(batch, row, &differences_.extra);
  return true;
}

GroupComparer::Step GroupComparer::TakeRow(const ObservedBatch& batch, int64_t* row) {
  if (TakeIfOfNoData(batch, *row)) {
    ++*row;
    return Step::kNextRow;
  }
  const int64_t base_row = BaseRow(batch.columns[kMajorKey].numbers[static_cast<size_t>(*row)]);
  if (base_row < last_base_row_) return Step::kOutOfOrder;
  const bool group_has_ended = base_row == last_base_row_;
  last_base_row_ = base_row;
  if (std::ranges::find(shared_, base_row) != shared_.end()) {
    shared_rows_.AppendRow(batch, *row);
    ++*row;
    return Step::kNextRow;
  }
  if (group_has_ended || base_row < run_.begin || base_row >= run_.end) return Step::kOutOfOrder;
  AdvanceTo(base_row);
  pending_.AppendRow(batch, *row);
  *row = ExtendPending(batch, *row + 1);
  if (*row == batch.num_rows()) return Step::kEndOfBatch;
  MatchPending();
  return Step::kNextRow;
}

int64_t GroupComparer::ExtendPending(const ObservedBatch& batch, int64_t row) {
  const int64_t major = pending_.columns[kMajorKey].numbers.front();
  for (; row < batch.num_rows(); ++row) {
    if (batch.columns[kMajorKey].numbers[static_cast<size_t>(row)] == major) {
      AddToPending(batch, row);
    } else if (!TakeIfOfNoData(batch, row)) {
      break;
    }
  }
  return row;
}

void GroupComparer::AddToPending(const ObservedBatch& batch, int64_t row) {
  if (pending_.num_rows() < kMaxPendingRows) return pending_.AppendRow(batch, row);
  int64_t num_expected = 0;
  for (int64_t i = next_expected_; i < EndOfGroup(); ++i) {
    num_expected += !minor_ || ExpectedMinor(i) == ObservedMinor(batch, row) ? 1 : 0;
  }
  const int64_t num_pending =
      !minor_ ? pending_.num_rows()
              : std::ranges::count(pending_.columns[*minor_].numbers, ObservedMinor(batch, row));
  if (num_pending < num_expected) return pending_.AppendRow(batch, row);
  ++differences_.num_rows;
  AddExample(batch, row, num_expected > 0 ? &differences_.duplicate : &differences_.extra);
}

int64_t GroupComparer::EndOfGroup() const {
  const int64_t major = pending_.columns[kMajorKey].numbers.front();
  int64_t end = next_expected_;
  while (end < rows_.batch().num_rows() && expected_majors()[end] == major) ++end;
  return end;
}

void GroupComparer::MatchPending() {
  if (pending_.num_rows() == 0) return;
  const int64_t end = EndOfGroup();
  std::vector<int64_t> rows(static_cast<size_t>(pending_.num_rows()));
  std::iota(rows.begin(), rows.end(), 0);
  MatchGroup(pending_, rows, next_expected_, end);
  pending_.Clear();
  next_expected_ = end;
  if (next_expected_ == rows_.batch().num_rows()) {
    rows_.Advance();
    next_expected_ = 0;
  }
}

void GroupComparer::MatchGroup(const ObservedBatch& batch, std::span<const int64_t> rows,
                               int64_t begin, int64_t end) {
  constexpr size_t kNone = std::numeric_limits<size_t>::max();
  differences_.num_rows += static_cast<int64_t>(rows.size());
  std::vector<size_t> match_of(static_cast<size_t>(end - begin), kNone);  // index into `rows`
  std::vector<bool> is_matched(rows.size());
  const auto has_key_of = [&](size_t i, int64_t expected_row) {
    return !minor_ || ObservedMinor(batch, rows[i]) == ExpectedMinor(expected_row);
  };
  for (const bool equal_only : {true, false}) {
    for (int64_t expected_row = begin; expected_row < end; ++expected_row) {
      size_t& match = match_of[static_cast<size_t>(expected_row - begin)];
      for (size_t i = 0; i < rows.size() && match == kNone; ++i) {
        if (is_matched[i] || !has_key_of(i, expected_row)) continue;
        if (equal_only && !AreEqual(batch, rows[i], expected_row)) continue;
        match = i;
        is_matched[i] = true;
        ++differences_.num_matching_keys;
        if (!equal_only) RecordDifferences(batch, rows[i], expected_row);
      }
      if (match == kNone && !equal_only) AddMissing(expected_row);
    }
  }
  std::erase(match_of, kNone);
  differences_.is_reordered |= !std::ranges::is_sorted(match_of);
  for (size_t i = 0; i < rows.size(); ++i) {
    if (is_matched[i]) continue;
    bool is_known = false;
    for (int64_t row = begin; row < end; ++row) is_known |= has_key_of(i, row);
    AddExample(batch, rows[i], is_known ? &differences_.duplicate : &differences_.extra);
  }
}

bool GroupComparer::AreEqual(const ObservedBatch& batch, int64_t row, int64_t expected_row) {
  differing_.clear();
  for (size_t i = 0; i < columns_.size() && differing_.empty(); ++i) {
    if (!batch.columns[i].is_present) continue;
    ColumnDifferences& column = differences_.columns[i];
    FindDifferences(columns_[i].storage, rows_.batch().column(i), batch.columns[i],
                    {expected_row, row, 1}, &differing_, &column.is_padded);
  }
  return differing_.empty();
}

void GroupComparer::RecordDifferences(const ObservedBatch& batch, int64_t row,
                                      int64_t expected_row) {
  ++differences_.num_differing_rows;
  const RowPlace place = batch.places[static_cast<size_t>(row)];
  for (size_t i = 0; i < columns_.size(); ++i) {
    if (!batch.columns[i].is_present) continue;
    const Storage storage = columns_[i].storage;
    bool is_padded = false;
    differing_.clear();
    FindDifferences(storage, rows_.batch().column(i), batch.columns[i], {expected_row, row, 1},
                    &differing_, &is_padded);
    if (differing_.empty()) continue;
    DifferenceCount& count = differences_.columns[i].differing;
    ++count.num_rows;
    if (!count.Wants(place.file, place.position)) continue;
    DifferenceExample example = MakeExample(batch, row);
    example.key = ExpectedKey(expected_row);
    example.expected = ExpectedText(storage, rows_.batch().column(i), expected_row);
    example.found = ValueToText(batch.columns[i], storage, row);
    count.Keep(std::move(example));
  }
}

void GroupComparer::AdvanceTo(int64_t base_row) {
  while (true) {
    const int64_t num_rows = rows_.batch().num_rows();
    for (; next_expected_ < num_rows; ++next_expected_) {
      if (BaseRow(expected_majors()[next_expected_]) >= base_row) return;
      AddMissing(next_expected_);
    }
    AddMissing(rows_.SkipTo(base_row));
    if (!rows_.Advance()) return;
    next_expected_ = 0;
  }
}

void GroupComparer::AddMissing(int64_t expected_row) {
  ++differences_.missing.num_rows;
  const int64_t base_row = BaseRow(expected_majors()[expected_row]);
  const int64_t minor = minor_ ? ExpectedMinor(expected_row) : 0;
  if (!differences_.missing.Wants(base_row, minor)) return;
  DifferenceExample example{base_row, minor, {-1, 0}, ExpectedKey(expected_row), {}, {}};
  differences_.missing.Keep(std::move(example));
}

// Counts missing rows, and generates only those that the examples need.
void GroupComparer::AddMissing(const std::vector<RowRange>& base_rows) {
  for (const RowRange& range : base_rows) {
    DifferenceCount& missing = differences_.missing;
    const int64_t before = missing.num_rows;
    if (missing.Wants(range.begin, 0)) {
      const auto max_base_rows = static_cast<int64_t>(kMaxExamples);
      example_rows_.Start({{range.begin, std::min(range.end, range.begin + max_base_rows)}});
      example_rows_.Advance();
      std::swap(rows_, example_rows_);
      for (int64_t row = 0; row < rows_.batch().num_rows(); ++row) AddMissing(row);
      std::swap(rows_, example_rows_);
    }
    missing.num_rows = before + rows_.CountRows(range);
  }
}

void GroupComparer::AddExample(const ObservedBatch& batch, int64_t row,
                               DifferenceCount* count) const {
  ++count->num_rows;
  const RowPlace place = batch.places[static_cast<size_t>(row)];
  if (count->Wants(place.file, place.position)) count->Keep(MakeExample(batch, row));
}

DifferenceExample GroupComparer::MakeExample(const ObservedBatch& batch, int64_t row) const {
  const RowPlace place = batch.places[static_cast<size_t>(row)];
  return {place.file, place.position, place, ObservedKey(batch, row), {}, {}};
}

std::string GroupComparer::ObservedKey(const ObservedBatch& batch, int64_t row) const {
  std::string key;
  for (const size_t i : KeyColumns(table_)) {
    if (!key.empty()) key += ", ";
    key += fmt::format("{} {}", columns_[i].name,
                       ValueToText(batch.columns[i], columns_[i].storage, row));
  }
  return key;
}

std::string GroupComparer::ExpectedKey(int64_t expected_row) const {
  std::string key;
  for (const size_t i : KeyColumns(table_)) {
    if (!key.empty()) key += ", ";
    key += fmt::format("{} {}", columns_[i].name,
                       ExpectedText(columns_[i].storage, rows_.batch().column(i), expected_row));
  }
  return key;
}

}  // namespace tpch
