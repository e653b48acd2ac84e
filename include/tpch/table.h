// The eight tables by name, and what else has rows of its own.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace tpch {

/// The tables in the order in which they are listed and streamed, then what only files have.
enum class Table : uint8_t {
  kRegion,
  kNation,
  kSupplier,
  kPart,
  kPartsupp,
  kCustomer,
  kOrders,
  kLineitem,
  kDelete  ///< the keys of the orders that a refresh set deletes
};

inline constexpr std::array<Table, 8> kAllTables = {
    Table::kRegion,   Table::kNation,   Table::kSupplier, Table::kPart,
    Table::kPartsupp, Table::kCustomer, Table::kOrders,   Table::kLineitem};

/// The parts of a refresh set.
inline constexpr std::array<Table, 3> kRefreshTables = {Table::kOrders, Table::kLineitem,
                                                        Table::kDelete};

/// All that a file can contain, by value.
inline constexpr std::array<Table, 9> kFileTables = {
    Table::kRegion,   Table::kNation, Table::kSupplier, Table::kPart,  Table::kPartsupp,
    Table::kCustomer, Table::kOrders, Table::kLineitem, Table::kDelete};

/// Returns the table's lower-case name.
std::string_view NameOf(Table table);

/// Returns that of the tables which has this lower-case name, or nothing.
std::optional<Table> FindTable(std::string_view name, std::span<const Table> tables = kAllTables);

}  // namespace tpch
