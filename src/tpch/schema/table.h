// The eight tables: names, columns in the standard's order, types, base cardinalities.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "tpch/base/calendar.h"
#include "tpch/schema/scale_factor.h"

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

/// The type that a reader of a typed format sees.
enum class LogicalType : uint8_t {
  kInt32,
  kInt64,
  kDecimal,  ///< decimal(15,2)
  kDate,     ///< days
  kString
};

/// How a batch holds a column and how it becomes text.
enum class Storage : uint8_t {
  kInt32,     ///< int32 values
  kInt64,     ///< int64 values
  kCents,     ///< int64 hundredths, printed `units.cc`
  kQuantity,  ///< int32 whole units of a decimal, printed without decimals
  kDay,       ///< int32 days since 1970-01-01, printed `YYYY-MM-DD`
  kCode,      ///< uint8 index into the column's dictionary
  kText       ///< slices of a text base
};

/// What the values of a column lie between, as a batch holds them, both ends included.
struct ValueRange {
  int32_t low = 0;
  int32_t high = -1;

  /// Returns how many values there are; 0 where they are not known beforehand.
  constexpr int64_t size() const { return int64_t{high} - low + 1; }
};

/// Describes one column.
struct ColumnDescriptor {
  std::string_view name;
  LogicalType type;
  Storage storage;
  /// True when CSV puts quotes around the value (addresses and comments).
  bool quoted = false;
  /// Storage::kText and kCode with known values: bytes of the longest value.
  int32_t max_size_bytes = 0;
  /// The values, where they are few and known before any row is made; codes for Storage::kCode.
  ValueRange values{};
};

/// Describes one table.
struct TableDescriptor {
  Table table;
  std::string_view name;
  /// Base rows at scale factor 1: orders for lineitem, parts for partsupp, rows for all others.
  int64_t base_cardinality;
  /// False for nation and region, which are the same at every scale factor.
  bool scaled;
  /// Rows of the table for one base row, on average.
  int64_t rows_per_base_row;
  /// Bytes of a TBL row at scale factor 1, on average: for estimates.
  int64_t tbl_row_size_bytes;
  std::span<const ColumnDescriptor> columns;
};

/// Returns the table's description, valid for the life of the program.
const TableDescriptor& Describe(Table table);

/// Returns the table of that lower-case name, or nothing.
std::optional<Table> FindTable(std::string_view name);

/// Where a column is.
struct ColumnPlace {
  Table table;
  size_t index;  ///< among the table's columns
};

/// Returns the place of the column of that name, which no two tables share, or nothing.
std::optional<ColumnPlace> FindColumn(std::string_view name);

/// Returns the number of base rows at a scale factor.
int64_t NumBaseRows(Table table, const ScaleFactor& scale_factor);

