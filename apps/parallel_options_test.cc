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

/// tpch_benchmark's option table after parsing arguments.
struct Parsed {
  explicit Parsed(std::vector<std::string> arguments) : table(&app, Program::kTpchBenchmark) {
    std::ranges::reverse(arguments);
    app.parse(arguments);
  }

  CLI::App app;
  OptionTable table;
};

std::vector<std::string> HandOn(const CLI::App& app, const TablesToMake& work = {}) {
  return ArgumentsOfProcess(app, Table::kOrders, /*num_threads=*/5, work);
}

TEST(ParallelOptions, EveryOptionIsHandedOnButForTheFirstProcesssOwn) {
  Parsed given({});
  std::vector<std::string> arguments;
  std::set<std::string> expected = {"--table=orders", "--parallel=table", "--num-threads=5",
                                    "--json=-",       "--parts=3",        "--parts=value",
                                    "--resume"};
  const std::set<std::string> not_handed_on = {"parallel", "num-threads", "memory-limit",
                                               "tables",   "json",        "target-file-size",
                                               "resume",   "overwrite"};
  for (const CLI::Option* option : given.app.get_options()) {
    const std::string& name = option->get_lnames().front();
    if (name == "help") continue;
    const bool is_flag = option->get_expected_max() == 0 || name == "parallel";
    arguments.push_back("--" + name + (is_flag ? "" : "=value"));
    if (!not_handed_on.contains(name)) expected.insert(arguments.back());
  }
  const std::vector<std::string> handed_on =
      HandOn(Parsed(arguments).app, {.tables = {}, .num_parts = 3, .memory_limit_bytes = {}});
  EXPECT_EQ(std::set<std::string>(handed_on.begin(), handed_on.end()), expected);
}

TEST(ParallelOptions, AnOptionThatIsNotGivenIsNotHandedOn) {
  EXPECT_THAT(
      HandOn(Parsed({"--parallel"}).app),
      testing::ElementsAre("--table=orders", "--parallel=table", "--num-threads=5", "--json=-"));
}

TEST(ParallelOptions, ValuesMayBeginWithAnything) {
  for (const std::string value : {"-x", "=", "--stdout", "a b", "\\t"}) {
    const Parsed given({"--parallel", "--output-dir=" + value});
    const Parsed handed_on(HandOn(given.app));
    EXPECT_EQ(handed_on.app["--output-dir"]->as<std::string>(), value);
  }
}

TEST(ParallelOptions, WhatAProcessMayTakeIsALimit) {
  const Parsed given({"--parallel", "--memory-limit=1GiB"});
  EXPECT_THAT(HandOn(given.app, {.tables = {}, .num_parts = {}, .memory_limit_bytes = 12345}),
              Contains("--memory-limit=12345"));
}

TEST(ParallelOptions, AProcessMakesOneTableAndKnowsTheColumnsOfAll) {
  const Parsed given({"--parallel", "--table", "nation", "--bloom-filter=l_orderkey"});
  const Parsed process(HandOn(given.app));
  const GenerateOptions options = ValueOf(process.table.MakeGenerateOptions());
  ASSERT_TRUE(process.table.parallel().IsTableProcess());
  EXPECT_THAT(options.selection.tables, testing::ElementsAre(Table::kOrders));
  EXPECT_EQ(options.num_threads, 5);
}

}  // namespace
}  // namespace tpch
