#include "tpch/verify/expected_rows.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "tpch/tables/initial_database.h"
#include "tpch/tables/row_counts.h"
#include "tpch/verify/row_keys.h"

namespace tpch {
namespace {

// Base rows to generate at a time: their columns stay in the L2 cache.
constexpr int64_t kBatchBaseRows = 256;

// Base rows to walk between checks of the stop flag: some ms.
constexpr int64_t kWalkedBaseRows = 1 << 18;

}  // namespace

std::vector<RowRange> ExpectedData::BaseRows(Table table) const {
  if (refresh_set) return {RefreshSets(scale_factor).RowsOfSet(table, *refresh_set)};
  if (after_sets) return DatabaseAfterSets(scale_factor, *after_sets).BaseRows(table);
  const int64_t num_base_rows = NumBaseRows(table, scale_factor);
  const bool parts_differ = UsesWideStreams(scale_factor);
  std::vector<RowRange> ranges;
  for (const int64_t part : parts) {
    if (!Describe(table).scaled && part != 1) continue;
    const RowRange rows =
        LimitBaseRows(table,
                      Describe(table).scaled ? PartRows(num_base_rows, part, num_parts)
                                             : RowRange{0, num_base_rows},
                      max_rows);
    if (!ranges.empty() && !parts_differ && ranges.back().end == rows.begin) {
      ranges.back().end = rows.end;
    } else {
      ranges.push_back(rows);
    }
  }
  return ranges;
}

std::vector<RowRange> ExpectedData::AllBaseRows(Table table) const {
  const RefreshSets refresh(scale_factor);
  if (refresh_set) return {refresh.RowsOfSet(table, *refresh_set)};
  std::vector<RowRange> ranges = {{0, NumBaseRows(table, scale_factor)}};
  if (after_sets && Describe(table).base_table == Table::kOrders) {
    ranges.push_back({refresh.RowsOfSet(table, after_sets->first).begin,
                      refresh.RowsOfSet(table, after_sets->last).end});
  }
  return ranges;
}

std::unique_ptr<RowSource> ExpectedData::MakeRowSource() const {
  if (refresh_set) return std::make_unique<RefreshSets>(scale_factor);
  if (after_sets) return std::make_unique<DatabaseAfterSets>(scale_factor, *after_sets);
  return std::make_unique<InitialDatabase>(scale_factor);
}

int64_t ExpectedData::CountRows(Table table) const {
  int64_t num_rows = 0;
  for (const RowRange& range : BaseRows(table)) num_rows += tpch::CountRows(table, range);
  return std::min(num_rows, max_rows);
}

ExpectedRows::ExpectedRows(Table table, const ExpectedData& data, TextPool* text_pool,
                           const std::atomic<bool>* stop)
    : table_(table),
      stop_(stop),
      parts_(data.BaseRows(table)),
      source_(data.MakeRowSource()),
      generator_(source_->MakeGenerator(std::array{table}, text_pool, ColumnSet::All())),
      batches_(generator_->MakeBatches(kBatchBaseRows)) {
  if (data.max_rows == kAllRows) return;
  num_left_out_ = tpch::CountRows(table, parts_.front()) - data.CountRows(table);
}

KeyLookup::KeyLookup(Table table, const ExpectedData& data)
    : table_(table), num_base_rows_(NumBaseRows(table, data.scale_factor)) {
  if (data.refresh_set) refresh_.emplace(data.scale_factor);
  if (data.after_sets && Describe(table).base_table == Table::kOrders) {
    after_sets_.emplace(data.scale_factor, *data.after_sets);
  }
}

int64_t KeyLookup::BaseRow(int64_t major) const {
  if (refresh_) return refresh_->RowOfKey(table_, major);
  if (after_sets_) return after_sets_->RowOfKey(major);
  const int64_t base_row = BaseRowOfKey(table_, major);
  return base_row < num_base_rows_ ? base_row : -1;
}

const RowRange* FindRange(const std::vector<RowRange>& ranges, int64_t base_row) {
  const auto after = std::ranges::upper_bound(ranges, base_row, {}, &RowRange::begin);
  if (after == ranges.begin() || base_row >= std::prev(after)->end) return nullptr;
  return &*std::prev(after);
}

std::vector<RowRange> Intersect(const std::vector<RowRange>& ranges, RowRange within) {
  std::vector<RowRange> common;
  for (const RowRange& range : ranges) {
    const RowRange both{std::max(range.begin, within.begin), std::min(range.end, within.end)};
    if (both.size() > 0) common.push_back(both);
  }
  return common;
}

void ExpectedRows::Start(std::vector<RowRange> ranges) {
  rest_ = std::move(ranges);
  std::erase_if(rest_, [](RowRange range) { return range.size() <= 0; });
  std::ranges::reverse(rest_);
  batches_.front().set_num_rows(0);
}

bool ExpectedRows::Advance() {
  batches_.front().set_num_rows(0);
  if (rest_.empty()) return false;
  RowRange& range = rest_.back();
  if (position_ != range.begin || position_ >= part_.end) Position(range.begin);
  const int64_t end = std::min({range.begin + kBatchBaseRows, range.end, part_.end});
  generator_->Fill(end - range.begin, batches_);
  if (EndsData({range.begin, end})) {
    batches_.front().set_num_rows(batches_.front().num_rows() - num_left_out_);
  }
  position_ = range.begin = end;
  if (range.size() == 0) rest_.pop_back();
  return true;
}

std::vector<RowRange> ExpectedRows::SkipTo(int64_t base_row) {
  std::vector<RowRange> skipped;
  while (!rest_.empty() && rest_.back().begin < base_row) {
    RowRange& range = rest_.back();
    const int64_t end = std::min(range.end, base_row);
    skipped.push_back({range.begin, end});
    range.begin = end;
    if (range.size() == 0) rest_.pop_back();
  }
  return skipped;
}

int64_t ExpectedRows::CountRows(RowRange base_rows) const {
  return tpch::CountRows(table_, base_rows) - (EndsData(base_rows) ? num_left_out_ : 0);
}

void ExpectedRows::Position(int64_t base_row) {
  part_ = *FindRange(parts_, base_row);
  generator_->Start(MakeUnit(base_row));
}

Unit ExpectedRows::MakeUnit(int64_t base_row) {
  if (!cursor_ || cursor_part_ != part_ || cursor_row_ > base_row) {
    cursor_.emplace(source_->MakeUnitCursor(std::array{table_}, part_.begin));
    cursor_part_ = part_;
    cursor_row_ = part_.begin;
  }
  while (cursor_row_ < base_row && !*stop_) {
    cursor_row_ = std::min(base_row, cursor_row_ + kWalkedBaseRows);
    cursor_->MakeUnit({cursor_row_, cursor_row_});
  }
  Unit unit = cursor_->MakeUnit({cursor_row_, part_.end});
  unit.base_rows.begin = base_row;
  return unit;
}

}  // namespace tpch
