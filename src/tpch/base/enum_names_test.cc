#include "tpch/enum_names.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace tpch {
namespace {

enum class Color : uint8_t { kRed, kGreen, kBlue };

constexpr EnumName<Color> kColorNames[] = {
    {Color::kGreen, "green"}, {Color::kRed, "red"}, {Color::kBlue, "blue"}};

struct Fruit {
  Color value;
  std::string_view name;
  int num_seeds;
};

constexpr Fruit kFruits[] = {{Color::kRed, "apple", 5}};

static_assert(NameOf(Color::kRed, kColorNames) == "red");
static_assert(FindByName("blue", kColorNames)->value == Color::kBlue);

TEST(EnumNames, EveryNameLeadsToItsValueAndBack) {
  for (const auto& [value, name] : kColorNames) {
    EXPECT_EQ(NameOf(value, kColorNames), name);
    ASSERT_NE(FindByName(name, kColorNames), nullptr);
    EXPECT_EQ(FindByName(name, kColorNames)->value, value);
  }
}

TEST(EnumNames, OtherNamesLeadToNothing) {
  for (const char* name : {"", "Red", "red ", "yellow"}) {
    EXPECT_EQ(FindByName(name, kColorNames), nullptr) << name;
  }
}

TEST(EnumNames, AreListedInTheOrderOfTheTable) {
  EXPECT_EQ(ListNames(kColorNames), "green, red or blue");
  EXPECT_EQ(ListNames(kFruits), "apple");
}

TEST(EnumNames, EntriesMayHaveMoreMembers) {
  EXPECT_EQ(EntryOf(Color::kRed, kFruits).num_seeds, 5);
}

}  // namespace
}  // namespace tpch
