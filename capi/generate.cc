#include "tpch/generate.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "apps/command_description.h"
#include "apps/command_line.h"
#include "apps/option_names.h"
#include "apps/options.h"
#include "apps/redaction.h"
#include "apps/summary.h"
#include "apps/text.h"
#include "capi/calls.h"
#include "capi/options.h"

namespace tpch {
namespace {

constexpr std::chrono::milliseconds kProgressInterval{100};

// The commands of the program that make files.
constexpr char kGenerate[] = "generate";
constexpr char kRefresh[] = "refresh";

Status CheckName(const std::string& name, const CommandDescription& command) {
  if (!IsOptionName(name)) {
    return Status::Invalid(fmt::format("'{}' is not the name of an option", name));
  }
  for (const OptionDescription& option : command.options) {
    const bool is_reporting = option.group == GroupTitle(OptionGroup::kReporting);
    if (is_reporting && std::ranges::count(option.names, "--" + name) > 0) {
      return Status::Invalid(fmt::format("--{}: only the programs report; leave it out", name));
    }
  }
  return Status::OK();
}

// Parses the options as the program does.
Result<GenerateOptions> ParseOptions(const tpch_option* options, size_t num_options,
                                     const std::vector<std::string>& arguments) {
  const std::shared_ptr<CLI::App> program = MakeProgram("tpch", "");
  CLI::App* const command = AddCommand(program.get(), arguments.front().c_str(), "");
  const OptionTable table(command,
                          arguments.front() == kRefresh ? Program::kTpchRefresh : Program::kTpch);
  const CommandDescription description = DescribeCommand(*command);
  for (size_t i = 0; i < num_options; ++i) {
    TPCH_RETURN_NOT_OK(CheckName(TextOf(options[i].name), description));
  }
  TPCH_RETURN_NOT_OK(Parse(program.get(), arguments));
  return table.MakeGenerateOptions();
}

tpch_progress Sum(const Progress& progress) {
  tpch_progress sum{};
  for (const Progress::OfTable& table : progress.tables) {
    sum.planned_rows += table.planned_rows;
    sum.num_rows += table.num_rows;
    sum.size_bytes += table.size_bytes;
  }
  return sum;
}

// Generates on other threads, so that this one can call back.
GenerateReport GenerateAndCallBack(GenerateOptions options, tpch_on_progress on_progress,
                                   void* context) {
  Progress progress;
  std::atomic<bool> stop = false;
  options.progress = &progress;
  options.stop = &stop;
  std::future<GenerateReport> report =
      std::async(std::launch::async, [&options] { return Generate(options); });
  bool is_ready = false;
  while (!is_ready) {
    is_ready = report.wait_for(kProgressInterval) == std::future_status::ready;
    const tpch_progress now = Sum(progress);
    if (on_progress(context, &now) != 0) stop = true;
  }
  return report.get();
}

// Returns what a run took of the process, whose use before the run was `before`.
Resources MeasureRun(const Resources& before, std::chrono::steady_clock::time_point start) {
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  Resources resources = MeasureResources(wall.count());
  resources.user_seconds -= before.user_seconds;
  resources.system_seconds -= before.system_seconds;
  return resources;
}

// Makes the files that a command of the program makes.
tpch_status MakeFiles(const std::string& command, const tpch_option* options, size_t num_options,
                      const tpch_session* session, tpch_on_progress on_progress, void* context,
                      char** json, tpch_error** error) {
  std::vector<std::string> arguments;
  if (json != nullptr) *json = nullptr;
  const auto call = [&]() -> Status {
    const Resources before = MeasureResources(0);
    const auto start = std::chrono::steady_clock::now();
    arguments = MakeArguments(command, options, num_options, "");
    TPCH_ASSIGN_OR_RETURN(GenerateOptions parsed, ParseOptions(options, num_options, arguments));
    if (session != nullptr) parsed.session = &session->session;
    const GenerateReport report = on_progress == nullptr
                                      ? Generate(parsed)
                                      : GenerateAndCallBack(parsed, on_progress, context);
    if (json != nullptr && report.status.code() != StatusCode::kInvalid) {
      std::vector<std::string> line = {"tpch"};
      line.insert(line.end(), arguments.begin(), arguments.end());
      *json =
          ::strdup(MakeJsonSummary(RedactArguments(line), parsed, report, MeasureRun(before, start))
                       .c_str());
    }
    return report.status;
  };
  return Run(error, call, [&](const Status& status) {
    const std::string message = ShowMessage(status.text());
    return EscapeText(Secrets(arguments).Hide(message));
  });
}

}  // namespace
}  // namespace tpch

tpch_status tpch_generate_report(const tpch_option* options, size_t num_options,
                                 const tpch_session* session, tpch_on_progress on_progress,
                                 void* context, char** json, tpch_error** error) {
  return tpch::MakeFiles(tpch::kGenerate, options, num_options, session, on_progress, context, json,
                         error);
}

tpch_status tpch_generate_refresh(const tpch_option* options, size_t num_options,
                                  const tpch_session* session, tpch_on_progress on_progress,
                                  void* context, char** json, tpch_error** error) {
  return tpch::MakeFiles(tpch::kRefresh, options, num_options, session, on_progress, context, json,
                         error);
}

void tpch_text_free(char* text) { std::free(text); }

tpch_status tpch_generate(const tpch_option* options, size_t num_options,
                          const tpch_session* session, tpch_on_progress on_progress, void* context,
                          tpch_error** error) {
  return tpch_generate_report(options, num_options, session, on_progress, context, nullptr, error);
}
