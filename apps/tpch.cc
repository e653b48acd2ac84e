// The main program.

#include "apps/command_line.h"
#include "apps/generate.h"
#include "apps/info_command.h"
#include "apps/options.h"
#include "apps/standard_streams.h"
#include "apps/verify.h"

int main(int argc, char** argv) {
  tpch::OccupyClosedStandardStreams();
  const std::shared_ptr<CLI::App> app = tpch::MakeProgram(
      "tpch", "Generates the data of the TPC-H benchmark, equal to dbgen's byte for byte.");

  CLI::App* const generate = tpch::AddCommand(app.get(), "generate", "Make tables as files");
  tpch::AddVersionFlag(generate);
  const tpch::OptionTable options(generate, tpch::Program::kTpch);

  CLI::App* const verify =
      tpch::AddCommand(app.get(), "verify", "Check whether files of any origin are TPC-H data");
  const tpch::VerifyCommand verify_command(verify);

  CLI::App* const info =
      tpch::AddCommand(app.get(), "info", "Show rows, sizes and what this build can do");
  const tpch::InfoCommand info_command(info);

  int exit_status = 0;
  if (!tpch::ParseArguments(app.get(), argc, argv, &exit_status)) return exit_status;
  if (tpch::IsParsed(*generate)) return tpch::RunGenerateCommand("tpch", options, argc, argv);
  if (tpch::IsParsed(*verify)) return verify_command.Run();
  return info_command.Run();
}
