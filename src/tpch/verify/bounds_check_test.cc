#include "tpch/verify/bounds_check.h"

#include <gmock/gmock.h>

#include <string_view>
#include <vector>

namespace tpch {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Returns rows of region with these keys and names of their digits; a negative key is null.
ObservedBatch Rows(const std::vector<int64_t>& keys) {
  ObservedBatch batch(Table::kRegion);
  for (const int64_t key : keys) {
    batch.places.push_back({0, key});
    if (key < 0) {
      batch.columns[0].AddOdd(Storage::kInt64, std::nullopt);
    } else {
      batch.columns[0].AddNumber(key);
    }
    batch.columns[1].AddOwnText(std::to_string(key));
    batch.columns[2].AddOwnText("x");
  }
  return batch;
}

BoundsClaim Numbers(int64_t first_row, int64_t num_rows, int64_t low, int64_t high) {
  BoundsClaim claim;
  claim.source = BoundsClaim::Source::kPageIndex;
  claim.first_row = first_row;
  claim.num_rows = num_rows;
  claim.numbers.emplace(low, high);
  return claim;
}

BoundsClaim Texts(const std::string& low, const std::string& high, bool is_exact) {
  BoundsClaim claim;
  claim.column = 1;
  claim.num_rows = 4;
  claim.texts.emplace(low, high);
  claim.is_exact = is_exact;
  return claim;
}

/// Returns what is not true of rows that come in two batches.
std::vector<std::string> Check(std::vector<BoundsClaim> claims,
                               std::vector<SortingClaim> sorting = {}) {
  BoundsCheck check(Table::kRegion, std::move(claims), std::move(sorting));
  check.Add(Rows({5, 3, -1}));
  check.Add(Rows({7}));
  return check.Finish();
}

TEST(BoundsCheck, IsContentWithWhatIsTrue) {
  BoundsClaim nulls = Numbers(0, 4, 3, 7);
  nulls.null_count = 1;
  EXPECT_THAT(Check({nulls, Numbers(0, 2, 3, 5), Numbers(2, 2, 7, 7), Texts("-1", "7", true),
                     Texts("-", "8", false)}),
              IsEmpty());
}

TEST(BoundsCheck, TellsBoundsThatAreWrong) {
  EXPECT_THAT(Check({Numbers(0, 2, 3, 6)}),
              ElementsAre(HasSubstr("page index from row 1 on of r_regionkey")));
  EXPECT_THAT(Check({Numbers(2, 2, 6, 7)}), ElementsAre(HasSubstr("from row 3 on")));
  EXPECT_THAT(Check({Texts("-", "8", true)}), ElementsAre(HasSubstr("statistics of r_name")));
  EXPECT_THAT(Check({Texts("3", "8", false)}), ElementsAre(HasSubstr("statistics of r_name")));
}

TEST(BoundsCheck, TextsThatBeginAtOneAddressAreNotOneText) {
  constexpr std::string_view kText = "ab";
  ObservedBatch batch(Table::kRegion);
  for (const size_t size : {1, 2, 0, 1}) {
    batch.places.push_back({0, 0});
    batch.columns[1].AddText(kText.substr(0, size));
  }
  BoundsCheck check(Table::kRegion, {Texts("", "ab", true)}, {});
  check.Add(batch);
  EXPECT_THAT(check.Finish(), IsEmpty());
}

TEST(BoundsCheck, TellsAWrongCountOfNulls) {
  BoundsClaim nulls;
  nulls.num_rows = 4;
  nulls.null_count = 0;
  EXPECT_THAT(Check({nulls}), ElementsAre(HasSubstr("statistics of r_regionkey")));
}

TEST(BoundsCheck, TellsRowsThatAreNotThere) {
  EXPECT_THAT(Check({Numbers(0, 5, 3, 7)}), ElementsAre(HasSubstr("5 rows, of which 4")));
}

TEST(BoundsCheck, TellsRowsThatAreNotSorted) {
  EXPECT_THAT(Check({}, {{2, false}}), IsEmpty());
  EXPECT_THAT(Check({}, {{0, false}}), ElementsAre(HasSubstr("not sorted")));
  EXPECT_THAT(Check({}, {{2, true}, {1, false}}), ElementsAre(HasSubstr("not sorted")));
}

}  // namespace
}  // namespace tpch
