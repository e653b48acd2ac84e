#include "tpch/queries/parameter_draws.h"

#include <gmock/gmock.h>

#include "tests/unit/golden.h"
#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

using testing::HasSubstr;

constexpr ScaleFactor kOne = ScaleFactor::FromInteger(1);

std::vector<std::string> DrawFirst(int64_t seed, int number, const ScaleFactor& scale_factor) {
  return ValueOf(ParameterDraws::Make(seed, scale_factor)).Draw(number);
}

TEST(ParameterDraws, AreThoseOfQgen) {
  for (const nlohmann::json& run : ReadGolden("qgen_parameters.json", "cases")) {
    const auto scale_factor = ScaleFactor::FromInteger(run["scale_factor"].get<int32_t>());
    ParameterDraws draws = ValueOf(ParameterDraws::Make(run["seed"], scale_factor));
    for (const nlohmann::json& query : run["queries"]) {
      EXPECT_EQ(draws.Draw(query["query"]), query["parameters"].get<std::vector<std::string>>())
          << run["seed"] << ", query " << query["query"];
    }
  }
}

TEST(ParameterDraws, StreamsHaveTheOrdersOfQgen) {
  for (const nlohmann::json& run : ReadGolden("qgen_parameters.json", "cases")) {
    if (run["stream"].is_null()) continue;
    const auto order = PermutationOf(run["stream"]);
    ASSERT_EQ(order.size(), run["queries"].size());
    for (size_t i = 0; i < order.size(); ++i) EXPECT_EQ(order[i], run["queries"][i]["query"]);
  }
}

TEST(ParameterDraws, EachOrderHasAllQueries) {
  for (int64_t stream = 0; stream < 41; ++stream) {
    const auto order = PermutationOf(stream);
    const std::set<int> numbers(order.begin(), order.end());
    EXPECT_EQ(numbers.size(), 22) << stream;
    EXPECT_EQ(*numbers.begin(), 1);
    EXPECT_EQ(*numbers.rbegin(), 22);
  }
}

TEST(ParameterDraws, RepetitionsContinueTheSequence) {
  ParameterDraws draws = ValueOf(ParameterDraws::Make(12345, kOne));
  const auto first = draws.Draw(16);
  EXPECT_NE(draws.Draw(16), first);
  EXPECT_EQ(DrawFirst(12345, 16, kOne), first);
}

TEST(ParameterDraws, NegativeAndLargeSeedsAreCongruent) {
  EXPECT_EQ(DrawFirst(-1, 22, kOne), DrawFirst(2147483646, 22, kOne));
  EXPECT_EQ(DrawFirst(2147483647 + int64_t{5}, 22, kOne), DrawFirst(5, 22, kOne));
}

TEST(ParameterDraws, RefuseSeedsForWhichQgenNeverEnds) {
  for (const int64_t seed :
       {int64_t{0}, int64_t{2147483647}, int64_t{4294967294}, int64_t{-2147483647}}) {
    EXPECT_THAT(ParameterDraws::Make(seed, kOne).status(),
                IsError(StatusCode::kInvalid, HasSubstr("is a multiple of 2147483647")));
  }
}

TEST(ParameterDraws, RefuseSeedsBeyondTheArithmeticOfQgen) {
  for (const int64_t seed : {int64_t{-2147483648}, int64_t{548781581296768}}) {
    EXPECT_THAT(ParameterDraws::Make(seed, kOne).status(),
                IsError(StatusCode::kInvalid, HasSubstr("use a whole number from -2147483646")));
  }
}

TEST(ParameterDraws, FractionFollowsTheScaleFactor) {
  EXPECT_EQ(Query11Fraction(ValueOf(ScaleFactor::Parse("0.01"))), "0.0100000000");
  EXPECT_EQ(Query11Fraction(ValueOf(ScaleFactor::Parse("1.5"))), "0.0000666667");
  EXPECT_EQ(Query11Fraction(ScaleFactor::FromInteger(30000)), "0.0000000033");
}

}  // namespace
}  // namespace tpch
