// The main program.

#include "apps/command_description.h"
#include "apps/command_line.h"
#include "apps/completion.h"
#include "apps/exit_status.h"
#include "apps/generate.h"
#include "apps/info_command.h"
#include "apps/manual_page.h"
#include "apps/options.h"
#include "apps/standard_streams.h"
#include "apps/verify.h"

namespace {

// Prints the text or the error and returns the exit status.
int Print(const tpch::Result<std::string>& text) {
  const tpch::Status status = text.ok() ? tpch::PrintToStdout(*text) : text.status();
  return status.ok() ? tpch::kExitOk : tpch::ReportError("tpch", status);
}

}  // namespace

int main(int argc, char** argv) {
  tpch::OccupyClosedStandardStreams();
  const std::shared_ptr<CLI::App> app = tpch::MakeProgram(
      "tpch", "Generates the data of the TPC-H benchmark, equal to dbgen's byte for byte.");
  tpch::SetExamples(app.get(), "tpch generate -s 1 -o data/sf1\ntpch verify data/sf1");

  CLI::App* const generate = tpch::AddCommand(app.get(), "generate", "Make tables as files");
  tpch::SetExamples(generate,
                    "tpch generate -s 1 -o data/sf1\n"
                    "tpch generate -s 10 -T orders -f csv --stdout | head -n 3\n"
                    "tpch generate -s 100 -p 8 --part 3 -c zstd:3 -o data/sf100");
  tpch::AddVersionFlag(generate);
  const tpch::OptionTable options(generate, tpch::Program::kTpch);

  CLI::App* const verify =
      tpch::AddCommand(app.get(), "verify", "Check whether files of any origin are TPC-H data");
  tpch::SetExamples(verify, "tpch verify data/sf1\ntpch verify --queries data/sf1");
  const tpch::VerifyCommand verify_command(verify);

  CLI::App* const info =
      tpch::AddCommand(app.get(), "info", "Show rows, sizes and what this build can do");
  tpch::SetExamples(info, "tpch info -s 100\ntpch info data/sf1/orders.parquet");
  const tpch::InfoCommand info_command(info);

  CLI::App* const completion =
      tpch::AddCommand(app.get(), "completion", "Print a script that completes command lines");
  tpch::SetExamples(completion,
                    "source <(tpch completion bash)\n"
                    "source <(tpch completion zsh)\n"
                    "tpch completion fish | source");
  std::string shell;
  tpch::AddArgument(completion, {tpch::OptionGroup::kWhat, "shell", "SHELL", "bash, zsh or fish"},
                    shell);

  CLI::App* const man = tpch::AddCommand(app.get(), "man", "Print the manual page");
  tpch::SetExamples(man, "tpch man | man -l -");

  int exit_status = 0;
  if (!tpch::ParseArguments(app.get(), argc, argv, &exit_status)) return exit_status;
  if (tpch::IsParsed(*generate)) return tpch::RunGenerateCommand("tpch", options, argc, argv);
  if (tpch::IsParsed(*verify)) return verify_command.Run();
  if (tpch::IsParsed(*info)) return info_command.Run();
  const tpch::CommandDescription program = tpch::DescribeCommand(*app);
  return Print(tpch::IsParsed(*man) ? tpch::FormatManualPage(program)
                                    : tpch::MakeCompletion(shell, program));
}
