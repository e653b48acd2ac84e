#include "apps/answers_command.h"

#include "apps/command_line.h"
#include "apps/exit_status.h"
#include "apps/generate.h"
#include "apps/option_values.h"
#include "apps/parse.h"
#include "apps/standard_streams.h"
#include "tpch/queries/queries.h"

namespace tpch {

AnswersCommand::AnswersCommand(CLI::App* app) {
  AddOptionalArguments(
      app, {OptionGroup::kWhat, "queries", "QUERY", "Numbers from 1 to 22 (default: all)"},
      numbers_);
}

Status AnswersCommand::Print() const {
  std::vector<int> numbers;
  TPCH_RETURN_NOT_OK(Assign("QUERY", ParseQueryNumbers(numbers_), &numbers));
  return PrintToStdout(FormatAnswers(numbers));
}

int AnswersCommand::Run() const {
  const Status status = Print();
  return status.ok() ? kExitOk : ReportError("tpch", status);
}

}  // namespace tpch
