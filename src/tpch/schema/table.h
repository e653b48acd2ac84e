// The eight tables, the deletes of refresh sets, and their columns, with all facts that other code
// needs. Code that reads these descriptors names no table and no column.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "tpch/scale_factor.h"
#include "tpch/schema/calendar.h"
#include "tpch/table.h"

namespace tpch {

/// The type that a reader of a typed format sees.
enum class LogicalType : uint8_t {
  kInt32,
  kInt64,
  kDecimal,  ///< decimal(15,2)
  kDate,     ///< days
  kString
};

/// How a batch stores a column, and its text form.
enum class Storage : uint8_t {
  kInt32,     ///< int32 values
  kInt64,     ///< int64 values
  kCents,     ///< int64 hundredths, printed `units.cc`
  kQuantity,  ///< int32 whole units of a decimal, printed without decimals
  kDay,       ///< int32 days since 1970-01-01, printed `YYYY-MM-DD`
  kCode,      ///< uint8 index into the column's dictionary
  kText       ///< slices of a text base
};

/// The smallest and largest value of a column, as stored in a batch; both included.
struct ValueRange {
  int32_t low = 0;
  int32_t high = -1;

  /// Returns the number of values; 0 if they are not known beforehand.
  constexpr int64_t size() const { return int64_t{high} - low + 1; }
};

/// The kind of text in a column, which determines how well it can be encoded and compressed.
enum class TextKind : uint8_t {
  kNone,          ///< numbers and dates
  kName,          ///< one of a few names
  kWords,         ///< a few words of a list
  kNumberedName,  ///< names that share all but the last digits
  kAddress,       ///< random characters
  kPhone,         ///< phone numbers of equal length
  kComment        ///< sentences
};

/// Average bytes of a value, at scale factor 1, stored as its difference from the previous value.
struct DifferenceSize {
  double size_bytes = 0;
  double file_size_bytes = 0;  ///< numbers: after any codec
};

/// Describes one column.
struct ColumnDescriptor {
  std::string_view name;
  LogicalType type;
  Storage storage;
  /// The values, if they are few and known before generation; codes for Storage::kCode.
  ValueRange values{};
  TextKind text = TextKind::kNone;
  /// Storage::kText and kCode with known values: size of the longest value in bytes.
  int32_t max_size_bytes = 0;
  /// Only for numbers with unknown values and for numbered names. Keys other than the first column
  /// take half a byte less at scale factor 1, and half a byte more at 100.
  DifferenceSize differences{};

  /// Returns whether CSV puts quotes around the values.
  constexpr bool quoted() const { return text == TextKind::kAddress || text == TextKind::kComment; }
};

/// Describes one table.
struct TableDescriptor {
  Table table;
  std::string_view name;

  /// The table whose rows are the base rows: orders for lineitem, part for partsupp, and the table
  /// itself for all others.
  Table base_table;
  /// Base rows at scale factor 1; of deletes, those of one refresh set.
  int64_t base_cardinality;
  /// False for nation and region, which are the same at every scale factor and never split.
  bool scaled;
  /// Rows of the table for one base row: average and maximum.
  int64_t rows_per_base_row;
  int64_t max_rows_per_base_row;

  /// Tables that are generated together have equal units, whose size one of them determines:
  /// lineitem for orders, and the table itself for all others. Every format relies on this
  /// (Format::UnitBaseRows).
  Table unit_table;
  /// The largest number of base rows of a unit of many pages: 2 to 5 MB before compression.
  int64_t max_unit_base_rows;

  /// Average bytes of a row at scale factor 1, for estimates.
  int64_t tbl_row_size_bytes;
  int64_t arrow_row_size_bytes;
  int64_t lz4_arrow_row_size_bytes;
  int64_t gzip_tbl_row_size_bytes;  ///< level 6
  int64_t zstd_tbl_row_size_bytes;  ///< level 1
  int64_t lz4_tbl_row_size_bytes;

