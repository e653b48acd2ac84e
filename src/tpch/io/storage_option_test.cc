#include "tpch/io/storage_option.h"

#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

TEST(RedactStorageOption, ShowsHarmlessOnes) {
  for (const char* option : {"region=eu-north-1", "endpoint_override=http://127.0.0.1:9000",
                             "role_arn=arn:aws:iam::1:role/x", "anonymous="}) {
    EXPECT_EQ(RedactStorageOption(option), option);
  }
}

TEST(RedactStorageOption, HidesOtherValues) {
  EXPECT_EQ(RedactStorageOption("secret_access_key=abc=d"), "secret_access_key=***");
  EXPECT_EQ(RedactStorageOption("sig=abc"), "sig=***");
  EXPECT_EQ(RedactStorageOption("regoin=a"), "regoin=***");
}

TEST(RedactStorageOption, HidesValuesThatHoldMore) {
  for (const char* value : {"here;secret_access_key=x", "http://k:x@host", "http%3A%2F%2Fk%3Ax%40h",
                            "a&secret=x", "a b"}) {
    EXPECT_EQ(RedactStorageOption(std::string("region=") + value), "region=***");
  }
}

TEST(RedactStorageOption, HidesWordsThatAreNotKeys) {
  for (const char* option : {"word", "abc==", "=abc", "c2VjcmV0d29yZA==", "Region7Secret=x", ""}) {
    EXPECT_EQ(RedactStorageOption(option), "***");
  }
}

}  // namespace
}  // namespace tpch
