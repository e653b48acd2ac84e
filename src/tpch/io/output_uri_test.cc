#include "tpch/io/output_uri.h"

#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST(IsUri, NeedsASchemeAndTwoSlashes) {
  EXPECT_TRUE(IsUri("s3://bucket/path"));
  EXPECT_TRUE(IsUri("abfs://"));
  for (const char* path : {"", ".", "/tmp/a", "./s3:a", "a:/b", "s3", "a/b://c", "://a", "data"}) {
    EXPECT_FALSE(IsUri(path)) << path;
  }
}

TEST(CheckScheme, RefusesStoresWithoutTheirSlashes) {
  for (const char* uri : {"s3:/bucket", "s3:bucket", "gs:/a/b://c", "abfs:"}) {
    EXPECT_TRUE(IsUri(uri)) << uri;
    EXPECT_THAT(CheckScheme(uri), IsError(StatusCode::kInvalid, HasSubstr(uri)));
  }
}

TEST(CheckScheme, KnowsTheStores) {
  for (const char* uri : {"s3://a", "gs://a", "gcs://a", "abfs://a", "abfss://a"}) {
    EXPECT_THAT(CheckScheme(uri), IsOk());
  }
  EXPECT_THAT(
      CheckScheme("ftp://user:word@host/a"),
      IsError(StatusCode::kInvalid, AllOf(HasSubstr("ftp://user:***@host/a"), HasSubstr("s3://"))));
}

TEST(RedactUris, HidesPasswordsAndUnknownParameters) {
  EXPECT_EQ(RedactUris("s3://key:secret@bucket/path?region=here&token=x"),
            "s3://key:***@bucket/path?region=here&token=***");
  EXPECT_EQ(RedactUris("'abfs://c@a.dfs.core.windows.net/p?sig=x&se=1' and 's3://k:w@b'"),
            "'abfs://c@a.dfs.core.windows.net/p?sig=***&se=***' and 's3://k:***@b'");
}

TEST(RedactUris, HidesSecretsThatAreNotEscaped) {
  for (const char* uri : {"s3://key:ab/cd@bucket", "s3://key:ab?cd@bucket", "s3://key:ab@cd@bucket",
                          "s3://b?endpoint_override=http://key:abcd@host"}) {
    EXPECT_THAT(RedactUris(uri), AllOf(Not(HasSubstr("ab")), Not(HasSubstr("cd")))) << uri;
  }
}

TEST(RedactUris, LeavesTheRestAlone) {
  for (const char* text : {"", "a b", "s3://bucket/a b", "-o gs://bucket/path?scheme=http"}) {
    EXPECT_EQ(RedactUris(text), text);
  }
}

TEST(RedactStorageOption, ShowsHarmlessOnes) {
  EXPECT_EQ(RedactStorageOption("region=eu-north-1"), "region=eu-north-1");
  EXPECT_EQ(RedactStorageOption("secret_access_key=abc=d"), "secret_access_key=***");
  EXPECT_EQ(RedactStorageOption("regoin=a"), "regoin=***");
  EXPECT_EQ(RedactStorageOption("word"), "word");
}

}  // namespace
}  // namespace tpch