  std::span<const ColumnDescriptor> columns;
  /// Indices of the primary key's columns. The first one determines the base row.
  std::span<const size_t> key_columns;
  /// Indices of the columns by which rows ascend.
  std::span<const size_t> sort_columns;
};

/// Returns the table's description, valid for the life of the program.
constexpr const TableDescriptor& Describe(Table table);

/// Returns the description of the table that determines the unit size of `table`.
constexpr const TableDescriptor& DescribeUnitTable(Table table);

/// The location of a column.
struct ColumnPlace {
  Table table;
  size_t index;  ///< among the table's columns
};

/// Returns the location of the column with that name, which is unique across kAllTables, or
/// nullopt.
std::optional<ColumnPlace> FindColumn(std::string_view name);

/// Returns the indices of a table's columns of dates.
std::vector<size_t> DateColumns(Table table);

/// Returns the number of base rows at a scale factor.
int64_t NumBaseRows(Table table, const ScaleFactor& scale_factor);

namespace columns {

using enum TextKind;

/// Days from the order until lines are shipped and due, and from shipping until they are received
/// (spec clause 4.2.3).
inline constexpr ValueRange kShipLag{1, 121};
inline constexpr ValueRange kCommitLag{30, 90};
inline constexpr ValueRange kReceiptLag{1, 30};

/// Returns the days that are a lag after these.
constexpr ValueRange After(const ValueRange& days, const ValueRange& lag) {
  return {days.low + lag.low, days.high + lag.high};
}

inline constexpr ValueRange kOrderDays{kFirstDay, kLastOrderDay};
inline constexpr ValueRange kShipDays = After(kOrderDays, kShipLag);
inline constexpr ValueRange kCommitDays = After(kOrderDays, kCommitLag);
inline constexpr ValueRange kReceiptDays = After(kShipDays, kReceiptLag);

// clang-format off
inline constexpr std::array kRegion = {
    ColumnDescriptor{"r_regionkey", LogicalType::kInt64, Storage::kInt64},
    ColumnDescriptor{"r_name", LogicalType::kString, Storage::kText, {}, kName, 11},
    ColumnDescriptor{"r_comment", LogicalType::kString, Storage::kText, {}, kComment, 115}};

inline constexpr std::array kNation = {
    ColumnDescriptor{"n_nationkey", LogicalType::kInt64, Storage::kInt64},
    ColumnDescriptor{"n_name", LogicalType::kString, Storage::kText, {}, kName, 14},
    ColumnDescriptor{"n_regionkey", LogicalType::kInt64, Storage::kInt64},
    ColumnDescriptor{"n_comment", LogicalType::kString, Storage::kText, {}, kComment, 115}};

inline constexpr std::array kSupplier = {
    ColumnDescriptor{"s_suppkey", LogicalType::kInt64, Storage::kInt64, {}, {}, 0, {0.04, 0.01}},
    ColumnDescriptor{"s_name", LogicalType::kString, Storage::kText, {}, kNumberedName, 28, {1.9}},
    ColumnDescriptor{"s_address", LogicalType::kString, Storage::kText, {}, kAddress, 40},
    ColumnDescriptor{"s_nationkey", LogicalType::kInt64, Storage::kInt64, {0, 24}},
    ColumnDescriptor{"s_phone", LogicalType::kString, Storage::kText, {}, kPhone, 15},
    ColumnDescriptor{"s_acctbal", LogicalType::kDecimal, Storage::kCents, {}, {}, 0, {2.7, 2.7}},
    ColumnDescriptor{"s_comment", LogicalType::kString, Storage::kText, {}, kComment, 100}};

inline constexpr std::array kPart = {
    ColumnDescriptor{"p_partkey", LogicalType::kInt64, Storage::kInt64, {}, {}, 0, {0.04, 0.01}},
    ColumnDescriptor{"p_name", LogicalType::kString, Storage::kText, {}, kWords, 54},
    ColumnDescriptor{"p_mfgr", LogicalType::kString, Storage::kCode, {}, kName},
    ColumnDescriptor{"p_brand", LogicalType::kString, Storage::kCode, {}, kName},
    ColumnDescriptor{"p_type", LogicalType::kString, Storage::kCode, {}, kName},
    ColumnDescriptor{"p_size", LogicalType::kInt32, Storage::kInt32, {1, 50}},
    ColumnDescriptor{"p_container", LogicalType::kString, Storage::kCode, {}, kName},
    ColumnDescriptor{"p_retailprice", LogicalType::kDecimal, Storage::kCents, {}, {}, 0,
                     {0.4, 0.05}},
    ColumnDescriptor{"p_comment", LogicalType::kString, Storage::kText, {}, kComment, 22}};

inline constexpr std::array kPartsupp = {
    ColumnDescriptor{"ps_partkey", LogicalType::kInt64, Storage::kInt64, {}, {}, 0, {0.17, 0.01}},
    ColumnDescriptor{"ps_suppkey", LogicalType::kInt64, Storage::kInt64, {}, {}, 0, {2.2, 0.1}},
    ColumnDescriptor{"ps_availqty", LogicalType::kInt32, Storage::kInt32, {}, {}, 0, {1.9, 1.9}},
    ColumnDescriptor{"ps_supplycost", LogicalType::kDecimal, Storage::kCents, {}, {}, 0,
                     {2.3, 2.3}},
    ColumnDescriptor{"ps_comment", LogicalType::kString, Storage::kText, {}, kComment, 198}};

inline constexpr std::array kCustomer = {
    ColumnDescriptor{"c_custkey", LogicalType::kInt64, Storage::kInt64, {}, {}, 0, {0.04, 0.01}},
    ColumnDescriptor{"c_name", LogicalType::kString, Storage::kText, {}, kNumberedName, 28, {1.9}},
    ColumnDescriptor{"c_address", LogicalType::kString, Storage::kText, {}, kAddress, 40},
    ColumnDescriptor{"c_nationkey", LogicalType::kInt64, Storage::kInt64, {0, 24}},
    ColumnDescriptor{"c_phone", LogicalType::kString, Storage::kText, {}, kPhone, 15},
    ColumnDescriptor{"c_acctbal", LogicalType::kDecimal, Storage::kCents, {}, {}, 0, {2.7, 2.7}},
    ColumnDescriptor{"c_mktsegment", LogicalType::kString, Storage::kCode, {}, kName},
    ColumnDescriptor{"c_comment", LogicalType::kString, Storage::kText, {}, kComment, 116}};

inline constexpr std::array kOrders = {
    ColumnDescriptor{"o_orderkey", LogicalType::kInt64, Storage::kInt64, {}, {}, 0, {0.67, 0.03}},
    ColumnDescriptor{"o_custkey", LogicalType::kInt64, Storage::kInt64, {}, {}, 0, {2.8, 2.8}},
    ColumnDescriptor{"o_orderstatus", LogicalType::kString, Storage::kCode, {}, kName},
    ColumnDescriptor{"o_totalprice", LogicalType::kDecimal, Storage::kCents, {}, {}, 0, {3.3, 3.3}},
    ColumnDescriptor{"o_orderdate", LogicalType::kDate, Storage::kDay, kOrderDays},
    ColumnDescriptor{"o_orderpriority", LogicalType::kString, Storage::kCode, {}, kName},
    ColumnDescriptor{"o_clerk", LogicalType::kString, Storage::kText, {}, kNumberedName, 25,
                     {3.55}},
    ColumnDescriptor{"o_shippriority", LogicalType::kInt32, Storage::kInt32, {0, 0}},
    ColumnDescriptor{"o_comment", LogicalType::kString, Storage::kText, {}, kComment, 78}};

inline constexpr std::array kLineitem = {
    ColumnDescriptor{"l_orderkey", LogicalType::kInt64, Storage::kInt64, {}, {}, 0, {0.63, 0.3}},
    ColumnDescriptor{"l_partkey", LogicalType::kInt64, Storage::kInt64, {}, {}, 0, {2.8, 2.8}},
    ColumnDescriptor{"l_suppkey", LogicalType::kInt64, Storage::kInt64, {}, {}, 0, {2.3, 2.3}},
    ColumnDescriptor{"l_linenumber", LogicalType::kInt32, Storage::kInt32, {1, 7}},
    ColumnDescriptor{"l_quantity", LogicalType::kDecimal, Storage::kQuantity, {1, 50}},
    ColumnDescriptor{"l_extendedprice", LogicalType::kDecimal, Storage::kCents, {}, {}, 0,
                     {3.1, 3.1}},
    ColumnDescriptor{"l_discount", LogicalType::kDecimal, Storage::kCents, {0, 10}},
    ColumnDescriptor{"l_tax", LogicalType::kDecimal, Storage::kCents, {0, 8}},
    ColumnDescriptor{"l_returnflag", LogicalType::kString, Storage::kCode, {0, 2}, kName, 1},
    ColumnDescriptor{"l_linestatus", LogicalType::kString, Storage::kCode, {0, 1}, kName, 1},
    ColumnDescriptor{"l_shipdate", LogicalType::kDate, Storage::kDay, kShipDays},
    ColumnDescriptor{"l_commitdate", LogicalType::kDate, Storage::kDay, kCommitDays},
    ColumnDescriptor{"l_receiptdate", LogicalType::kDate, Storage::kDay, kReceiptDays},
    ColumnDescriptor{"l_shipinstruct", LogicalType::kString, Storage::kCode, {0, 3}, kName, 17},
    ColumnDescriptor{"l_shipmode", LogicalType::kString, Storage::kCode, {0, 6}, kName, 7},
    ColumnDescriptor{"l_comment", LogicalType::kString, Storage::kText, {}, kComment, 43}};

inline constexpr std::array kDelete = {kOrders.front()};
// clang-format on

/// Columns by index.
inline constexpr std::array<size_t, 1> kFirst = {0};
inline constexpr std::array<size_t, 2> kFirstTwo = {0, 1};
inline constexpr std::array<size_t, 2> kOrderAndLine = {0, 3};

}  // namespace columns

// clang-format off
inline constexpr std::array<TableDescriptor, kFileTables.size()> kTableDescriptors = {{
    {.table = Table::kRegion, .name = "region",
     .base_table = Table::kRegion, .base_cardinality = 5, .scaled = false,
     .rows_per_base_row = 1, .max_rows_per_base_row = 1,
     .unit_table = Table::kRegion, .max_unit_base_rows = 32'768,
     .tbl_row_size_bytes = 78, .arrow_row_size_bytes = 326, .lz4_arrow_row_size_bytes = 335,
     .gzip_tbl_row_size_bytes = 51, .zstd_tbl_row_size_bytes = 50,
     .lz4_tbl_row_size_bytes = 66,
     .columns = columns::kRegion,
     .key_columns = columns::kFirst, .sort_columns = columns::kFirst},
    {.table = Table::kNation, .name = "nation",
     .base_table = Table::kNation, .base_cardinality = 25, .scaled = false,
     .rows_per_base_row = 1, .max_rows_per_base_row = 1,
     .unit_table = Table::kNation, .max_unit_base_rows = 32'768,
     .tbl_row_size_bytes = 89, .arrow_row_size_bytes = 164, .lz4_arrow_row_size_bytes = 129,
     .gzip_tbl_row_size_bytes = 39, .zstd_tbl_row_size_bytes = 41,
     .lz4_tbl_row_size_bytes = 57,
     .columns = columns::kNation,
     .key_columns = columns::kFirst, .sort_columns = columns::kFirst},
    {.table = Table::kSupplier, .name = "supplier",
     .base_table = Table::kSupplier, .base_cardinality = 10'000, .scaled = true,
     .rows_per_base_row = 1, .max_rows_per_base_row = 1,
     .unit_table = Table::kSupplier, .max_unit_base_rows = 32'768,
     .tbl_row_size_bytes = 141, .arrow_row_size_bytes = 169, .lz4_arrow_row_size_bytes = 94,
     .gzip_tbl_row_size_bytes = 58, .zstd_tbl_row_size_bytes = 62,
     .lz4_tbl_row_size_bytes = 87,
     .columns = columns::kSupplier,
     .key_columns = columns::kFirst, .sort_columns = columns::kFirst},
    {.table = Table::kPart, .name = "part",
     .base_table = Table::kPart, .base_cardinality = 200'000, .scaled = true,
     .rows_per_base_row = 1, .max_rows_per_base_row = 1,
     .unit_table = Table::kPart, .max_unit_base_rows = 65'536,
     .tbl_row_size_bytes = 121, .arrow_row_size_bytes = 149, .lz4_arrow_row_size_bytes = 68,
     .gzip_tbl_row_size_bytes = 31, .zstd_tbl_row_size_bytes = 37,
     .lz4_tbl_row_size_bytes = 52,
     .columns = columns::kPart,
     .key_columns = columns::kFirst, .sort_columns = columns::kFirst},
    {.table = Table::kPartsupp, .name = "partsupp",
     .base_table = Table::kPart, .base_cardinality = 200'000, .scaled = true,
     .rows_per_base_row = 4, .max_rows_per_base_row = 4,
     .unit_table = Table::kPartsupp, .max_unit_base_rows = 8'192,
     .tbl_row_size_bytes = 149, .arrow_row_size_bytes = 164, .lz4_arrow_row_size_bytes = 63,
     .gzip_tbl_row_size_bytes = 37, .zstd_tbl_row_size_bytes = 41,
     .lz4_tbl_row_size_bytes = 65,
     .columns = columns::kPartsupp,
     .key_columns = columns::kFirstTwo, .sort_columns = columns::kFirst},
    {.table = Table::kCustomer, .name = "customer",
     .base_table = Table::kCustomer, .base_cardinality = 150'000, .scaled = true,
     .rows_per_base_row = 1, .max_rows_per_base_row = 1,
     .unit_table = Table::kCustomer, .max_unit_base_rows = 32'768,
     .tbl_row_size_bytes = 162, .arrow_row_size_bytes = 192, .lz4_arrow_row_size_bytes = 103,
     .gzip_tbl_row_size_bytes = 61, .zstd_tbl_row_size_bytes = 65,
     .lz4_tbl_row_size_bytes = 91,
     .columns = columns::kCustomer,
     .key_columns = columns::kFirst, .sort_columns = columns::kFirst},
    {.table = Table::kOrders, .name = "orders",
     .base_table = Table::kOrders, .base_cardinality = 1'500'000, .scaled = true,
     .rows_per_base_row = 1, .max_rows_per_base_row = 1,
     .unit_table = Table::kLineitem, .max_unit_base_rows = 32'768,
     .tbl_row_size_bytes = 115, .arrow_row_size_bytes = 129, .lz4_arrow_row_size_bytes = 58,
     .gzip_tbl_row_size_bytes = 32, .zstd_tbl_row_size_bytes = 35,
     .lz4_tbl_row_size_bytes = 53,
     .columns = columns::kOrders,
     .key_columns = columns::kFirst, .sort_columns = columns::kFirst},
    {.table = Table::kLineitem, .name = "lineitem",
     .base_table = Table::kOrders, .base_cardinality = 1'500'000, .scaled = true,
     .rows_per_base_row = 4, .max_rows_per_base_row = 7,
     .unit_table = Table::kLineitem, .max_unit_base_rows = 32'768,
     .tbl_row_size_bytes = 127, .arrow_row_size_bytes = 169, .lz4_arrow_row_size_bytes = 69,
     .gzip_tbl_row_size_bytes = 36, .zstd_tbl_row_size_bytes = 41,
     .lz4_tbl_row_size_bytes = 64,
     .columns = columns::kLineitem,
     .key_columns = columns::kOrderAndLine, .sort_columns = columns::kOrderAndLine},
    {.table = Table::kDelete, .name = "delete",
     .base_table = Table::kDelete, .base_cardinality = 1'500, .scaled = true,
     .rows_per_base_row = 1, .max_rows_per_base_row = 1,
     .unit_table = Table::kDelete, .max_unit_base_rows = 65'536,
     .tbl_row_size_bytes = 6, .arrow_row_size_bytes = 8, .lz4_arrow_row_size_bytes = 5,
     .gzip_tbl_row_size_bytes = 2, .zstd_tbl_row_size_bytes = 2,
     .lz4_tbl_row_size_bytes = 4,
     .columns = columns::kDelete,
     .key_columns = columns::kFirst, .sort_columns = columns::kFirst},
}};
// clang-format on

constexpr const TableDescriptor& Describe(Table table) {
  return kTableDescriptors[static_cast<size_t>(table)];
}

constexpr const TableDescriptor& DescribeUnitTable(Table table) {
  return Describe(Describe(table).unit_table);
}

/// A column name for messages that show an example.
inline constexpr std::string_view kExampleColumn = columns::kLineitem.back().name;

/// Calls `visit.operator()<kColumns>()` with the columns of `table`, for code that is compiled for
/// each table.
template <typename Visit>
void VisitColumns(Table table, const Visit& visit) {
  switch (table) {
    case Table::kRegion:
      return visit.template operator()<columns::kRegion>();
    case Table::kNation:
      return visit.template operator()<columns::kNation>();
    case Table::kSupplier:
      return visit.template operator()<columns::kSupplier>();
    case Table::kPart:
      return visit.template operator()<columns::kPart>();
    case Table::kPartsupp:
      return visit.template operator()<columns::kPartsupp>();
    case Table::kCustomer:
      return visit.template operator()<columns::kCustomer>();
    case Table::kOrders:
      return visit.template operator()<columns::kOrders>();
    case Table::kLineitem:
      return visit.template operator()<columns::kLineitem>();
    case Table::kDelete:
      return visit.template operator()<columns::kDelete>();
  }
}

}  // namespace tpch
