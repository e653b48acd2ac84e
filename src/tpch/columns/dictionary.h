// The values that a column of codes refers to.

#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace tpch {

/// One dictionary value in a cell of 32 bytes, so that a writer may copy a fixed size.
struct DictionaryValue {
  std::array<char, 31> text{};
  uint8_t size_bytes = 0;

  constexpr std::string_view view() const { return {text.data(), size_bytes}; }
};

/// The values of a dictionary-coded column; code i stands for values[i]. Immutable once built; all
/// threads share it.
using Dictionary = std::vector<DictionaryValue>;

}  // namespace tpch
