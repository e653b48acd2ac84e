#include "apps/parallel_options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "apps/options.h"
#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

using testing::Contains;

const ProcessRole kRole{{Table::kOrders, TextPoolKind::kCompact, 3}, 4};

/// tpch_benchmark's option table with arguments parsed.
struct Parsed {
  explicit Parsed(std::vector<std::string> arguments) : table(&app, Program::kTpchBenchmark) {
    std::ranges::reverse(arguments);
    app.parse(arguments);
  }

  CLI::App app;
  OptionTable table;
};

std::vector<std::string> HandOn(const CLI::App& app) {
  return ArgumentsOfProcess(app, {Table::kOrders, 5, std::nullopt}, kRole);
}

TEST(ParallelOptions, EveryOptionIsHandedOnButForTheFirstProcesssOwn) {
  Parsed given({});
  std::vector<std::string> arguments;
  std::set<std::string> expected = {"--table-process=orders,compact,3,4", "--num-threads=5"};
  const std::set<std::string> not_handed_on = {
      "help", "parallel", "table-process", "num-threads", "memory-limit", "tables", "json"};
  for (const CLI::Option* option : given.app.get_options()) {
    const std::string& name = option->get_lnames().front();
    if (name == "help" || name == "table-process") continue;
    const bool is_flag = option->get_expected_max() == 0 || name == "parallel";
    arguments.push_back("--" + name + (is_flag ? "" : "=value"));
    if (!not_handed_on.contains(name)) expected.insert(arguments.back());
  }
  const std::vector<std::string> handed_on = HandOn(Parsed(arguments).app);
  EXPECT_EQ(std::set<std::string>(handed_on.begin(), handed_on.end()), expected);
}

TEST(ParallelOptions, AnOptionThatIsNotGivenIsNotHandedOn) {
  EXPECT_EQ(HandOn(Parsed({"--parallel"}).app).size(), 2);
}

TEST(ParallelOptions, ValuesMayBeginWithAnything) {
  for (const std::string value : {"-x", "=", "--stdout", "a b", "\\t"}) {
    const Parsed given({"--parallel", "--output-dir=" + value});
    const Parsed handed_on(HandOn(given.app));
    EXPECT_EQ(handed_on.app["--output-dir"]->as<std::string>(), value);
  }
}

TEST(ParallelOptions, AShareOfMemoryIsALimit) {
  const Parsed given({"--parallel", "--memory-limit=1GiB"});
  EXPECT_THAT(ArgumentsOfProcess(given.app, {Table::kOrders, 1, 12345}, kRole),
              Contains("--memory-limit=12345"));
}

TEST(ParallelOptions, AProcessUnderstandsItsRole) {
  const Parsed given({"--parallel", "--table", "nation", "--format=tbl"});
  const Parsed process(HandOn(given.app));
  ASSERT_TRUE(process.table.parallel().IsTableProcess());
  const GenerateOptions options = ValueOf(process.table.MakeGenerateOptions());
  ASSERT_TRUE(options.share.has_value());
  EXPECT_EQ(options.share->table, Table::kOrders);
  EXPECT_EQ(options.share->text_pool, TextPoolKind::kCompact);
  EXPECT_EQ(options.share->text_descriptor, 3);
  EXPECT_EQ(options.selection.tables.size(), kAllTables.size());
  EXPECT_EQ(options.num_threads, 5);
}

TEST(ParallelOptions, RolesThatAreNoneAreInvalid) {
  for (const char* text : {"", "orders", "orders,wide,3", "orders,wide,3,4,5", "foo,wide,3,4",
                           "orders,tall,3,4", "orders,wide,-1,4", "orders,wide,3,x"}) {
    EXPECT_THAT(ParseProcessRole(text).status(), HasCode(StatusCode::kInvalid)) << text;
  }
}

}  // namespace
}  // namespace tpch
