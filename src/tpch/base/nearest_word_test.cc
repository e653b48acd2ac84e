#include "tpch/base/nearest_word.h"

#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

using testing::Optional;

constexpr std::string_view kWords[] = {"region", "scheme", "sig", "secret_access_key"};

TEST(FindNearestWord, FindsMisspeltWords) {
  for (const char* word : {"region", "regoin", "regio", "reggion", "rigion"}) {
    EXPECT_THAT(FindNearestWord(word, kWords), Optional(std::string_view("region"))) << word;
  }
  EXPECT_THAT(FindNearestWord("secret_acess_key", kWords),
              Optional(std::string_view("secret_access_key")));
}

TEST(FindNearestWord, FindsNothingForOtherWords) {
  for (const char* word : {"", "si", "sih", "nation", "wJalrXUtnFEMI/K7MDENG"}) {
    EXPECT_EQ(FindNearestWord(word, kWords), std::nullopt) << word;
  }
  EXPECT_EQ(FindNearestWord(std::string(100, 'r'), kWords), std::nullopt);
}

TEST(FindNearestWord, ShortWordsAreOnlyThemselves) {
  EXPECT_THAT(FindNearestWord("sig", kWords), Optional(std::string_view("sig")));
}

}  // namespace
}  // namespace tpch
