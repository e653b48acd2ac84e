#include "tpch/schema/foreign_keys.h"

#include <algorithm>
#include <array>

namespace tpch {
namespace {

constexpr std::array<size_t, 1> kSecond = {1}, kThird = {2}, kFourth = {3};
constexpr std::array<size_t, 2> kSecondAndThird = {1, 2};

// Sorted by table.
constexpr ForeignKey kForeignKeys[] = {{Table::kNation, kThird, Table::kRegion},
                                       {Table::kSupplier, kFourth, Table::kNation},
                                       {Table::kPartsupp, columns::kFirst, Table::kPart},
                                       {Table::kPartsupp, kSecond, Table::kSupplier},
                                       {Table::kCustomer, kFourth, Table::kNation},
                                       {Table::kOrders, kSecond, Table::kCustomer},
                                       {Table::kLineitem, columns::kFirst, Table::kOrders},
                                       {Table::kLineitem, kSecondAndThird, Table::kPartsupp}};

static_assert(std::ranges::is_sorted(kForeignKeys, {}, &ForeignKey::table));
static_assert(std::ranges::all_of(kForeignKeys, [](const ForeignKey& key) {
  return key.referenced < key.table &&
         key.columns.size() == Describe(key.referenced).key_columns.size();
}));

}  // namespace

std::span<const ForeignKey> ForeignKeysOf(Table table) {
  const auto found = std::ranges::equal_range(kForeignKeys, table, {}, &ForeignKey::table);
  return {found.begin(), found.end()};
}

}  // namespace tpch
