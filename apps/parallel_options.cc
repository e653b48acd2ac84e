#include "apps/parallel_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>

#include "apps/command_line.h"

namespace tpch {
namespace {

constexpr const char* kParallel = "--parallel";

// Options that are not passed to the processes unchanged.
constexpr std::string_view kNotHandedOn[] = {"parallel",     "tables",           "num-threads",
                                             "memory-limit", "target-file-size", "json",
                                             "resume",       "overwrite"};

Result<Parallel> ParseParallel(std::string_view text) {
  if (text == "table") return Parallel::kTable;
  if (const auto* const way = FindByName(text, kParallelWays)) return way->value;
  return Status::Invalid(
      fmt::format("--parallel: '{}' is not a way to work; use {}", text, ListNames(kParallelWays)));
}

}  // namespace

ParallelOptions::ParallelOptions(CLI::App* app, Program program) : app_(app), program_(program) {
  CLI::Option* const parallel =
      app->add_flag("--parallel{processes}", parallel_,
                    "Make all tables: by a process each (processes, or the bare word), by "
                    "threads of one process (threads) or one after another (off)");
  parallel->type_name("WAY")->group(std::string(GroupTitle(OptionGroup::kSpeed)));
  // tpch does not have it, but its error names the program that does.
  if (program != Program::kTpchBenchmark) parallel->group("");
}

Status ParallelOptions::Read(GenerateOptions* options) const {
  if (!Given(kParallel)) return Status::OK();
  if (program_ != Program::kTpchBenchmark) {
    return Status::Invalid(
        "--parallel: tpch generate works on all tables at once with threads; use tpch_benchmark "
        "for processes");
  }
  TPCH_ASSIGN_OR_RETURN(const Parallel parallel, ParseParallel(parallel_));
  if (parallel == Parallel::kTable) return Status::OK();
  options->selection.tables = {kAllTables.begin(), kAllTables.end()};
  if (parallel == Parallel::kOff) options->table_order = TableOrder::kOneByOne;
  return Status::OK();
}

bool ParallelOptions::Given(const char* option) const { return app_->count(option) > 0; }

std::span<const Table> ParallelOptions::TablesOfRun(const Selection& selection) const {
  return IsTableProcess() ? std::span<const Table>(kAllTables) : selection.tables;
}

bool ParallelOptions::Is(Parallel parallel) const {
  return Given(kParallel) && *ParseParallel(parallel_) == parallel;
}

std::vector<std::string> ArgumentsOfProcess(const CLI::App& app, Table table, int num_threads,
                                            const TablesToMake& work) {
  std::vector<std::string> arguments = {fmt::format("--table={}", NameOf(table)),
                                        "--parallel=table",
                                        fmt::format("--num-threads={}", num_threads), "--json=-"};
  if (work.memory_limit_bytes) {
    arguments.push_back(fmt::format("--memory-limit={}", *work.memory_limit_bytes));
  }
  if (app.count("--target-file-size") > 0) {
    arguments.push_back(fmt::format("--parts={}", *work.num_parts));
  }
  if (app.count("--overwrite") + app.count("--resume") > 0) arguments.emplace_back("--resume");
  for (const CLI::Option* option : app.get_options()) {
    const std::string& name = option->get_lnames().front();
    if (option->count() == 0 || std::ranges::count(kNotHandedOn, name) > 0) continue;
    if (option->get_expected_max() == 0) {
      arguments.push_back("--" + name);
      continue;
    }
    // With an equals sign, because a value may start with a dash.
    for (const std::string& value : option->results()) {
      arguments.push_back(fmt::format("--{}={}", name, value));
    }
  }
  return arguments;
}

}  // namespace tpch
