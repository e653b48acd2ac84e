#include "tpch/queries/queries.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>

#include "tpch/queries/derived_values.h"
#include "tpch/queries/parameter_draws.h"
#include "tpch/queries/permutations.h"
#include "tpch/queries/query_templates.h"
#include "tpch/queries/replace_all.h"

namespace tpch {
namespace {

Status CheckRange(std::string_view what, int64_t value, int64_t min, int64_t max) {
  if (value >= min && value <= max) return Status::OK();
  return Status::Invalid(fmt::format("{} {} does not exist", what, value),
                         fmt::format("use a whole number from {} to {}", min, max));
}

Status Check(const QueryOptions& options) {
  if (options.stream) TPCH_RETURN_NOT_OK(CheckRange("stream", *options.stream, 0, kMaxStream));
  for (const int number : options.numbers) {
    TPCH_RETURN_NOT_OK(CheckRange("query", number, 1, kNumQueries));
  }
  return Status::OK();
}

// Returns the numbers of the queries in their order.
std::vector<int> NumbersOf(const QueryOptions& options) {
  std::vector<int> numbers = options.numbers;
  if (numbers.empty()) {
    for (int number = 1; number <= kNumQueries; ++number) numbers.push_back(number);
  }
  if (!options.stream) return numbers;
  const auto order = PermutationOf(*options.stream);
  for (int& number : numbers) number = order[static_cast<size_t>(number - 1)];
  return numbers;
}

std::vector<std::string> DefaultsOf(int number, const ScaleFactor& scale_factor) {
  const QueryTemplate& query = DescribeQuery(number);
  std::vector<std::string> values(query.defaults.begin(),
                                  query.defaults.begin() + query.num_parameters);
  if (number == 11) values.back() = Query11Fraction(scale_factor);
  return values;
}

// Returns the comment line before a query or an answer.
std::string FormatHeader(const ChosenQuery& query) {
  const QueryTemplate& description = DescribeQuery(query.number);
  std::string parameters;
  for (size_t i = 0; i < query.parameters.size(); ++i) {
    parameters +=
        fmt::format("{}{} = {}", i == 0 ? "" : ", ", description.names[i], query.parameters[i]);
  }
  const std::string rows =
      description.max_rows == 0 ? "all" : fmt::format("first {}", description.max_rows);
  return fmt::format("-- Q{}, {}: {}; {} rows\n", query.number, description.question, parameters,
                     rows);
}

// Describes the choice of parameters and order.
std::string DescribeOptions(const QueryOptions& options) {
  std::string text = options.seed ? fmt::format("seed {}", *options.seed) : "default parameters";
  if (options.stream) text += fmt::format(", stream {}", *options.stream);
  return fmt::format("{}, scale factor {}", text, options.scale_factor.ToString());
}

std::string ToJson(const std::optional<int64_t>& value) {
  return value ? std::to_string(*value) : "null";
}

}  // namespace

Result<std::vector<ChosenQuery>> ChooseQueries(const QueryOptions& options) {
  TPCH_RETURN_NOT_OK(Check(options));
  std::optional<ParameterDraws> draws;
  if (options.seed) {
    TPCH_ASSIGN_OR_RETURN(draws, ParameterDraws::Make(*options.seed, options.scale_factor));
  }
  std::vector<ChosenQuery> queries;
  for (const int number : NumbersOf(options)) {
    queries.push_back(
        {number, draws ? draws->Draw(number) : DefaultsOf(number, options.scale_factor)});
  }
  return queries;
}

std::string FormatQuery(const ChosenQuery& query, Dialect dialect) {
  const QueryTemplate& description = DescribeQuery(query.number);
  std::string sql(description.sql);
  std::vector<NamedValue> values = DeriveValues(query.number, query.parameters);
  for (size_t i = 0; i < query.parameters.size(); ++i) {
    values.push_back({std::string(description.names[i]), query.parameters[i]});
  }
  for (const auto& [name, value] : values) ReplaceAll(fmt::format("{{{}}}", name), value, &sql);
  return FormatHeader(query) + Translate(std::move(sql), dialect);
}

std::string FormatQueries(const QueryOptions& options, const std::vector<ChosenQuery>& queries) {
  std::string text = fmt::format("-- TPC-H queries: {}, dialect {}\n", DescribeOptions(options),
                                 NameOf(options.dialect, kDialects));
  for (const ChosenQuery& query : queries) text += "\n" + FormatQuery(query, options.dialect);
  return text;
}

std::string FormatParameters(const QueryOptions& options, const std::vector<ChosenQuery>& queries) {
  std::string text =
      fmt::format("{{\n \"seed\": {},\n \"scale_factor\": {},\n \"stream\": {},\n \"queries\": [",
                  ToJson(options.seed), options.scale_factor.ToString(), ToJson(options.stream));
  for (const ChosenQuery& query : queries) {
    text += fmt::format("{}\n  {{\"query\": {}, \"parameters\": [\"{}\"]}}",
                        &query == queries.data() ? "" : ",", query.number,
                        fmt::join(query.parameters, "\", \""));
  }
  return text + "\n ]\n}\n";
}

std::string FormatAnswers(const std::vector<int>& numbers) {
  QueryOptions options;
  options.numbers = numbers;
  std::string text;
  for (const int number : NumbersOf(options)) {
    const ChosenQuery query = {number, DefaultsOf(number, ScaleFactor::FromInteger(1))};
    text += fmt::format("{}{}{}", text.empty() ? "" : "\n", FormatHeader(query),
                        DescribeQuery(number).answer);
  }
  return text;
}

}  // namespace tpch
