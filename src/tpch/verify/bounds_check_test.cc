#include "tpch/verify/bounds_check.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tpch {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Returns rows of region with these keys and names of their digits; a negative key is null.
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

Bound MakeBound(Bound::Kind kind, decltype(Bound::value) value, bool is_exact = true) {
  Bound bound;
  bound.kind = kind;
  bound.is_exact = is_exact;
  bound.value = std::move(value);
  return bound;
}

// Returns the claim of a page of keys.
BoundsClaim Numbers(int64_t first_row, int64_t num_rows, int64_t low, int64_t high) {
  BoundsClaim claim;
  claim.source = BoundsClaim::Source::kPageIndex;
  claim.first_row = first_row;
  claim.num_rows = num_rows;
  claim.bounds = {MakeBound(Bound::Kind::kMinValue, low), MakeBound(Bound::Kind::kMaxValue, high)};
  return claim;
}

// Returns the claim of the statistics of a column of all four rows.
BoundsClaim Statistics(size_t column, std::vector<Bound> bounds) {
  BoundsClaim claim;
  claim.column = column;
  claim.num_rows = 4;
  claim.bounds = std::move(bounds);
  return claim;
}

BoundsClaim Texts(const std::string& low, const std::string& high, bool is_exact) {
  return Statistics(1, {MakeBound(Bound::Kind::kMinValue, low, is_exact),
                        MakeBound(Bound::Kind::kMaxValue, high, is_exact)});
}

