#include "apps/tpch_program.h"

#include "apps/answers_command.h"
#include "apps/command_description.h"
#include "apps/command_line.h"
#include "apps/completion.h"
#include "apps/exit_status.h"
#include "apps/generate.h"
#include "apps/info_command.h"
#include "apps/manual_page.h"
#include "apps/options.h"
#include "apps/queries_command.h"
#include "apps/schema_command.h"
#include "apps/standard_streams.h"
#include "apps/verify.h"

namespace tpch {
namespace {

// Prints the text or the error and returns the exit status.
int Print(const Result<std::string>& text) {
  const Status status = text.ok() ? PrintToStdout(*text) : text.status();
  return status.ok() ? kExitOk : ReportError("tpch", status);
}

}  // namespace

int RunProgram(int argc, const char* const* argv) {
  OccupyClosedStandardStreams();
  const std::shared_ptr<CLI::App> app = MakeProgram(
      "tpch", "Generates the data of the TPC-H benchmark, equal to dbgen's byte for byte.");
  SetExamples(app.get(), "tpch generate -s 1 -o data/sf1\ntpch verify data/sf1");

  CLI::App* const generate = AddCommand(app.get(), "generate", "Make tables as files");
  SetExamples(generate,
              "tpch generate -s 1 -o data/sf1\n"
              "tpch generate -s 10 -T orders -f csv --stdout | head -n 3\n"
              "tpch generate -s 100 -p 8 --part 3 -c zstd:3 -o data/sf100");
  AddVersionFlag(generate);
  const OptionTable options(generate, Program::kTpch);

  CLI::App* const refresh = AddCommand(app.get(), "refresh", "Make refresh sets as files");
  SetExamples(refresh,
              "tpch refresh -s 1 --sets 1-10 -o data/sf1\n"
              "tpch refresh -s 1 --sets 3 -f tbl -T delete --stdout | head -n 3");
  AddVersionFlag(refresh);
  const OptionTable refresh_options(refresh, Program::kTpchRefresh);

  CLI::App* const verify =
      AddCommand(app.get(), "verify", "Check whether files of any origin are TPC-H data");
  SetExamples(verify, "tpch verify data/sf1\ntpch verify --queries data/sf1");
  const VerifyCommand verify_command(verify);

  CLI::App* const info =
      AddCommand(app.get(), "info", "Show rows, sizes and what this build can do");
  SetExamples(info, "tpch info -s 100\ntpch info data/sf1/orders.parquet");
  const InfoCommand info_command(info);

  CLI::App* const queries = AddCommand(app.get(), "queries", "Print the 22 queries");
  SetExamples(queries,
              "tpch queries --defaults --dialect duckdb 1 6\n"
              "tpch queries -s 100 --seed 1127033000 --stream 0\n"
              "tpch queries -s 100 --seed 1127033000 --streams 0-5 -o queries");
  const QueriesCommand queries_command(queries);

  CLI::App* const answers = AddCommand(
      app.get(), "answers", "Print the answers to the queries with --defaults at scale factor 1");
  SetExamples(answers, "tpch answers 1");
  const AnswersCommand answers_command(answers);

  CLI::App* const schema = AddCommand(app.get(), "schema", "Print SQL that makes the tables");
  SetExamples(schema,
              "tpch schema --dialect postgresql | psql\n"
              "tpch schema --dialect duckdb --load data/sf1 | duckdb sf1.duckdb");
  const SchemaCommand schema_command(schema);

  CLI::App* const completion =
      AddCommand(app.get(), "completion", "Print a script that completes command lines");
  SetExamples(completion,
              "source <(tpch completion bash)\n"
              "source <(tpch completion zsh)\n"
              "tpch completion fish | source");
  std::string shell;
  AddArgument(completion, {OptionGroup::kWhat, "shell", "SHELL", "bash, zsh or fish"}, shell);

  CLI::App* const man = AddCommand(app.get(), "man", "Print the manual page");
  SetExamples(man, "tpch man | man -l -");

  int exit_status = 0;
  if (!ParseArguments(app.get(), argc, argv, &exit_status)) return exit_status;
  if (IsParsed(*generate)) return RunGenerateCommand("tpch", options, argc, argv);
  if (IsParsed(*refresh)) return RunGenerateCommand("tpch", refresh_options, argc, argv);
  if (IsParsed(*verify)) return verify_command.Run();
  if (IsParsed(*info)) return info_command.Run();
  if (IsParsed(*queries)) return queries_command.Run();
  if (IsParsed(*answers)) return answers_command.Run();
  if (IsParsed(*schema)) return schema_command.Run();
  const CommandDescription program = DescribeCommand(*app);
  return Print(IsParsed(*man) ? FormatManualPage(program) : MakeCompletion(shell, program));
}

}  // namespace tpch
