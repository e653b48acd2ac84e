// What the bytes of files depend on, in words: how a format describes itself in a manifest.

#pragma once

#include <string>
#include <utility>
#include <vector>

namespace tpch {

/// An option by its name on the command line, without dashes, and its value.
struct DataOption {
  std::string name;
  std::string value;
  /// Another text that a manifest may have for the same value; empty: none.
  std::string synonym = {};

  bool operator==(const DataOption&) const = default;
};

/// In a fixed order.
using DataOptions = std::vector<DataOption>;

/// Describes an option whose default value is called that.
inline DataOption DescribeOption(std::string name, std::string value, bool is_default) {
  if (!is_default) return {std::move(name), std::move(value)};
  return {std::move(name), "default", std::move(value)};
}

/// Describes an option without a value.
inline DataOption DescribeFlag(std::string name, bool is_set) {
  return {std::move(name), is_set ? "true" : "default"};
}

}  // namespace tpch