// Returns what is not true of rows that come in two batches.
std::vector<std::string> Check(std::vector<BoundsClaim> bounds,
                               std::vector<SortingClaim> sorting = {}) {
  RunClaims claims;
  claims.bounds = std::move(bounds);
  claims.sorting = std::move(sorting);
  BoundsCheck check(Table::kRegion, std::move(claims));
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

TEST(BoundsCheck, ShowsBoundsThatAreWrong) {
  EXPECT_THAT(Check({Numbers(0, 2, 3, 6)}),
              ElementsAre(AllOf(HasSubstr("page index of r_regionkey, page from row 1 on"),
                                HasSubstr("max_value is not the greatest"))));
  EXPECT_THAT(Check({Numbers(2, 2, 6, 7)}), ElementsAre(HasSubstr("from row 3 on")));
  EXPECT_THAT(Check({Texts("-", "8", true)}),
              ElementsAre(HasSubstr("statistics of r_name: min_value is not the least"),
                          HasSubstr("max_value is not the greatest")));
  EXPECT_THAT(Check({Texts("3", "8", false)}),
              ElementsAre(HasSubstr("statistics of r_name: min_value is above the least")));
}

TEST(BoundsCheck, TakesEachBoundByItself) {
  EXPECT_THAT(Check({Statistics(0, {MakeBound(Bound::Kind::kMinValue, int64_t{3})})}), IsEmpty());
  EXPECT_THAT(Check({Statistics(0, {MakeBound(Bound::Kind::kMax, int64_t{6})})}),
              ElementsAre(HasSubstr("max is below the greatest value")));
}

TEST(BoundsCheck, TakesABoundBetweenNumbersForNoValue) {
  Bound bound = MakeBound(Bound::Kind::kMinValue, int64_t{3});
  bound.is_rounded = true;
  EXPECT_THAT(Check({Statistics(0, {bound})}), ElementsAre(HasSubstr("is not the least value")));
  bound.is_exact = false;
  EXPECT_THAT(Check({Statistics(0, {bound})}), IsEmpty());
}

TEST(BoundsCheck, ComparesFloats) {
  const auto check = [](Bound::Kind kind, double value) {
    return Check({Statistics(0, {MakeBound(kind, value)})});
  };
  EXPECT_THAT(check(Bound::Kind::kMinValue, 3.0), IsEmpty());
  EXPECT_THAT(check(Bound::Kind::kMinValue, std::nextafter(3.0, 4.0)), SizeIs(1));
  EXPECT_THAT(check(Bound::Kind::kMaxValue, 7.0), IsEmpty());
  EXPECT_THAT(check(Bound::Kind::kMaxValue, std::nextafter(7.0, 0.0)), SizeIs(1));
}

TEST(BoundsCheck, ComparesDeprecatedBoundsBySignedBytesToo) {
  const auto check = [](Bound::Kind kind, const std::string& text) {
    return Check({Statistics(1, {MakeBound(kind, text, false)})});
  };
  EXPECT_THAT(check(Bound::Kind::kMaxValue, "\xff"), IsEmpty());
  EXPECT_THAT(check(Bound::Kind::kMax, "\xff"), SizeIs(1));
  EXPECT_THAT(check(Bound::Kind::kMax, "8"), IsEmpty());
}

TEST(BoundsCheck, TextsThatBeginAtOneAddressAreNotOneText) {
  constexpr std::string_view kText = "ab";
  ObservedBatch batch(Table::kRegion);
  for (const size_t size : {1, 2, 0, 1}) {
    batch.places.push_back({0, 0});
    batch.columns[1].AddText(kText.substr(0, size));
  }
  RunClaims claims;
  claims.bounds = {Texts("", "ab", true)};
  BoundsCheck check(Table::kRegion, std::move(claims));
  check.Add(batch);
  EXPECT_THAT(check.Finish(), IsEmpty());
}

TEST(BoundsCheck, ComparesNumbersThatAreWrittenAsTextsAsTexts) {
  ObservedBatch batch(Table::kRegion);
  for (const int64_t key : {9, 10, 200, 30}) {
    batch.places.push_back({0, 0});
    batch.columns[0].AddNumber(key);
    batch.columns[0].AddOwnWritten(std::to_string(key));
  }
  const auto check = [&](const std::string& low, const std::string& high) {
    BoundsClaim claim = Texts(low, high, true);
    claim.column = 0;
    RunClaims claims;
    claims.bounds = {claim};
    BoundsCheck check(Table::kRegion, std::move(claims));
    check.Add(batch);
    return check.Finish();
  };
  EXPECT_THAT(check("10", "9"), IsEmpty());
  EXPECT_THAT(check("9", "200"), SizeIs(2));
}

TEST(BoundsCheck, ShowsAWrongCountOfNulls) {
  BoundsClaim nulls = Statistics(0, {});
  nulls.null_count = 0;
  EXPECT_THAT(Check({nulls}), ElementsAre(HasSubstr("statistics of r_regionkey: null_count is 0")));
  BoundsClaim null_page = Numbers(0, 3, 3, 5);
  null_page.bounds.clear();
  null_page.is_null_page = true;
  EXPECT_THAT(Check({null_page}), ElementsAre(HasSubstr("null_pages")));
  null_page.first_row = 2;
  null_page.num_rows = 1;
  EXPECT_THAT(Check({null_page}), IsEmpty());
}

TEST(BoundsCheck, CountsDistinctValues) {
  const auto check = [](size_t column, int64_t count) {
    BoundsClaim claim = Statistics(column, {});
    claim.distinct_count = count;
    return Check({claim, Numbers(0, 2, 3, 5), Numbers(2, 2, 7, 7)});
  };
  EXPECT_THAT(check(0, 3), IsEmpty());
  EXPECT_THAT(check(0, 4), ElementsAre(HasSubstr("distinct_count is not 4")));
  EXPECT_THAT(check(1, 4), IsEmpty());
  EXPECT_THAT(check(2, 1), IsEmpty());
  EXPECT_THAT(check(2, 2), SizeIs(1));
}

TEST(BoundsCheck, AddsUpTheBytesOfTexts) {
  const auto check = [](int64_t size_bytes) {
    BoundsClaim claim = Statistics(1, {});
    claim.text_bytes = size_bytes;
    return Check({claim});
  };
  EXPECT_THAT(check(5), IsEmpty());  // 5, 3, -1, 7
  EXPECT_THAT(check(6), ElementsAre(HasSubstr("unencoded_byte_array_data_bytes is 6")));
}

TEST(BoundsCheck, ShowsRowsThatAreNotThere) {
  RunClaims claims;
  claims.num_rows = 5;
  claims.bounds = {Numbers(0, 5, 3, 7)};
  BoundsCheck check(Table::kRegion, std::move(claims));
  check.Add(Rows({5, 3, -1, 7}));
  EXPECT_THAT(check.Finish(), ElementsAre("num_rows is 5, and it has 4 rows"));
}

TEST(BoundsCheck, StandsRowsThatNoFileHas) {
  constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
  constexpr int64_t kMin = std::numeric_limits<int64_t>::min();
  EXPECT_THAT(Check({Numbers(-1, 4, 3, 7), Numbers(kMin, kMax, 3, 7), Numbers(kMax, kMax, 3, 7),
                     Numbers(1, -1, 3, 7), Numbers(3, kMax, 3, 7)}),
              IsEmpty());
}

TEST(BoundsCheck, ShowsRowsThatAreNotSorted) {
  EXPECT_THAT(Check({}, {{2, false}}), IsEmpty());
  EXPECT_THAT(Check({}, {{0, false}}), ElementsAre(HasSubstr("not sorted")));
  EXPECT_THAT(Check({}, {{2, true}, {1, false}}), ElementsAre(HasSubstr("not sorted")));
}

}  // namespace
}  // namespace tpch
