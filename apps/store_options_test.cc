#include "apps/store_options.h"

#include <CLI/CLI.hpp>

#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Pair;
using testing::StartsWith;

/// Parses arguments with an application that has an output directory and store options.
Result<GenerateOptions> Parse(std::vector<std::string> arguments) {
  CLI::App app;
  GenerateOptions options;
  std::string value;
  bool flag = false;
  app.add_option("-o", options.output_dir);
  for (const char* name : {"--io", "--direct"}) app.add_option(name, value);
  for (const char* name : {"--async-io", "--fsync", "--no-space-check"}) app.add_flag(name, flag);
  const StoreOptions store(&app);
  std::ranges::reverse(arguments);  // as CLI11 takes them
  app.parse(arguments);
  TPCH_RETURN_NOT_OK(store.Read(&options));
  return options;
}

TEST(StoreOptions, SettingsGoToStoresInTheirOrder) {
  const auto options = Parse({"-o", "s3://bucket", "--storage-option", "region=here",
                              "--storage-option=session_token=a=b,c"});
  ASSERT_THAT(options.status(), IsOk());
  EXPECT_THAT(options->storage_options,
              ElementsAre(Pair("region", "here"), Pair("session_token", "a=b,c")));
}

TEST(StoreOptions, LocalDirectoriesHaveNoSettings) {
  EXPECT_THAT(Parse({"-o", "here"})->storage_options, IsEmpty());
  EXPECT_THAT(Parse({"-o", "here", "--storage-option", "region=a"}).status(),
              IsError(StatusCode::kInvalid, HasSubstr("--storage-option: 'here' is a local")));
}

TEST(StoreOptions, StoresHaveNoOptionsOfLocalFiles) {
  for (const char* option : {"--io", "--direct"}) {
    EXPECT_THAT(Parse({"-o", "gs://bucket", option, "auto"}).status(),
                IsError(StatusCode::kInvalid, StartsWith(option)));
  }
  for (const char* option : {"--async-io", "--fsync", "--no-space-check"}) {
    EXPECT_THAT(Parse({"-o", "gs://bucket", option}).status(),
                IsError(StatusCode::kInvalid, StartsWith(option)));
  }
}

TEST(StoreOptions, SettingWithoutAKeyIsNotShown) {
  for (const char* setting : {"secretword", "=secretword"}) {
    EXPECT_THAT(
        Parse({"-o", "s3://bucket", "--storage-option", setting}).status(),
        IsError(StatusCode::kInvalid, AllOf(HasSubstr("KEY=VALUE"), Not(HasSubstr("secret")))));
  }
}

}  // namespace
}  // namespace tpch
