#include "tpch/message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tpch/base/format_message.h"

namespace tpch {
namespace {

using testing::ElementsAre;
using testing::VariantWith;

std::string ShowLoudly(const Setting& setting) {
  return "<" + std::string(NameOf(setting.field)) + " " + setting.value + ">";
}

TEST(Message, NamesMembersUnlessAProgramShowsOtherNames) {
  const Message message =
      FormatMessage("{} of {}; use {} or {}", 3, "file", Field::kOutputDir, Field::kNumParts);
  EXPECT_EQ(message.ToString(), "3 of file; use output_dir or num_parts");
  EXPECT_EQ(message.ToString(ShowLoudly), "3 of file; use <output_dir > or <num_parts >");
}

TEST(Message, TextFromOutsideIsNeverTakenForAField) {
  const std::string hostile = "output_dir {} --output-dir {0} \x01\x02 %s";
  const Message message = FormatMessage("'{}': use {}", hostile, Field::kOutputDir);
  EXPECT_EQ(message.ToString(ShowLoudly), "'" + hostile + "': use <output_dir >");
  EXPECT_EQ(FormatMessage("{}{}", Message(hostile), message).ToString(ShowLoudly),
            hostile + "'" + hostile + "': use <output_dir >");
}

TEST(Message, ShowsValuesOfSettings) {
  const Message message = FormatMessage("use {}, {} or {}", Setting{Field::kIo, "sync"},
                                        Setting{Field::kCheckSpace, "false"},
                                        Setting{Field::kStorageOptions, "region=NAME"});
  EXPECT_EQ(message.ToString(), "use io=sync, check_space=false or region=NAME");
}

TEST(Message, KeepsSettingsWithinMessages) {
  const Message inner = FormatMessage("{} of {}", 2, Field::kTables);
  EXPECT_THAT(FormatMessage("use {} at {}", inner, "once").pieces(),
              ElementsAre(VariantWith<std::string>("use 2 of "),
                          VariantWith<Setting>(testing::Field(&Setting::field, Field::kTables)),
                          VariantWith<std::string>(" at once")));
}

TEST(Message, OfNothingIsEmpty) {
  EXPECT_TRUE(Message("").empty());
  EXPECT_TRUE(FormatMessage("{}", Message()).empty());
}

TEST(Field, HasANameOfItsOwn) {
  std::set<std::string_view> names;
  const auto num_fields = static_cast<size_t>(Field::kTempDir) + 1;
  for (size_t i = 0; i < num_fields; ++i) names.insert(NameOf(static_cast<Field>(i)));
  EXPECT_EQ(names.size(), num_fields);
}

}  // namespace
}  // namespace tpch
