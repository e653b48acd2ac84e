#include "tpch/verify/group_comparer.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "tests/unit/random_numbers.h"
#include "tests/unit/table_text.h"
#include "tpch/read/text_values.h"

namespace tpch {
namespace {

const std::atomic<bool> kGoOn = false;

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// The fields of a row as TBL has them, and of many.
using Row = std::vector<std::string>;
using Rows = std::vector<Row>;

// So few suppliers that keys of partsupp repeat.
constexpr std::string_view kScaleFactor = "0.001";
constexpr size_t kAtOnce = 100'000;
constexpr std::array<int64_t, 2> kNoneShared = {-1, -1};

std::vector<std::string> Split(std::string_view text, char separator) {
  std::vector<std::string> pieces;
  for (size_t end = 0; (end = text.find(separator)) != std::string_view::npos;) {
    pieces.emplace_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return pieces;
}

// Returns the rows of the reference, from its text.
Rows ReferenceRows(Table table, RowRange base_rows) {
  Rows rows;
  for (const std::string& line :
       Split(MakeText(table, ParseScaleFactor(kScaleFactor), base_rows), '\n')) {
    rows.push_back(Split(line, '|'));
  }
  return rows;
}

Rows ReferenceRows(Table table) {
  return ReferenceRows(table, WholeTable(table, ParseScaleFactor(kScaleFactor)));
}

Rows Insert(Rows rows, size_t index, const Row& row) {
  rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(index), row);
  return rows;
}

Rows Erase(Rows rows, size_t begin, size_t end) {
  rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(begin),
             rows.begin() + static_cast<std::ptrdiff_t>(end));
  return rows;
}

std::string KeyOf(Table table, const Row& row) {
  if (table == Table::kLineitem) return "l_orderkey " + row[0] + ", l_linenumber " + row[3];
  if (table == Table::kPartsupp) return "ps_partkey " + row[0] + ", ps_suppkey " + row[1];
  return std::string(Describe(table).columns[0].name) + " " + row[0];
}

std::vector<std::string> LinesOf(std::string_view what, const DifferenceCount& count) {
  if (count.num_rows == 0) return {};
  std::vector<std::string> lines = {fmt::format("{} {}", count.num_rows, what)};
  for (const DifferenceExample& example : count.examples) {
    std::string line = example.key;
    if (example.place.file >= 0) line += fmt::format(" at {}", example.place.position);
    if (!example.expected.empty()) {
      line += fmt::format(": {}, not {}", example.found, example.expected);
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

// Returns all that differs, a line each; nothing where nothing does.
std::vector<std::string> LinesOf(Table table, const TableDifferences& differences) {
  std::vector<std::string> lines;
  const auto append = [&lines](std::string_view what, const DifferenceCount& count) {
    std::ranges::move(LinesOf(what, count), std::back_inserter(lines));
  };
  append("missing", differences.missing);
  append("extra", differences.extra);
  append("duplicate", differences.duplicate);
  for (size_t i = 0; i < differences.columns.size(); ++i) {
    append(Describe(table).columns[i].name, differences.columns[i].differing);
  }
  if (differences.is_reordered) lines.emplace_back("reordered");
  return lines;
}

// A comparer of one table that is given rows as texts.
class ComparedRows {
 public:
  explicit ComparedRows(Table table)
      : table_(table), comparer_(table, data_, SharedTextPool(), &kGoOn) {
    Start(data_.BaseRows(table), kNoneShared);
  }

  void Start(std::vector<RowRange> expected, std::array<int64_t, 2> shared) {
    comparer_.Start(std::move(expected), shared);
  }

  // Adds rows in batches whose sizes `next_size` returns, until a batch is out of order.
  template <typename NextSize>
  bool Add(const Rows& rows, NextSize next_size) {
    for (size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
      end = std::min(rows.size(), begin + next_size());
      ObservedBatch batch(table_);
      for (size_t i = begin; i < end; ++i) AppendRow(rows[i], &batch);
      if (!comparer_.Add(batch)) return false;
    }
    return true;
  }
  bool Add(const Rows& rows, size_t batch_rows) {
    return Add(rows, [batch_rows] { return batch_rows; });
  }

  // Ends the run and returns all that differs.
  std::vector<std::string> Finish() {
    comparer_.Finish();
    return LinesOf(table_, differences());
  }

  const TableDifferences& differences() const { return comparer_.differences(); }
  const ObservedBatch& shared_rows() { return comparer_.shared_rows(); }

 private:
  // Appends a row whose position is the number of rows before it.
  void AppendRow(const Row& row, ObservedBatch* batch) {
    batch->places.push_back({0, num_rows_++});
    for (size_t i = 0; i < row.size(); ++i) {
      const Storage storage = Describe(table_).columns[i].storage;
      if (IsText(storage)) {
        batch->columns[i].AddOwnText(row[i]);
      } else {
        bool has_time = false;
        batch->columns[i].AddNumber(ParseNumberText(storage, row[i], &has_time).value());
      }
    }
  }

  const Table table_;
  const ExpectedData data_{.scale_factor = ParseScaleFactor(kScaleFactor)};
  GroupComparer comparer_;
  int64_t num_rows_ = 0;
};

// Returns all that differs in rows of the whole table, which are in order.
std::vector<std::string> Compare(Table table, const Rows& rows, size_t batch_rows) {
  ComparedRows compared(table);
  EXPECT_TRUE(compared.Add(rows, batch_rows));
  std::vector<std::string> lines = compared.Finish();
  EXPECT_EQ(compared.differences().num_rows, static_cast<int64_t>(rows.size()));
  return lines;
}

// Tests that hold for tables with and without groups, and batches of any size.
class GroupComparerTest : public ::testing::TestWithParam<std::tuple<Table, size_t>> {
 protected:
  Table table() const { return std::get<Table>(GetParam()); }
  size_t batch_rows() const { return std::get<size_t>(GetParam()); }
  std::string KeyOf(size_t row) const { return tpch::KeyOf(table(), reference_[row]); }
  std::vector<std::string> Compare(const Rows& rows) const {
    return tpch::Compare(table(), rows, batch_rows());
  }

  // Returns the three lowest keys.
  std::vector<std::string> LowestKeys(Rows rows) const {
    std::ranges::partial_sort(rows, rows.begin() + 3, {}, [this](const Row& row) {
      return std::pair(std::stoll(row[0]), std::stoll(row[minor_key()]));
    });
    return {tpch::KeyOf(table(), rows[0]), tpch::KeyOf(table(), rows[1]),
            tpch::KeyOf(table(), rows[2])};
  }
  size_t minor_key() const {
    return table() == Table::kLineitem ? 3 : table() == Table::kPartsupp ? 1 : 0;
  }

  const Rows reference_ = ReferenceRows(table());
  const std::vector<size_t> some_rows_ = {0, reference_.size() / 2, reference_.size() - 1};
};

std::string NameOfCase(const ::testing::TestParamInfo<std::tuple<Table, size_t>>& info) {
  return fmt::format("{}By{}", Describe(std::get<Table>(info.param)).name,
                     std::get<size_t>(info.param));
}

INSTANTIATE_TEST_SUITE_P(TablesAndBatches, GroupComparerTest,
                         ::testing::Combine(::testing::Values(Table::kNation, Table::kOrders,
                                                              Table::kPartsupp, Table::kLineitem),
                                            ::testing::Values(1, 2, 7, 257, kAtOnce)),
                         NameOfCase);

TEST_P(GroupComparerTest, EqualRowsDoNotDiffer) {
  ComparedRows compared(table());
  ASSERT_TRUE(compared.Add(reference_, batch_rows()));
  EXPECT_THAT(compared.Finish(), IsEmpty());
  const auto num_rows = static_cast<int64_t>(reference_.size());
  EXPECT_EQ(compared.differences().num_rows, num_rows);
  EXPECT_EQ(compared.differences().num_matching_keys, num_rows);
  EXPECT_EQ(compared.differences().num_differing_rows, 0);
}

TEST_P(GroupComparerTest, AnAlteredValueIsNamed) {
  for (const size_t row : some_rows_) {
    Rows rows = reference_;
    const std::string expected = std::exchange(rows[row].back(), "altered");
    EXPECT_THAT(Compare(rows),
                ElementsAre(fmt::format("1 {}", Describe(table()).columns.back().name),
                            fmt::format("{} at {}: altered, not {}", KeyOf(row), row, expected)));
  }
}

TEST_P(GroupComparerTest, ADroppedRowIsMissing) {
  for (const size_t row : some_rows_) {
    EXPECT_THAT(Compare(Erase(reference_, row, row + 1)), ElementsAre("1 missing", KeyOf(row)));
  }
}

TEST_P(GroupComparerTest, ADoubledRowIsADuplicate) {
  for (const size_t row : some_rows_) {
    EXPECT_THAT(Compare(Insert(reference_, row, reference_[row])),
                ElementsAre("1 duplicate", fmt::format("{} at {}", KeyOf(row), row + 1)));
  }
}

TEST_P(GroupComparerTest, ARowThatIsThereThousandsOfTimesIsADuplicate) {
  for (const size_t row : some_rows_) {
    Rows rows = reference_;
    rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(row), 3000, reference_[row]);
    EXPECT_THAT(Compare(rows),
                ElementsAre("3000 duplicate", fmt::format("{} at {}", KeyOf(row), row + 1),
                            fmt::format("{} at {}", KeyOf(row), row + 2),
                            fmt::format("{} at {}", KeyOf(row), row + 3)));
  }
}

TEST_P(GroupComparerTest, AKeyOfNoRowIsExtraWhereverItStands) {
  // Keys of orders end in 1 to 7 or 0 modulo 32.
  const std::string key = table() == Table::kNation ? "25" : "99999976";
  for (size_t row = 0; row < 12; ++row) {
    Row extra = reference_[row];
    extra[0] = key;
    EXPECT_THAT(Compare(Insert(reference_, row, extra)),
                ElementsAre("1 extra", fmt::format("{} at {}", tpch::KeyOf(table(), extra), row)));
  }
}

TEST_P(GroupComparerTest, RowsThatAreMissingInMassesAreCounted) {
  const size_t half = reference_.size() / 2;
  const size_t tenth = reference_.size() / 10;
  for (const auto& [begin, end] : {std::pair<size_t, size_t>(0, half),
                                   {tenth, half + tenth},
                                   {half, reference_.size()},
                                   {0, reference_.size()}}) {
    const std::vector<std::string> keys =
        LowestKeys({reference_.begin() + static_cast<std::ptrdiff_t>(begin),
                    reference_.begin() + static_cast<std::ptrdiff_t>(end)});
    EXPECT_THAT(Compare(Erase(reference_, begin, end)),
                ElementsAre(fmt::format("{} missing", end - begin), keys[0], keys[1], keys[2]));
  }
}

TEST_P(GroupComparerTest, ARowOfAnEarlierBaseRowIsOutOfOrder) {
  Rows rows = reference_;
  std::ranges::rotate(rows, rows.begin() + 10);
  ComparedRows compared(table());
  EXPECT_FALSE(compared.Add(rows, batch_rows()));
}

TEST_P(GroupComparerTest, ARowOutsideTheRunIsOutOfOrder) {
  for (const RowRange base_row : {RowRange{4, 5}, RowRange{9, 10}, RowRange{20, 21}}) {
    ComparedRows compared(table());
    compared.Start({{5, 9}}, kNoneShared);
    EXPECT_FALSE(compared.Add(ReferenceRows(table(), base_row), batch_rows()));
  }
}

TEST_P(GroupComparerTest, RowsThatRunsShareAreSetAside) {
  ComparedRows compared(table());
  compared.Start({{5, 19}}, {4, 19});
  ASSERT_TRUE(compared.Add(ReferenceRows(table(), {4, 20}), batch_rows()));
  EXPECT_THAT(compared.Finish(), IsEmpty());
  const Rows compared_rows = ReferenceRows(table(), {5, 19});
  EXPECT_EQ(compared.differences().num_rows, static_cast<int64_t>(compared_rows.size()));
  Rows shared = ReferenceRows(table(), {4, 5});
  std::ranges::move(ReferenceRows(table(), {19, 20}), std::back_inserter(shared));
  ASSERT_THAT(compared.shared_rows().places, SizeIs(shared.size()));
  for (size_t row = 0; row < shared.size(); ++row) {
    for (size_t i = 0; i < shared[row].size(); ++i) {
      EXPECT_EQ(ValueToText(compared.shared_rows().columns[i], Describe(table()).columns[i].storage,
                            static_cast<int64_t>(row)),
                shared[row][i]);
    }
  }
}

// Tests of tables whose base rows have several rows.
class GroupComparerGroupTest : public GroupComparerTest {};

INSTANTIATE_TEST_SUITE_P(TablesAndBatches, GroupComparerGroupTest,
                         ::testing::Combine(::testing::Values(Table::kPartsupp, Table::kLineitem),
                                            ::testing::Values(1, 2, 7, 257, kAtOnce)),
                         NameOfCase);

TEST_P(GroupComparerGroupTest, ExchangedRowsOfAGroupAreOnlyReordered) {
  for (size_t row = 0; row + 1 < 300; row += 3) {
    if (reference_[row][0] != reference_[row + 1][0]) continue;
    Rows rows = reference_;
    std::swap(rows[row], rows[row + 1]);
    EXPECT_THAT(Compare(rows), ElementsAre("reordered"));
  }
}

TEST_P(GroupComparerGroupTest, AnUnknownRowOfAGroupIsExtra) {
  for (const size_t row : some_rows_) {
    Row extra = reference_[row];
    extra[minor_key()] = "77";
    EXPECT_THAT(Compare(Insert(reference_, row, extra)),
                ElementsAre("1 extra", fmt::format("{} at {}", tpch::KeyOf(table(), extra), row)));
  }
}

TEST(GroupComparer, BatchesOfAnySizeAreTheSame) {
  std::mt19937_64 random = MakeRandom();
  const Rows rows = ReferenceRows(Table::kLineitem);
  ComparedRows compared(Table::kLineitem);
  ASSERT_TRUE(compared.Add(rows, [&random] { return random() % 40 + 1; }));
  EXPECT_THAT(compared.Finish(), IsEmpty());
}

TEST(GroupComparer, ARowOfAGroupThatHasEndedIsOutOfOrder) {
  Rows rows = ReferenceRows(Table::kOrders, {0, 1});
  Row extra = rows.front();
  extra[0] = "8";
  rows.push_back(extra);
  rows.push_back(rows.front());
  ComparedRows compared(Table::kOrders);
  EXPECT_FALSE(compared.Add(rows, kAtOnce));
}

TEST(GroupComparer, ColumnsThatAreNotThereAreNotCompared) {
  const ExpectedData data{.scale_factor = ParseScaleFactor(kScaleFactor)};
  GroupComparer comparer(Table::kNation, data, SharedTextPool(), &kGoOn);
  comparer.Start(data.BaseRows(Table::kNation), kNoneShared);
  ObservedBatch batch(Table::kNation);
  for (size_t i = 1; i < batch.columns.size(); ++i) batch.columns[i].is_present = false;
  for (int64_t key = 0; key < 25; ++key) {
    batch.places.push_back({0, key});
    batch.columns[0].AddNumber(key);
  }
  ASSERT_TRUE(comparer.Add(batch));
  comparer.Finish();
  EXPECT_THAT(LinesOf(Table::kNation, comparer.differences()), IsEmpty());
}

// Tests of the groups of partsupp in which a key repeats.
class GroupComparerMultisetTest : public ::testing::TestWithParam<size_t> {
 protected:
  void SetUp() override {
    for (size_t row = 0; row < reference_.size(); row += 4) {
      for (size_t i = row + 1; i < row + 4; ++i) {
        if (reference_[i][1] == reference_[row][1]) pairs_.emplace_back(row, i);
      }
    }
    ASSERT_THAT(pairs_, ::testing::Not(IsEmpty()));
  }
  std::string KeyOf(size_t row) const { return tpch::KeyOf(Table::kPartsupp, reference_[row]); }
  std::vector<std::string> Compare(const Rows& rows) const {
    return tpch::Compare(Table::kPartsupp, rows, GetParam());
  }

  const Rows reference_ = ReferenceRows(Table::kPartsupp);
  std::vector<std::pair<size_t, size_t>> pairs_;  // rows of one key
};

INSTANTIATE_TEST_SUITE_P(Batches, GroupComparerMultisetTest, ::testing::Values(1, 3, kAtOnce));

TEST_P(GroupComparerMultisetTest, RowsOfOneKeyMayBeExchanged) {
  for (const auto& [first, second] : pairs_) {
    Rows rows = reference_;
    std::swap(rows[first], rows[second]);
    EXPECT_THAT(Compare(rows), ElementsAre("reordered"));
  }
}

TEST_P(GroupComparerMultisetTest, AnAlteredRowIsComparedWithTheOneThatIsLeft) {
  for (const auto& [first, second] : pairs_) {
    Rows rows = reference_;
    rows[second].back() = "altered";
    const std::string expected = reference_[second].back();
    EXPECT_THAT(Compare(rows),
                ElementsAre("1 ps_comment", fmt::format("{} at {}: altered, not {}", KeyOf(second),
                                                        second, expected)));
  }
}

TEST_P(GroupComparerMultisetTest, OneOfTheRowsOfAKeyIsMissing) {
  for (const auto& [first, second] : pairs_) {
    EXPECT_THAT(Compare(Erase(reference_, first, first + 1)),
                ElementsAre("1 missing", KeyOf(second)));
  }
}

TEST_P(GroupComparerMultisetTest, OneMoreRowOfAKeyIsADuplicate) {
  for (const auto& [first, second] : pairs_) {
    EXPECT_THAT(Compare(Insert(reference_, second, reference_[first])),
                ElementsAre("1 duplicate", fmt::format("{} at {}", KeyOf(first), second)));
  }
}

}  // namespace
}  // namespace tpch
