// The command line of the field's older benchmark program: the options of `tpch generate`, lineitem
// unless told otherwise.

#include "apps/exit_status.h"
#include "apps/generate.h"
#include "apps/info.h"
#include "apps/options.h"

int main(int argc, char** argv) {
  CLI::App app("Generates TPC-H tables; lineitem only unless --tables says otherwise.",
               "tpch_benchmark");
  app.set_version_flag("-V,--version", tpch::DescribeVersion);
  const tpch::OptionTable options(&app, "lineitem");
  bool use_dbgen = true;
  app.add_flag("--use-dbgen", use_dbgen,
               "Accepted for old scripts: there is no other data than dbgen's")
      ->disable_flag_override();

  int exit_status = tpch::kExitOk;
  if (!tpch::ParseArguments(&app, argc, argv, &exit_status)) return exit_status;
  return tpch::RunGenerateCommand("tpch_benchmark", options, argc, argv);
}
