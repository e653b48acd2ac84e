// The command `tpch schema`.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tpch/ddl/schema_script.h"
#include "tpch/status.h"

namespace CLI {
class App;
}  // namespace CLI

namespace tpch {

/// Declares the options of `tpch schema` and runs it.
class SchemaCommand {
 public:
  /// `app` is not owned and outlives the command.
  explicit SchemaCommand(CLI::App* app);

  /// Prints to standard output and returns the exit status. REQUIRES: the application has parsed
  /// its arguments.
  int Run() const;

  /// Returns the statements, or the errors of the options. REQUIRES: as for Run.
  Result<std::string> MakeText() const;

 private:
  Result<SchemaOptions> MakeOptions() const;
  Status ReadFiles(SchemaOptions* options) const;

  CLI::App* app_;
  std::vector<std::string> tables_;
  std::string dialect_ = "ansi";
  bool no_keys_ = false;
  bool keys_only_ = false;
  std::optional<std::string> load_;
  std::optional<std::string> format_;
};

}  // namespace tpch
