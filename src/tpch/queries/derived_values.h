// Values in the texts of queries that are computed from parameters, so that no engine must: bounds,
// and the ends of date ranges.

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tpch {

/// The value of a placeholder.
struct NamedValue {
  std::string name;
  std::string value;
};

/// Returns the computed values of query `number` for its parameters.
std::vector<NamedValue> DeriveValues(int number, std::span<const std::string> parameters);

}  // namespace tpch
