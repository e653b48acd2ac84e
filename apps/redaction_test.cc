#include "apps/redaction.h"

#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST(RedactArguments, HidesValuesOfBothForms) {
  EXPECT_THAT(
      RedactArguments({"tpch", "--storage-option", "account_key=abc",
                       "--storage-option=secret_access_key=abc", "-o", "s3://user:abc@bucket",
                       "--output-dir=s3://user:abc@bucket", "-s", "1"}),
      ElementsAre("tpch", "--storage-option", "account_key=***",
                  "--storage-option=secret_access_key=***", "-o", "s3://user:***@bucket",
                  "--output-dir=s3://user:***@bucket", "-s", "1"));
}

TEST(RedactArguments, HidesSecretsWhoseKeyOrOptionWasForgotten) {
  EXPECT_THAT(RedactArguments({"--storage-option", "abc==", "--storage-option=abc==",
                               "account_key=abc", "S3:k:abc@b", "-os3://k:abc@b"}),
              ElementsAre("--storage-option", "***", "--storage-option=***", "account_key=***",
                          "S3:k:***@b", "-os3://k:***@b"));
}

TEST(HideSecrets, HidesWhatTheArgumentsHold) {
  RememberSecrets({"--storage-option", "c2VjcmV0==", "-o", "s3://k:sec ret' x@b", "-s", "1"});
  for (const char* text : {"'c2VjcmV0==' is wrong", "c2VjcmV0==", "at s3://k:sec ret' x@b, 1"}) {
    EXPECT_THAT(HideSecrets(text), Not(testing::ContainsRegex("c2Vjc|sec|ret"))) << text;
  }
  EXPECT_THAT(HideSecrets("at s3://k:sec ret' x@b, 1"), HasSubstr("at s3://k:***@b, 1"));
  RememberSecrets({});
}

}  // namespace
}  // namespace tpch
