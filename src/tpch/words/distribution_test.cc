#include "tpch/words/distribution.h"

#include <gtest/gtest.h>

namespace tpch {
namespace {

TEST(Distributions, WeightsAddUpToTheRangesThatAreDrawnFrom) {
  EXPECT_EQ(TotalWeight(distributions::kContainers), 40);
  EXPECT_EQ(TotalWeight(distributions::kPartTypes), 150);
  EXPECT_EQ(TotalWeight(distributions::kShipInstructs), 4);
  EXPECT_EQ(TotalWeight(distributions::kShipModes), 7);
  EXPECT_EQ(TotalWeight(distributions::kMarketSegments), 5);
  EXPECT_EQ(TotalWeight(distributions::kOrderPriorities), 5);
  EXPECT_EQ(TotalWeight(distributions::kReturnFlags), 2);
}

TEST(Distributions, HaveAllTheirWords) {
  EXPECT_EQ(distributions::kColors.size(), 92);
  EXPECT_EQ(distributions::kNations.size(), 25);
  EXPECT_EQ(distributions::kRegions.size(), 5);
  EXPECT_EQ(distributions::kRegions.front().text, "AFRICA");
}

TEST(Distributions, DictionaryKeepsTheOrderOfTheWords) {
  const Dictionary dictionary = MakeDictionary(distributions::kShipModes);
  ASSERT_EQ(dictionary.size(), distributions::kShipModes.size());
  for (size_t i = 0; i < dictionary.size(); ++i) {
    EXPECT_EQ(dictionary[i].view(), distributions::kShipModes[i].text);
  }
}

}  // namespace
}  // namespace tpch
