// The command line of the field's older benchmark program: the options of `tpch generate`, lineitem
// unless told otherwise, and --parallel.

#include "apps/exit_status.h"
#include "apps/generate.h"
#include "apps/info.h"
#include "apps/option_values.h"
#include "apps/options.h"
#include "apps/standard_streams.h"

int main(int argc, char** argv) {
  tpch::OccupyClosedStandardStreams();
  CLI::App app("Generates TPC-H tables; lineitem only unless --tables or --parallel say otherwise.",
               "tpch_benchmark");
  app.set_version_flag("-V,--version", tpch::DescribeVersion);
  const tpch::OptionTable options(&app, tpch::Program::kTpchBenchmark);
  bool use_dbgen = true;
  tpch::AddFlag(&app, "--use-dbgen", use_dbgen,
                "Accepted for old scripts: there is no other data than dbgen's");

  int exit_status = tpch::kExitOk;
  if (!tpch::ParseArguments(&app, argc, argv, &exit_status)) return exit_status;
  return tpch::RunGenerateCommand("tpch_benchmark", options, argc, argv);
}
