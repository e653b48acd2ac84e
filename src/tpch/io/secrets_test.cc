#include "tpch/io/secrets.h"

#include <cstdlib>

#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

using testing::Contains;

TEST(HideWords, HidesEachOccurrence) {
  const std::vector<std::string> secrets = {"secret", "other", "abc"};
  EXPECT_EQ(HideWords("a secret, secretother, abc", secrets), "a ***, ******, abc");
}

TEST(SecretsOfEnvironment, HasTheKeysOfConnectionStrings) {
  ASSERT_EQ(::setenv("AZURE_STORAGE_CONNECTION_STRING", "AccountName=a;AccountKey=ab+/==;B=c", 1),
            0);
  ASSERT_EQ(::setenv("AWS_SECRET_ACCESS_KEY", "word of aws", 1), 0);
  const std::vector<std::string> secrets = SecretsOfEnvironment();
  ::unsetenv("AZURE_STORAGE_CONNECTION_STRING");
  ::unsetenv("AWS_SECRET_ACCESS_KEY");
  EXPECT_THAT(secrets, Contains("ab+/=="));
  EXPECT_THAT(secrets, Contains("word of aws"));
}

}  // namespace
}  // namespace tpch