namespace columns {

/// Lines are shipped 1 to 121 and due 30 to 90 days after the order, and received 1 to 30 days
/// after they were shipped (spec clause 4.2.3).
inline constexpr ValueRange kOrderDays{kFirstDay, kLastOrderDay};
inline constexpr ValueRange kShipDays{kOrderDays.low + 1, kOrderDays.high + 121};
inline constexpr ValueRange kCommitDays{kOrderDays.low + 30, kOrderDays.high + 90};
inline constexpr ValueRange kReceiptDays{kShipDays.low + 1, kShipDays.high + 30};

// clang-format off
inline constexpr std::array kRegion = {
    ColumnDescriptor{"r_regionkey", LogicalType::kInt64, Storage::kInt64},
    ColumnDescriptor{"r_name", LogicalType::kString, Storage::kText, false, 11},
    ColumnDescriptor{"r_comment", LogicalType::kString, Storage::kText, true, 115}};

inline constexpr std::array kNation = {
    ColumnDescriptor{"n_nationkey", LogicalType::kInt64, Storage::kInt64},
    ColumnDescriptor{"n_name", LogicalType::kString, Storage::kText, false, 14},
    ColumnDescriptor{"n_regionkey", LogicalType::kInt64, Storage::kInt64},
    ColumnDescriptor{"n_comment", LogicalType::kString, Storage::kText, true, 115}};

inline constexpr std::array kSupplier = {
    ColumnDescriptor{"s_suppkey", LogicalType::kInt64, Storage::kInt64},
    ColumnDescriptor{"s_name", LogicalType::kString, Storage::kText, false, 28},
    ColumnDescriptor{"s_address", LogicalType::kString, Storage::kText, true, 40},
    ColumnDescriptor{"s_nationkey", LogicalType::kInt64, Storage::kInt64, false, 0, {0, 24}},
    ColumnDescriptor{"s_phone", LogicalType::kString, Storage::kText, false, 15},
    ColumnDescriptor{"s_acctbal", LogicalType::kDecimal, Storage::kCents},
    ColumnDescriptor{"s_comment", LogicalType::kString, Storage::kText, true, 100}};

inline constexpr std::array kPart = {
    ColumnDescriptor{"p_partkey", LogicalType::kInt64, Storage::kInt64},
    ColumnDescriptor{"p_name", LogicalType::kString, Storage::kText, false, 54},
    ColumnDescriptor{"p_mfgr", LogicalType::kString, Storage::kCode},
    ColumnDescriptor{"p_brand", LogicalType::kString, Storage::kCode},
    ColumnDescriptor{"p_type", LogicalType::kString, Storage::kCode},
    ColumnDescriptor{"p_size", LogicalType::kInt32, Storage::kInt32, false, 0, {1, 50}},
    ColumnDescriptor{"p_container", LogicalType::kString, Storage::kCode},
    ColumnDescriptor{"p_retailprice", LogicalType::kDecimal, Storage::kCents},
    ColumnDescriptor{"p_comment", LogicalType::kString, Storage::kText, true, 22}};

inline constexpr std::array kPartsupp = {
    ColumnDescriptor{"ps_partkey", LogicalType::kInt64, Storage::kInt64},
    ColumnDescriptor{"ps_suppkey", LogicalType::kInt64, Storage::kInt64},
    ColumnDescriptor{"ps_availqty", LogicalType::kInt32, Storage::kInt32},
    ColumnDescriptor{"ps_supplycost", LogicalType::kDecimal, Storage::kCents},
    ColumnDescriptor{"ps_comment", LogicalType::kString, Storage::kText, true, 198}};

inline constexpr std::array kCustomer = {
    ColumnDescriptor{"c_custkey", LogicalType::kInt64, Storage::kInt64},
    ColumnDescriptor{"c_name", LogicalType::kString, Storage::kText, false, 28},
    ColumnDescriptor{"c_address", LogicalType::kString, Storage::kText, true, 40},
    ColumnDescriptor{"c_nationkey", LogicalType::kInt64, Storage::kInt64, false, 0, {0, 24}},
    ColumnDescriptor{"c_phone", LogicalType::kString, Storage::kText, false, 15},
    ColumnDescriptor{"c_acctbal", LogicalType::kDecimal, Storage::kCents},
    ColumnDescriptor{"c_mktsegment", LogicalType::kString, Storage::kCode},
    ColumnDescriptor{"c_comment", LogicalType::kString, Storage::kText, true, 116}};

inline constexpr std::array kOrders = {
    ColumnDescriptor{"o_orderkey", LogicalType::kInt64, Storage::kInt64},
    ColumnDescriptor{"o_custkey", LogicalType::kInt64, Storage::kInt64},
    ColumnDescriptor{"o_orderstatus", LogicalType::kString, Storage::kCode},
    ColumnDescriptor{"o_totalprice", LogicalType::kDecimal, Storage::kCents},
    ColumnDescriptor{"o_orderdate", LogicalType::kDate, Storage::kDay, false, 0, kOrderDays},
    ColumnDescriptor{"o_orderpriority", LogicalType::kString, Storage::kCode},
    ColumnDescriptor{"o_clerk", LogicalType::kString, Storage::kText, false, 25},
    ColumnDescriptor{"o_shippriority", LogicalType::kInt32, Storage::kInt32, false, 0, {0, 0}},
    ColumnDescriptor{"o_comment", LogicalType::kString, Storage::kText, true, 78}};

inline constexpr std::array kLineitem = {
    ColumnDescriptor{"l_orderkey", LogicalType::kInt64, Storage::kInt64},
    ColumnDescriptor{"l_partkey", LogicalType::kInt64, Storage::kInt64},
    ColumnDescriptor{"l_suppkey", LogicalType::kInt64, Storage::kInt64},
    ColumnDescriptor{"l_linenumber", LogicalType::kInt32, Storage::kInt32, false, 0, {1, 7}},
    ColumnDescriptor{"l_quantity", LogicalType::kDecimal, Storage::kQuantity, false, 0, {1, 50}},
    ColumnDescriptor{"l_extendedprice", LogicalType::kDecimal, Storage::kCents},
    ColumnDescriptor{"l_discount", LogicalType::kDecimal, Storage::kCents, false, 0, {0, 10}},
    ColumnDescriptor{"l_tax", LogicalType::kDecimal, Storage::kCents, false, 0, {0, 8}},
    ColumnDescriptor{"l_returnflag", LogicalType::kString, Storage::kCode, false, 1, {0, 2}},
    ColumnDescriptor{"l_linestatus", LogicalType::kString, Storage::kCode, false, 1, {0, 1}},
    ColumnDescriptor{"l_shipdate", LogicalType::kDate, Storage::kDay, false, 0, kShipDays},
    ColumnDescriptor{"l_commitdate", LogicalType::kDate, Storage::kDay, false, 0, kCommitDays},
    ColumnDescriptor{"l_receiptdate", LogicalType::kDate, Storage::kDay, false, 0, kReceiptDays},
    ColumnDescriptor{"l_shipinstruct", LogicalType::kString, Storage::kCode, false, 17, {0, 3}},
    ColumnDescriptor{"l_shipmode", LogicalType::kString, Storage::kCode, false, 7, {0, 6}},
    ColumnDescriptor{"l_comment", LogicalType::kString, Storage::kText, true, 43}};
// clang-format on

}  // namespace columns
}  // namespace tpch
