#include "tpch/queries/queries.h"

#include <gmock/gmock.h>

#include "tests/unit/golden.h"
#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

std::vector<ChosenQuery> Choose(const QueryOptions& options) {
  return ValueOf(ChooseQueries(options));
}

std::vector<int> NumbersOf(const std::vector<ChosenQuery>& queries) {
  std::vector<int> numbers;
  numbers.reserve(queries.size());
  for (const ChosenQuery& query : queries) numbers.push_back(query.number);
  return numbers;
}

std::string TextOf(int number, std::vector<std::string> parameters,
                   Dialect dialect = Dialect::kDuckdb) {
  return FormatQuery({number, std::move(parameters)}, dialect);
}

TEST(Queries, ParametersAreTheJsonOfQgensRuns) {
  for (const nlohmann::json& run : ReadGolden("qgen_parameters.json", "cases")) {
    QueryOptions options;
    options.scale_factor = ScaleFactor::FromInteger(run["scale_factor"]);
    options.seed = run["seed"];
    if (!run["stream"].is_null()) options.stream = run["stream"];
    EXPECT_EQ(nlohmann::json::parse(FormatParameters(options, Choose(options))), run);
  }
}

TEST(Queries, EveryPlaceholderGetsAValue) {
  for (const auto& [dialect, name] : kDialects) {
    for (const std::optional<int64_t> seed : {std::optional<int64_t>(), {1}, {777}}) {
      for (const ChosenQuery& query : Choose({.seed = seed})) {
        const std::string text = FormatQuery(query, dialect);
        EXPECT_EQ(text.find_first_of("{}"), std::string::npos) << name << "\n" << text;
        EXPECT_TRUE(text.ends_with(";\n")) << text;
      }
    }
  }
}

TEST(Queries, BeginWithALineAboutThem) {
  EXPECT_THAT(TextOf(2, {"48", "TIN", "AFRICA"}),
              StartsWith("-- Q2, minimum cost supplier: size = 48, type = TIN, region = AFRICA; "
                         "first 100 rows\nSELECT "));
  EXPECT_THAT(TextOf(9, {"green"}),
              StartsWith("-- Q9, product type profit measure: color = green; all rows\nSELECT "));
}

TEST(Queries, BoundsAndDatesAreComputed) {
  EXPECT_THAT(TextOf(1, {"90"}), HasSubstr("l_shipdate <= DATE '1998-09-02'"));
  EXPECT_THAT(TextOf(1, {"120"}), HasSubstr("l_shipdate <= DATE '1998-08-03'"));
  EXPECT_THAT(TextOf(4, {"1993-11-01"}), HasSubstr("o_orderdate <  DATE '1994-02-01'"));
  EXPECT_THAT(TextOf(5, {"ASIA", "1994-01-01"}), HasSubstr("o_orderdate <  DATE '1995-01-01'"));
  EXPECT_THAT(TextOf(6, {"1994-01-01", ".06", "24"}),
              AllOf(HasSubstr("BETWEEN 0.05 AND 0.07\n"), HasSubstr("DATE '1995-01-01'")));
  EXPECT_THAT(TextOf(6, {"1994-01-01", "0.09", "24"}), HasSubstr("BETWEEN 0.08 AND 0.10\n"));
  EXPECT_THAT(TextOf(10, {"1993-10-01"}), HasSubstr("o_orderdate <  DATE '1994-01-01'"));
  EXPECT_THAT(TextOf(12, {"AIR", "FOB", "1997-01-01"}), HasSubstr("DATE '1998-01-01'"));
  EXPECT_THAT(TextOf(14, {"1997-12-01"}), HasSubstr("l_shipdate <  DATE '1998-01-01'"));
  EXPECT_THAT(TextOf(15, {"1993-01-01"}), HasSubstr("l_shipdate <  DATE '1993-04-01'"));
  EXPECT_THAT(TextOf(19, {"Brand#1", "Brand#2", "Brand#3", "1", "10", "20"}),
              AllOf(HasSubstr("BETWEEN 1 AND 11\n"), HasSubstr("BETWEEN 10 AND 20\n"),
                    HasSubstr("BETWEEN 20 AND 30\n")));
  EXPECT_THAT(TextOf(20, {"forest", "1997-01-01", "PERU"}), HasSubstr("DATE '1998-01-01'"));
}

TEST(Queries, DefaultFractionFollowsTheScaleFactor) {
  QueryOptions options = {.numbers = {11}};
  EXPECT_THAT(Choose(options).front().parameters, ElementsAre("GERMANY", "0.0001000000"));
  options.scale_factor = ScaleFactor::FromInteger(10);
  EXPECT_THAT(Choose(options).front().parameters, ElementsAre("GERMANY", "0.0000100000"));
}

TEST(Queries, NumbersAreKeptInOrderAndRepeated) {
  const std::vector<ChosenQuery> queries = Choose({.seed = 1, .numbers = {9, 3, 9}});
  EXPECT_THAT(NumbersOf(queries), ElementsAre(9, 3, 9));
  EXPECT_NE(queries[0].parameters, queries[2].parameters);
}

TEST(Queries, NumbersArePositionsInAStream) {
  EXPECT_THAT(NumbersOf(Choose({.seed = 1, .stream = 0, .numbers = {1, 22}})), ElementsAre(14, 12));
  EXPECT_THAT(NumbersOf(Choose({.stream = 42, .numbers = {1}})), ElementsAre(21));
}

TEST(Queries, RefuseWhatDoesNotExist) {
  for (const QueryOptions& options : {QueryOptions{.stream = -1}, QueryOptions{.numbers = {0}},
                                      QueryOptions{.numbers = {23}}, QueryOptions{.seed = 0}}) {
    EXPECT_THAT(ChooseQueries(options).status(), HasCode(StatusCode::kInvalid));
  }
}

TEST(Queries, AnsiHasTheStandardsLimit) {
  EXPECT_THAT(TextOf(10, {"1993-10-01"}, Dialect::kAnsi),
              AllOf(HasSubstr("\nFETCH  FIRST 20 ROWS ONLY;\n"), Not(HasSubstr("LIMIT"))));
}

TEST(Queries, SqliteHasNoDatesButTexts) {
  for (const ChosenQuery& query : Choose({})) {
    EXPECT_THAT(
        FormatQuery(query, Dialect::kSqlite),
        AllOf(Not(HasSubstr("DATE '")), Not(HasSubstr("EXTRACT")), Not(HasSubstr("FROM 1 FOR 2"))));
  }
}

TEST(Answers, AreAfterALineAboutTheQuery) {
  EXPECT_EQ(
      FormatAnswers({14, 17}),
      "-- Q14, promotion effect: date = 1995-09-01; all rows\npromo_revenue\n16.38\n\n"
      "-- Q17, small-quantity-order revenue: brand = Brand#23, container = MED BOX; all rows\n"
      "avg_yearly\n348406.05\n");
}

TEST(Answers, AreThereForAllQueries) {
  std::istringstream lines(FormatAnswers({}));
  std::vector<std::string> headers;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("-- Q")) headers.push_back(line);
  }
  EXPECT_THAT(headers, SizeIs(22));
}

}  // namespace
}  // namespace tpch
