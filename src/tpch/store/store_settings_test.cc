#include "tpch/store/store_settings.h"

#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::Optional;

StoreSettings Parse(const std::string& uri, const StorageOptions& options) {
  return ValueOf(StoreSettings::Parse({uri, options}));
}

TEST(StoreSettings, ParametersAndOptionsAreTheSame) {
  const StoreSettings settings = Parse("s3://bucket/a/b?region=x%2Fy&scheme=http", {{"k", "v=w"}});
  EXPECT_EQ(settings.scheme(), "s3");
  EXPECT_THAT(settings.Get("region"), Optional(std::string("x/y")));
  EXPECT_THAT(settings.Get("k"), Optional(std::string("v=w")));
  EXPECT_EQ(settings.Get("missing"), std::nullopt);
  EXPECT_EQ(settings.shown_uri(), "s3://bucket/a/b");
}

TEST(StoreSettings, UriHasTheSettingsThatAreAskedFor) {
  const StoreSettings settings = Parse("s3://key:word@bucket/a/?k=1", {{"region", "a&b"}});
  constexpr std::string_view kKeys[] = {"region", "scheme"};
  EXPECT_EQ(settings.UriWith(kKeys), "s3://key:word@bucket/a?region=a%26b");
  EXPECT_EQ(settings.UriWith({}), "s3://key:word@bucket/a");
}

TEST(StoreSettings, KeyMayBeThereOnce) {
  EXPECT_THAT(StoreSettings::Parse({"s3://b?region=a", {{"region", "a"}}}).status(),
              IsError(StatusCode::kInvalid, HasSubstr("'region' is given twice")));
}

TEST(StoreSettings, UnknownKeyIsNamedWithThoseThatWork) {
  constexpr std::string_view kKeys[] = {"region", "scheme"};
  EXPECT_THAT(Parse("s3://b?region=a", {}).CheckKeys(kKeys), IsOk());
  EXPECT_THAT(
      Parse("s3://b?regoin=secretword", {}).CheckKeys(kKeys),
      IsError(StatusCode::kInvalid, AllOf(HasSubstr("'regoin'"), HasSubstr("region, scheme"),
                                          Not(HasSubstr("secretword")))));
}

TEST(StoreSettings, ValuesAreChecked) {
  const StoreSettings settings = Parse("s3://b?n=12&big=999&word=x&yes=true&no=false", {});
  EXPECT_EQ(ValueOf(settings.GetInteger("n", 1, 100, 5)), 12);
  EXPECT_EQ(ValueOf(settings.GetInteger("missing", 1, 100, 5)), 5);
  for (const char* key : {"big", "word"}) {
    EXPECT_THAT(settings.GetInteger(key, 1, 100, 5).status(),
                IsError(StatusCode::kInvalid, HasSubstr("1 to 100")));
  }
  EXPECT_TRUE(ValueOf(settings.GetFlag("yes")));
  EXPECT_FALSE(ValueOf(settings.GetFlag("no")));
  EXPECT_FALSE(ValueOf(settings.GetFlag("missing")));
  EXPECT_THAT(settings.GetFlag("word").status(), IsError(StatusCode::kInvalid, HasSubstr("true")));
}

TEST(StoreSettings, MalformedUrisAreInvalidAndShownWithoutSecrets) {
  for (const char* uri : {"s3://key:secretword@bu cket/a", "s3://key:secretword@bucket/a#b"}) {
    EXPECT_THAT(
        StoreSettings::Parse({uri, {}}).status(),
        IsError(StatusCode::kInvalid, AllOf(HasSubstr("valid URI"), Not(HasSubstr("secretword")))))
        << uri;
  }
}

TEST(StoreSettings, TextsLoseWhatIsSecret) {
  const StoreSettings settings =
      Parse("s3://key:pass%2Fword@bucket", {{"account_key", "abcdef"}, {"region", "eu-north-1"}});
  EXPECT_EQ(settings.WithoutSecrets("pass/word abcdef eu-north-1 s3://a:b@c"),
            "*** *** eu-north-1 s3://a:***@c");
}

}  // namespace
}  // namespace tpch
