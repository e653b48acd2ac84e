// The options on which the bytes of files depend, as text for a manifest.

#pragma once

#include <string>
#include <utility>
#include <vector>

namespace tpch {

/// An option: its name on the command line, without dashes, and its value.
struct DataOption {
  std::string name;
  std::string value;
  /// Another text for the same value, which a manifest may contain; empty: none.
  std::string synonym = {};

  bool operator==(const DataOption&) const = default;
};

/// Options in a fixed order.
using DataOptions = std::vector<DataOption>;

/// Describes an option. A default value is called "default" and has `value` as its synonym.
inline DataOption DescribeOption(std::string name, std::string value, bool is_default) {
  if (!is_default) return {std::move(name), std::move(value)};
  return {std::move(name), "default", std::move(value)};
}

/// Describes an option without a value.
inline DataOption DescribeFlag(std::string name, bool is_set) {
  return {std::move(name), is_set ? "true" : "default"};
}

}  // namespace tpch
