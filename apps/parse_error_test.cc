#include "apps/parse_error.h"

#include <CLI/CLI.hpp>

#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// Returns the error of a program with two commands for these arguments.
std::string Describe(const std::vector<std::string>& arguments) {
  CLI::App app("", "tpch");
  app.require_subcommand(1);
  std::vector<std::string> paths;
  app.add_subcommand("verify")->add_option("paths", paths)->type_name("PATH")->required();
  CLI::App* const generate = app.add_subcommand("generate");
  std::string value;
  std::vector<std::string> values;
  for (const char* name : {"-s,--scale-factor", "-c,--compression", "--output-dir", "--json"}) {
    generate->add_option(name, value);
  }
  generate->add_option("--storage-option", values)->allow_extra_args(false);
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app.parse(reversed);
  } catch (const CLI::ParseError& error) {
    return DescribeParseError(app, error, arguments);
  }
  return "";
}

TEST(DescribeParseError, NamesTheFirstUnexpectedArgument) {
  EXPECT_THAT(Describe({"generate", "--parquet-compression", "SNAPPY"}),
              AllOf(HasSubstr("'--parquet-compression' is not an option"),
                    HasSubstr("did you mean --compression?"), Not(HasSubstr("SNAPPY"))));
  EXPECT_THAT(Describe({"generate", "--scale-facto", "1"}),
              HasSubstr("'--scale-facto' is not an option; did you mean --scale-factor?"));
  EXPECT_THAT(Describe({"generate", "--scale-facto=1"}), HasSubstr("did you mean --scale-factor?"));
  EXPECT_THAT(Describe({"generate", "-s", "1", "-q7", "lineitem"}), HasSubstr("'-q' is not"));
}

TEST(DescribeParseError, NamesTheNearestOption) {
  EXPECT_THAT(Describe({"generate", "--ouput-dir", "x"}), HasSubstr("did you mean --output-dir?"));
  EXPECT_THAT(Describe({"generate", "--directory=x"}), HasSubstr("did you mean --output-dir?"));
  EXPECT_THAT(Describe({"generate", "--sf", "1"}), HasSubstr("did you mean --scale-factor?"));
}

TEST(DescribeParseError, NamesAMissingArgumentAsTheHelpDoes) {
  EXPECT_EQ(Describe({"verify"}), "PATH is missing; see tpch verify --help");
}

TEST(DescribeParseError, NamesTheValueThatAnOptionLacks) {
  EXPECT_EQ(Describe({"generate", "--compression"}),
            "--compression: TEXT is missing; see tpch generate --help");
}

TEST(DescribeParseError, NamesAWrongCommand) {
  EXPECT_THAT(Describe({"gen"}),
              AllOf(HasSubstr("'gen' is not a command"), HasSubstr("did you mean generate?")));
  EXPECT_THAT(Describe({"verfy", "x"}), HasSubstr("did you mean verify?"));
  EXPECT_THAT(Describe({"queries"}),
              AllOf(HasSubstr("'queries' is not a command; use one of: verify, generate")));
  EXPECT_THAT(Describe({"dbgen", "-s", "1"}),
              HasSubstr("'dbgen' is not a command; did you mean generate?"));
  EXPECT_THAT(Describe({"Generate"}), HasSubstr("did you mean generate?"));
  EXPECT_THAT(Describe({"check"}), HasSubstr("did you mean verify?"));
  EXPECT_THAT(Describe({"-s", "1"}), HasSubstr("'-s': a command goes before it"));
  EXPECT_THAT(Describe({"-s", "1", "generate"}), HasSubstr("'-s': goes after the command"));
}

TEST(DescribeParseError, SaysWhereAWordBelongs) {
  EXPECT_THAT(Describe({"generate", "lineitem"}),
              AllOf(HasSubstr("'lineitem' is not expected"), HasSubstr("use --tables lineitem")));
  EXPECT_THAT(Describe({"generate", "out/sf1"}), HasSubstr("use --output-dir"));
  EXPECT_THAT(Describe({"generate", "--", "--json", "x"}), HasSubstr("options end at '--'"));
}

TEST(DescribeParseError, ShowsNoSecret) {
  const std::vector<std::vector<std::string>> mistakes = {
      {"generate", "--storage-optoin", "secret_access_key=xyzzy"},
      {"generate", "--storage-optoin", "xyzzy"},
      {"generate", "--storage-optoin=xyzzy"},
      {"generate", "--storageoption:xyzzy"},
      {"generate", "--secret-xyzzy/+=="},
      {"generate", "--storage-option", "account_key", "xyzzy"},
      {"generate", "--storage-option", "account_key=", "xyzzy"},
      {"generate", "--storage-option", "a=b", "-xyzzy"},
      {"generate", "s3://KEY:xyzzy@b"},
      {"generate", "S3:KEY:xyzzy@b"},
      {"generate", "--output-dir", "s3://b", "xyzzy"},
      {"generate", "AWS_SECRET_ACCESS_KEY=xyzzy"},
      {"generate", "--", "--storage-option", "account_key=xyzzy"},
      {"AWS_SECRET_ACCESS_KEY=xyzzy", "generate"},
      {"s3://k:xyzzy@b"},
      {"generate", "xyzzyJalrXUtnFEMI/K7MDENG/bPxRfiCY"},
      {"generate", "--json", "a", "--json", "xyzzy"},
  };
  for (const auto& arguments : mistakes) {
    EXPECT_THAT(Describe(arguments), AllOf(Not(HasSubstr("xyzzy")), Not(testing::IsEmpty())))
        << testing::PrintToString(arguments);
  }
}

}  // namespace
}  // namespace tpch
