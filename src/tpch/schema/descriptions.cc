#include "tpch/schema/descriptions.h"

#include <algorithm>
#include <iterator>

namespace tpch {
namespace {

struct Description {
  std::string_view name;
  std::string_view text;
};

constexpr Description kDescriptions[] = {
    {"region", "Regions of the world"},
    {"r_regionkey", "Number of the region"},
    {"r_name", "Name"},
    {"r_comment", "Comment"},

    {"nation", "Nations, each in a region"},
    {"n_nationkey", "Number of the nation"},
    {"n_name", "Name"},
    {"n_regionkey", "Region of the nation"},
    {"n_comment", "Comment"},

    {"supplier", "Suppliers of parts"},
    {"s_suppkey", "Number of the supplier"},
    {"s_name", "Name"},
    {"s_address", "Address"},
    {"s_nationkey", "Nation of the supplier"},
    {"s_phone", "Phone number, which begins with a code of the nation"},
    {"s_acctbal", "Balance of the account"},
    {"s_comment", "Comment, of some suppliers about complaints or recommendations"},

    {"part", "Parts that are bought and sold"},
    {"p_partkey", "Number of the part"},
    {"p_name", "Name: five colors"},
    {"p_mfgr", "Manufacturer"},
    {"p_brand", "Brand, of one manufacturer"},
    {"p_type", "Type: size or quality, finish, and metal"},
    {"p_size", "Size, 1 to 50"},
    {"p_container", "Container in which the part is sold"},
    {"p_retailprice", "Price for customers"},
    {"p_comment", "Comment"},

    {"partsupp", "Parts that a supplier has: four suppliers for each part"},
    {"ps_partkey", "The part"},
    {"ps_suppkey", "The supplier"},
    {"ps_availqty", "Quantity that is available"},
    {"ps_supplycost", "Price for which the supplier sells the part"},
    {"ps_comment", "Comment"},

    {"customer", "Customers, of whom a third have no orders"},
    {"c_custkey", "Number of the customer"},
    {"c_name", "Name"},
    {"c_address", "Address"},
    {"c_nationkey", "Nation of the customer"},
    {"c_phone", "Phone number, which begins with a code of the nation"},
    {"c_acctbal", "Balance of the account"},
    {"c_mktsegment", "Market segment"},
    {"c_comment", "Comment"},

    {"orders", "Orders of customers"},
    {"o_orderkey", "Number of the order: 8 of every 32 numbers are used"},
    {"o_custkey", "Customer who ordered"},
    {"o_orderstatus", "F: all lines are F, O: all lines are O, P: some of both"},
    {"o_totalprice", "Sum of the lines with discount and tax"},
    {"o_orderdate", "Day of the order"},
    {"o_orderpriority", "Priority, from 1-URGENT to 5-LOW"},
    {"o_clerk", "Clerk who took the order"},
    {"o_shippriority", "Priority of shipping, always 0"},
    {"o_comment", "Comment"},

    {"lineitem", "Lines of orders: one to seven for each order"},
    {"l_orderkey", "The order"},
    {"l_partkey", "Part that was ordered"},
    {"l_suppkey", "Supplier of the part"},
    {"l_linenumber", "Number of the line within the order"},
    {"l_quantity", "Quantity, 1 to 50"},
    {"l_extendedprice", "Quantity times price of the part"},
    {"l_discount", "Discount as a fraction, 0.00 to 0.10"},
    {"l_tax", "Tax as a fraction, 0.00 to 0.08"},
    {"l_returnflag", "R: returned, A: accepted, N: received after 1995-06-17"},
    {"l_linestatus", "F: shipped by 1995-06-17, O: open"},
    {"l_shipdate", "Day of shipping"},
    {"l_commitdate", "Day by which the line should arrive"},
    {"l_receiptdate", "Day of arrival"},
    {"l_shipinstruct", "Instructions for delivery"},
    {"l_shipmode", "Means of transport"},
    {"l_comment", "Comment"}};

constexpr const Description* Find(std::string_view name) {
  return std::ranges::find(kDescriptions, name, &Description::name);
}

static_assert(std::ranges::all_of(kAllTables, [](Table table) {
  return Find(Describe(table).name) != std::end(kDescriptions) &&
         std::ranges::all_of(Describe(table).columns, [](const ColumnDescriptor& column) {
           return Find(column.name) != std::end(kDescriptions);
         });
}));
static_assert(std::ranges::all_of(kDescriptions, [](const Description& description) {
  return description.text.find_first_of("'\"\\;") == std::string_view::npos;
}));

}  // namespace

std::string_view DescriptionOf(Table table) { return Find(Describe(table).name)->text; }

std::string_view DescriptionOf(const ColumnDescriptor& column) { return Find(column.name)->text; }

}  // namespace tpch
