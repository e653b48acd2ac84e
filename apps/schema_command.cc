#include "apps/schema_command.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "apps/command_line.h"
#include "apps/contradictions.h"
#include "apps/exit_status.h"
#include "apps/generate.h"
#include "apps/load_files.h"
#include "apps/option_values.h"
#include "apps/parse.h"
#include "apps/standard_streams.h"

namespace tpch {

SchemaCommand::SchemaCommand(CLI::App* app) : app_(app) {
  using enum OptionGroup;
  AddOptionalArguments(app, {kWhat, "tables", "TABLE", "Tables (default: all)"}, tables_);
  AddOption(app, {kWhat, "--dialect", "NAME", ListNames(kDialects)}, dialect_);
  AddFlag(app, kWhat, "--no-keys", no_keys_, "No primary and foreign keys");
  AddFlag(app, kWhat, "--keys-only", keys_only_, "Only statements that add keys, after loading");
  AddOption(app, {kWhat, "--load", "DIR", "Also load the files of this directory"}, load_);
  AddOption(app,
            {kWhat, "-f,--format", "FORMAT",
             "parquet, csv or tbl: which files to load, if there are several"},
            format_);
}

Status SchemaCommand::ReadFiles(SchemaOptions* options) const {
  std::optional<FileFormat> format;
  if (format_) TPCH_RETURN_NOT_OK(Assign("--format", ParseFormat(*format_), &format));
  const Result<std::vector<LoadFile>> files = FindLoadFiles(*load_, format, options->tables);
  TPCH_RETURN_NOT_OK(Assign("--load", files, &options->files));
  return NameOption("--load", CheckFiles(options->files, options->dialect));
}

Result<SchemaOptions> SchemaCommand::MakeOptions() const {
  SchemaOptions options;
  TPCH_RETURN_NOT_OK(CheckContradictions(*app_));
  TPCH_RETURN_NOT_OK(Assign("--dialect", ParseDialect(dialect_), &options.dialect));
  const std::string names = tables_.empty() ? "all" : fmt::format("{}", fmt::join(tables_, ","));
  TPCH_RETURN_NOT_OK(Assign("TABLE", ParseTables(names), &options.tables));
  if (no_keys_) options.keys = Keys::kNone;
  if (keys_only_) {
    options.keys = Keys::kOnly;
    TPCH_RETURN_NOT_OK(NameOption("--keys-only", CheckAddsKeys(options.dialect)));
  }
  if (load_) {
    TPCH_RETURN_NOT_OK(ReadFiles(&options));
  } else if (format_) {
    return Status::Invalid("--format: needs --load, whose files it selects");
  }
  return options;
}

Result<std::string> SchemaCommand::MakeText() const {
  TPCH_ASSIGN_OR_RETURN(const SchemaOptions options, MakeOptions());
  return FormatSchema(options);
}

int SchemaCommand::Run() const {
  const Result<std::string> text = MakeText();
  const Status status = text.ok() ? PrintToStdout(*text) : text.status();
  return status.ok() ? kExitOk : ReportError("tpch", status);
}

}  // namespace tpch
