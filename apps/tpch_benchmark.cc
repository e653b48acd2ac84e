// A program with the command line of the field's older benchmark program: the options of `tpch
// generate`, lineitem by default, and --parallel.

#include "apps/command_line.h"
#include "apps/exit_status.h"
#include "apps/generate.h"
#include "apps/options.h"
#include "apps/standard_streams.h"

int main(int argc, char** argv) {
  tpch::OccupyClosedStandardStreams();
  const std::shared_ptr<CLI::App> app = tpch::MakeProgram(
      "tpch_benchmark",
      "Generates TPC-H tables: lineitem unless --tables or --parallel say otherwise.");
  const tpch::OptionTable options(app.get(), tpch::Program::kTpchBenchmark);
  tpch::SetExamples(app.get(),
                    "tpch_benchmark -s 1 -f tbl -o data/lineitem\n"
                    "tpch_benchmark -s 1 --parallel -o data/sf1");
  bool use_dbgen = true;
  tpch::AddFlag(app.get(), tpch::OptionGroup::kWhat, "--use-dbgen", use_dbgen,
                "Accepted for old scripts; does nothing");

  int exit_status = tpch::kExitOk;
  if (!tpch::ParseArguments(app.get(), argc, argv, &exit_status)) return exit_status;
  return tpch::RunGenerateCommand("tpch_benchmark", options, argc, argv);
}
