#include "tpch/schema/declared_size.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace tpch {
namespace {

struct Size {
  std::string_view column;
  int32_t size;
  bool is_fixed = false;
};

constexpr Size kSizes[] = {{"r_name", 25, true},
                           {"r_comment", 152},
                           {"n_name", 25, true},
                           {"n_comment", 152},
                           {"s_name", 25, true},
                           {"s_address", 40},
                           {"s_phone", 15, true},
                           {"s_comment", 101},
                           {"p_name", 55},
                           {"p_mfgr", 25, true},
                           {"p_brand", 10, true},
                           {"p_type", 25},
                           {"p_container", 10, true},
                           {"p_comment", 23},
                           {"ps_comment", 199},
                           {"c_name", 25},
                           {"c_address", 40},
                           {"c_phone", 15, true},
                           {"c_mktsegment", 10, true},
                           {"c_comment", 117},
                           {"o_orderstatus", 1, true},
                           {"o_orderpriority", 15, true},
                           {"o_clerk", 15, true},
                           {"o_comment", 79},
                           {"l_returnflag", 1, true},
                           {"l_linestatus", 1, true},
                           {"l_shipinstruct", 25, true},
                           {"l_shipmode", 10, true},
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

bool HasFixedSize(const ColumnDescriptor& column) { return Find(column)->is_fixed; }

}  // namespace tpch
