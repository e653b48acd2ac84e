// The eight tables by name.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tpch {

/// The tables in the order in which they are listed and streamed.
enum class Table : uint8_t {
  kRegion,
  kNation,
  kSupplier,
  kPart,
  kPartsupp,
  kCustomer,
  kOrders,
  kLineitem
};

inline constexpr std::array<Table, 8> kAllTables = {
    Table::kRegion,   Table::kNation,   Table::kSupplier, Table::kPart,
    Table::kPartsupp, Table::kCustomer, Table::kOrders,   Table::kLineitem};

/// Returns the table's lower-case name.
std::string_view NameOf(Table table);

/// Returns the table of that lower-case name, or nothing.
std::optional<Table> FindTable(std::string_view name);

}  // namespace tpch
