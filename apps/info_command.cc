#include "apps/info_command.h"

#include "apps/command_line.h"
#include "apps/contradictions.h"
#include "apps/exit_status.h"
#include "apps/generate.h"
#include "apps/info.h"
#include "apps/option_values.h"

namespace tpch {

InfoCommand::InfoCommand(CLI::App* app) : app_(app) {
  using enum OptionGroup;
  AddOption(app, {kWhat, "-s,--scale-factor", "SF", "Scale factor, 0.0005 to 100000"},
            scale_factor_);
  AddOptionalArgument(
      app, {kWhat, "file", "FILE", "A Parquet file, whose row groups and columns are shown"},
      file_);
}

Status InfoCommand::Print() const {
  TPCH_RETURN_NOT_OK(CheckContradictions(*app_));
  if (!file_.empty()) return PrintFileInfo(file_);
  const Result<ScaleFactor> scale_factor = ScaleFactor::Parse(scale_factor_);
  if (!scale_factor.ok()) return NameOption("--scale-factor", scale_factor.status());
  return PrintInfo(*scale_factor);
}

int InfoCommand::Run() const {
  const Status status = Print();
  return status.ok() ? kExitOk : ReportError("tpch", status);
}

}  // namespace tpch
