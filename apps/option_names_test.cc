#include "apps/option_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "apps/command_line.h"
#include "apps/options.h"
#include "apps/verify.h"

namespace tpch {
namespace {

using testing::Contains;
using testing::StartsWith;

TEST(ShowOption, NamesAnOptionOfACommandForEveryField) {
  const auto generate = MakeProgram("generate", "");
  const OptionTable options(generate.get(), Program::kTpch);
  const auto refresh = MakeProgram("refresh", "");
  const OptionTable refresh_options(refresh.get(), Program::kTpchRefresh);
  const auto verify = MakeProgram("verify", "");
  const VerifyCommand command(verify.get());
  std::vector<std::string> names = NamesOfOptions(*generate);
  std::ranges::copy(NamesOfOptions(*verify), std::back_inserter(names));
  std::ranges::copy(NamesOfOptions(*refresh), std::back_inserter(names));
  for (size_t i = 0; i <= static_cast<size_t>(Field::kTempDir); ++i) {
    const std::string option = ShowOption({static_cast<Field>(i), ""});
    ASSERT_THAT(option, StartsWith("--"));
    EXPECT_THAT(names, Contains(option.substr(2)));
  }
}

TEST(ShowOption, ShowsValuesAsTheyAreWritten) {
  EXPECT_EQ(ShowOption({Field::kIo, "sync"}), "--io sync");
  EXPECT_EQ(ShowOption({Field::kStorageOptions, "region=NAME"}), "--storage-option region=NAME");
  EXPECT_EQ(ShowOption({Field::kCheckSpace, "false"}), "--no-space-check");
}

}  // namespace
}  // namespace tpch
