// The main program.

#include <fmt/format.h>

#include "apps/exit_status.h"
#include "apps/generate.h"
#include "apps/info.h"
#include "apps/options.h"
#include "apps/standard_streams.h"
#include "apps/verify.h"

int main(int argc, char** argv) {
  tpch::OccupyClosedStandardStreams();
  CLI::App app("Generates the data of the TPC-H benchmark, equal to dbgen's byte for byte.",
               "tpch");
  app.require_subcommand(1);
  app.set_version_flag("-V,--version", tpch::DescribeVersion);

  CLI::App* const generate = app.add_subcommand("generate", "Make tables as files");
  generate->set_version_flag("-V,--version", tpch::DescribeVersion);
  const tpch::OptionTable options(generate, tpch::Program::kTpch);

  CLI::App* const verify =
      app.add_subcommand("verify", "Check whether files of any origin are TPC-H data");
  const tpch::VerifyCommand verify_command(verify);

  CLI::App* const info = app.add_subcommand("info", "Show rows, sizes and what this build can do");
  std::string scale_factor_text = "1";
  CLI::Option* const scale_factor_option =
      info->add_option("-s,--scale-factor", scale_factor_text, "Scale factor, 0.0005 to 100000")
          ->type_name("SF")
          ->capture_default_str();
  std::string file_path;
  info->add_option("file", file_path, "A Parquet file, whose row groups and columns are shown")
      ->type_name("FILE")
      ->excludes(scale_factor_option);

  int exit_status = tpch::kExitOk;
  if (!tpch::ParseArguments(&app, argc, argv, &exit_status)) return exit_status;
  if (generate->parsed()) return tpch::RunGenerateCommand("tpch", options, argc, argv);
  if (verify->parsed()) return verify_command.Run();

  if (!file_path.empty()) {
    const tpch::Status status = tpch::PrintFileInfo(file_path);
    return status.ok() ? exit_status : tpch::ReportError("tpch", status);
  }
  const auto scale_factor = tpch::ScaleFactor::Parse(scale_factor_text);
  if (!scale_factor.ok()) {
    return tpch::ReportError(
        "tpch", tpch::Status::Invalid("--scale-factor: " + scale_factor.status().message()));
  }
  const tpch::Status status = tpch::PrintInfo(*scale_factor);
  return status.ok() ? exit_status : tpch::ReportError("tpch", status);
}
