#include "apps/parallel_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>

#include "apps/command_line.h"

namespace tpch {
namespace {

constexpr const char* kParallel = "--parallel";
constexpr const char* kTableProcess = "--table-process";

/// Options that processes do not get as they were given.
constexpr std::string_view kNotHandedOn[] = {"parallel",    "table-process", "tables",
                                             "num-threads", "memory-limit",  "json"};

Result<Parallel> ParseParallel(std::string_view text) {
  if (text == "processes") return Parallel::kProcesses;
  if (text == "threads") return Parallel::kThreads;
  if (text == "off") return Parallel::kOff;
  return Status::Invalid(
      fmt::format("--parallel: '{}' is no way to work; use processes, threads or off", text));
}

}  // namespace

ParallelOptions::ParallelOptions(CLI::App* app, Program program) : app_(app), program_(program) {
  CLI::Option* const parallel =
      app->add_flag("--parallel{processes}", parallel_,
                    "Make all tables: by a process each (processes, or the bare word), by "
                    "threads of one process (threads) or one after another (off)");
  parallel->type_name("WAY")->group(std::string(GroupTitle(OptionGroup::kSpeed)));
  CLI::Option* const role = app->add_option(kTableProcess, role_, "")->group("");
  if (program == Program::kTpchBenchmark) return;
  // tpch has neither, but says where the first is.
  parallel->group("");
  app->remove_option(role);
}

Status ParallelOptions::Read(GenerateOptions* options) const {
  if (!Given(kParallel) && !IsTableProcess()) return Status::OK();
  if (program_ == Program::kTpch) {
    return Status::Invalid(
        "--parallel: tpch generate works on all tables at once with threads; use tpch_benchmark "
        "for processes");
  }
  options->selection.tables = {kAllTables.begin(), kAllTables.end()};
  if (IsTableProcess()) {
    TPCH_ASSIGN_OR_RETURN(const ProcessRole own, role());
    options->share = own.share;
    return Status::OK();
  }
  TPCH_ASSIGN_OR_RETURN(const Parallel parallel, ParseParallel(parallel_));
  if (parallel == Parallel::kOff) options->table_order = TableOrder::kOneByOne;
  return Status::OK();
}

bool ParallelOptions::Given(const char* option) const { return app_->count(option) > 0; }

bool ParallelOptions::UsesProcesses() const {
  return Given(kParallel) && *ParseParallel(parallel_) == Parallel::kProcesses;
}

bool ParallelOptions::IsTableProcess() const {
  return program_ == Program::kTpchBenchmark && Given(kTableProcess);
}

Result<ProcessRole> ParallelOptions::role() const {
  Result<ProcessRole> role = ParseProcessRole(role_);
  if (role.ok()) return role;
  return Status::Invalid(fmt::format("{}: {}", kTableProcess, role.status().message()));
}

std::vector<std::string> ArgumentsOfProcess(const CLI::App& app, const ProcessShare& share,
                                            const ProcessRole& role) {
  std::vector<std::string> arguments = {
      fmt::format("{}={}", kTableProcess, FormatProcessRole(role)),
      fmt::format("--num-threads={}", share.num_threads)};
  if (share.memory_limit_bytes) {
    arguments.push_back(fmt::format("--memory-limit={}", *share.memory_limit_bytes));
  }
  for (const CLI::Option* option : app.get_options()) {
    const std::string& name = option->get_lnames().front();
    if (option->count() == 0 || std::ranges::count(kNotHandedOn, name) > 0) continue;
    if (option->get_expected_max() == 0) {
      arguments.push_back("--" + name);
      continue;
    }
    // With the sign, so that a value may begin with a dash.
    for (const std::string& value : option->results()) {
      arguments.push_back(fmt::format("--{}={}", name, value));
    }
  }
  return arguments;
}

}  // namespace tpch
