// Names of an enumeration's values, in compile-time tables.

#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

namespace tpch {

/// A value of an enumeration and its name. Entries of a table may have another type that has these
/// members and more.
template <typename Enum>
struct EnumName {
  Enum value;
  std::string_view name;
};

/// Returns the entry of a value. REQUIRES: the table has one.
template <typename Entry, size_t kNumEntries>
constexpr const Entry& EntryOf(decltype(Entry::value) value, const Entry (&table)[kNumEntries]) {
  return *std::ranges::find(table, value, &Entry::value);
}

/// Returns the name of a value. REQUIRES: the table has one.
template <typename Entry, size_t kNumEntries>
constexpr std::string_view NameOf(decltype(Entry::value) value, const Entry (&table)[kNumEntries]) {
  return EntryOf(value, table).name;
}

/// Returns the entry with exactly this name, or null.
template <typename Entry, size_t kNumEntries>
constexpr const Entry* FindByName(std::string_view name, const Entry (&table)[kNumEntries]) {
  const auto* const found = std::ranges::find(table, name, &Entry::name);
  return found == std::end(table) ? nullptr : found;
}

/// Lists all names in table order: `none, lz4 or zstd`.
template <typename Entry, size_t kNumEntries>
std::string ListNames(const Entry (&table)[kNumEntries]) {
  std::string names(table[0].name);
  for (size_t i = 1; i < kNumEntries; ++i) {
    names += i + 1 == kNumEntries ? " or " : ", ";
    names += table[i].name;
  }
  return names;
}

}  // namespace tpch
