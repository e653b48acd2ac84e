// The 22 queries of TPC-H with placeholders, generated from data/ at build time.

#pragma once

#include <array>
#include <string_view>

namespace tpch {

inline constexpr int kMaxParameters = 10;

/// A query; all texts are valid for the lifetime of the program.
struct QueryTemplate {
  int number;
  std::string_view question;  ///< what the query answers, in a few words
  int num_parameters;
  std::array<std::string_view, kMaxParameters> names;     ///< of parameters, in qgen's order
  std::array<std::string_view, kMaxParameters> defaults;  ///< the values for validation
  int max_rows;                                           ///< 0: all
  std::string_view sql;     ///< `{name}` for parameters and for the values of DeriveValues
  std::string_view answer;  ///< with defaults at scale factor 1: lines of fields separated by `|`,
                            ///< names first
};

/// Returns a query by its number. REQUIRES: 1 <= number <= 22.
const QueryTemplate& DescribeQuery(int number);

}  // namespace tpch
