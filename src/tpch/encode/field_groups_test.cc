#include "tpch/encode/field_groups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tpch {
namespace {

ColumnDescriptor Number(ValueRange values) {
  return {"number", LogicalType::kInt32, Storage::kInt32, values};
}

ColumnDescriptor Cents(ValueRange values) {
  return {"cents", LogicalType::kDecimal, Storage::kCents, values};
}

constexpr ColumnDescriptor kUnknown{"unknown", LogicalType::kInt64, Storage::kInt64};

/// Returns how many columns each group has, negative where values are written one by one.
template <size_t kNumColumns>
std::vector<int> GroupSizes(const std::array<ColumnDescriptor, kNumColumns>& columns) {
  const FieldGroups groups = GroupFields(columns);
  std::vector<int> sizes;
  for (size_t i = 0; i < groups.num_groups; ++i) {
    const FieldGroup& group = groups.groups[i];
    sizes.push_back(static_cast<int>(group.num_columns) * (group.num_pieces == 0 ? -1 : 1));
  }
  return sizes;
}

TEST(MaxTextSizeBytes, IsThatOfTheGreatestValue) {
  EXPECT_EQ(MaxTextSizeBytes(Number({0, 0})), 1);
  EXPECT_EQ(MaxTextSizeBytes(Number({1, 9})), 1);
  EXPECT_EQ(MaxTextSizeBytes(Number({1, 10})), 2);
  EXPECT_EQ(MaxTextSizeBytes(Number({0, 12345})), 5);
  EXPECT_EQ(MaxTextSizeBytes(Cents({0, 8})), 4);
  EXPECT_EQ(MaxTextSizeBytes(Cents({0, 999})), 4);
  EXPECT_EQ(MaxTextSizeBytes(Cents({0, 1000})), 5);
}

TEST(GroupFields, NeighboursOfKnownValuesShareAGroup) {
  EXPECT_THAT(GroupSizes(std::array{Number({1, 7}), Cents({0, 8}), kUnknown, Number({1, 2})}),
              testing::ElementsAre(2, -1, 1));
}

TEST(GroupFields, UnknownValuesStayAlone) {
  EXPECT_THAT(GroupSizes(std::array{kUnknown, kUnknown}), testing::ElementsAre(-1, -1));
}

TEST(GroupFields, GroupEndsBeforeItHasTooManyPieces) {
  EXPECT_THAT(GroupSizes(std::array{Number({1, 32}), Number({1, 32}), Number({1, 2})}),
              testing::ElementsAre(2, 1));
}

TEST(GroupFields, GroupEndsBeforeItsPiecesAreTooLong) {
  ColumnDescriptor words{"words", LogicalType::kString, Storage::kCode,
                         {0, 1},  TextKind::kName,      15};
  EXPECT_THAT(GroupSizes(std::array{words, words}), testing::ElementsAre(1, 1));
  words.max_size_bytes = 14;
  EXPECT_THAT(GroupSizes(std::array{words, words}), testing::ElementsAre(2));
}

TEST(GroupFields, DatesStayAlone) {
  const ColumnDescriptor day{"day", LogicalType::kDate, Storage::kDay, {8035, 8036}};
  EXPECT_THAT(GroupSizes(std::array{Number({1, 7}), day}), testing::ElementsAre(1, -1));
}

TEST(GroupFields, CodesOfWordsOfUnknownLengthStayAlone) {
  const ColumnDescriptor words{
      "words", LogicalType::kString, Storage::kCode, {0, 1}, TextKind::kName};
  EXPECT_THAT(GroupSizes(std::array{Number({1, 7}), words}), testing::ElementsAre(1, -1));
}

TEST(GroupFields, LineitemHasThreeGroups) {
  EXPECT_THAT(GroupSizes(columns::kLineitem),
              testing::ElementsAre(-1, -1, -1, 2, -1, 4, -1, -1, -1, 2, -1));
}

}  // namespace
}  // namespace tpch
