// The command `tpch queries`.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tpch/queries/queries.h"
#include "tpch/status.h"

namespace CLI {
class App;
}  // namespace CLI

namespace tpch {

/// Declares the options of `tpch queries` and runs it.
class QueriesCommand {
 public:
  /// `app` is not owned and outlives the command.
  explicit QueriesCommand(CLI::App* app);

  /// Prints queries to standard output, or writes them to files, and returns the exit status.
  /// REQUIRES: the application has parsed its arguments.
  int Run() const;

  /// Returns what was asked for, or the errors of the options. REQUIRES: as for Run.
  Result<QueryOptions> MakeOptions() const;

  /// Returns the queries, or an error that names the option.
  static Result<std::vector<ChosenQuery>> Choose(const QueryOptions& options);

 private:
  // A file and what is in it.
  struct OutputFile {
    std::string name;
    QueryOptions options;
  };

  Status Print() const;
  Status Write(const QueryOptions& options) const;

  Status CheckPlace() const;
  Result<std::vector<OutputFile>> PlanFiles(const QueryOptions& options) const;
  Result<std::vector<OutputFile>> PlanStreams(const QueryOptions& options) const;
  Result<std::vector<OutputFile>> PlanQueries(const QueryOptions& options) const;

  // Returns the queries, or only their parameters.
  Result<std::string> MakeText(const QueryOptions& options) const;

  CLI::App* app_;
  std::vector<std::string> numbers_;
  std::string scale_factor_ = "1";
  std::string seed_;
  std::string stream_;
  std::string streams_;
  std::string dialect_ = "ansi";
  std::optional<std::string> output_dir_;
  bool defaults_ = false;
  bool parameters_ = false;
  bool overwrite_ = false;
};

}  // namespace tpch
