#include "tpch/schema/declared_size.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace tpch {
namespace {

struct Size {
  std::string_view column;
  int32_t size;
};

constexpr Size kSizes[] = {
    {"r_name", 25},       {"r_comment", 152},      {"n_name", 25},         {"n_comment", 152},
    {"s_name", 25},       {"s_address", 40},       {"s_phone", 15},        {"s_comment", 101},
    {"p_name", 55},       {"p_mfgr", 25},          {"p_brand", 10},        {"p_type", 25},
    {"p_container", 10},  {"p_comment", 23},       {"ps_comment", 199},    {"c_name", 25},
    {"c_address", 40},    {"c_phone", 15},         {"c_mktsegment", 10},   {"c_comment", 117},
    {"o_orderstatus", 1}, {"o_orderpriority", 15}, {"o_clerk", 15},        {"o_comment", 79},
    {"l_returnflag", 1},  {"l_linestatus", 1},     {"l_shipinstruct", 25}, {"l_shipmode", 10},
    {"l_comment", 44}};

constexpr const Size* Find(const ColumnDescriptor& column) {
  return std::ranges::find(kSizes, column.name, &Size::column);
}

static_assert(std::ranges::all_of(kTableDescriptors, [](const TableDescriptor& table) {
  return std::ranges::all_of(table.columns, [](const ColumnDescriptor& column) {
    return (column.type == LogicalType::kString) == (Find(column) != std::end(kSizes));
  });
}));

}  // namespace

int32_t DeclaredSize(const ColumnDescriptor& column) { return Find(column)->size; }

}  // namespace tpch
