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

TEST(CheckScheme, RefusesMisspeltStores) {
  for (const char* uri : {"S3://k:secret@b", "S3:/k:secret@b/p", "S3:k:secret@b/p",
                          " s3://k:secret@b", "s3//k:secret@b", "s3;//k:secret@b",
                          "s3:\\\\k:secret@b", "Abfs:c@secret", "https://user:secret@host/p"}) {
    EXPECT_TRUE(IsUri(uri)) << uri;
    EXPECT_THAT(CheckScheme(uri),
                IsError(StatusCode::kInvalid, AllOf(HasSubstr("s3://"), Not(HasSubstr(":secret")))))
        << uri;
  }
}

TEST(RedactUri, ShowsWhatIsNoSecret) {
  for (const char* uri :
       {"s3://bucket/path?region=here&scheme=http", "abfs://container@a.dfs.core.windows.net/p",
        "gs://anonymous@bucket/a", "http://127.0.0.1:9000/a", "http://[::1]:9000/a", "s3:/bucket",
        "s3://bucket/year=2024/a b", "data/out", "", "/tmp/a:b"}) {
    EXPECT_EQ(RedactUri(uri), uri);
  }
}

TEST(RedactUri, HidesSecretsWhateverTheMistake) {
  for (const char* uri : {"s3://key:ab/cd@bucket",
                          "s3://key:ab?cd@bucket",
                          "s3://key:ab@cd@bucket",
                          "s3://b?endpoint_override=http://key:abcd@host",
                          "s3:/key:abcd@bucket",
                          "s3:key:abcd@b/p",
                          "S3://key:abcd@b",
                          "GS:/key:abcd@b",
                          "s3://key:ab cd@b",
                          "s3://key:ab'cd@b",
                          "s3://key:ab\"cd@b",
                          "s3://key:ab%40cd@b",
                          "s3://key:ab%20cd/b",
                          "s3://key:abcd/bucket",
                          "s3://key:ab/cd/bucket",
                          "s3://abcd@bucket",
                          "s3://bucket/key:abcd@x",
                          "s3://b?abcd",
                          "s3://b?secret_access_key=ab&cd",
                          "s3://b?region=ab;secret=cd",
                          "s3://b?sig=ab%2Bcd",
                          "s3://b#abcd",
                          "s3://key:#ab?cd",
                          "https://user:abcd@host/p",
                          "s3//key:abcd@b",
                          "./x//key:abcd@b",
                          "s3:////key:abcd@b"}) {
    EXPECT_THAT(RedactUri(uri), AllOf(Not(HasSubstr("ab")), Not(HasSubstr("cd")))) << uri;
  }
}

TEST(RedactUris, HidesPasswordsAndUnknownParameters) {
  EXPECT_EQ(RedactUris("s3://key:secret@bucket/path?region=here&token=x"),
            "s3://key:***@bucket/path?region=here&***");
  EXPECT_EQ(RedactUris("'abfs://c@a.dfs.core.windows.net/p?sig=x&se=1' and 's3://k:w@b'"),
            "'abfs://c@a.dfs.core.windows.net/p?sig=***&se=***' and 's3://k:***@b'");
}

TEST(RedactUris, HidesSecretsThatHoldBlanksAndQuotes) {
  EXPECT_EQ(RedactUris("'s3://k:a b'c@bucket' is wrong"), "'s3://k:***@bucket' is wrong");
  EXPECT_EQ(RedactUris("cannot open 's3:/k:a b@c': no"), "cannot open 's3:/k:***@c': no");
}

TEST(RedactUris, LeavesTheRestAlone) {
  for (const char* text :
       {"", "a b", "s3://bucket/a b", "-o gs://bucket/path?scheme=http",
        "S3: cannot list 's3://b/a': http://127.0.0.1:80: refused; use s3:// or gs://",
        "--scale-factor: 'x' is not a number"}) {
    EXPECT_EQ(RedactUris(text), text);
  }
}

}  // namespace
}  // namespace tpch
