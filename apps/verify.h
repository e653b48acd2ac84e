// The command `tpch verify`.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "apps/json_target.h"
#include "tpch/verify.h"

namespace CLI {
class App;
}  // namespace CLI

namespace tpch {

/// Declares the options of `tpch verify` and runs it.
class VerifyCommand {
 public:
  /// `app` is not owned and outlives the command.
  explicit VerifyCommand(CLI::App* app);

  /// Verifies, reports to standard output, and returns the exit status: 0 if the data is equal,
  /// even in another order or with other types; 3 if it is different; 1 if it cannot be read.
  /// REQUIRES: the application has parsed its arguments.
  int Run() const;

 private:
  Result<VerifyOptions> MakeOptions() const;

  // Reads the options that are about the queries.
  Status ReadQueryRun(QueryRun* run) const;

  // Opens the target of the JSON report; null if there is none.
  Result<std::unique_ptr<JsonTarget>> OpenJson() const;

  CLI::App* app_;
  std::vector<std::string> paths_;
  std::string table_;
  std::string scale_factor_;
  std::string num_parts_;
  std::string parts_;
  std::string after_sets_;
  std::string num_threads_;
  std::string temp_dir_;
  std::string seed_;
  std::string stream_;
  std::string engine_ = std::string(NameOf(QueryEngine::kDuckdb, kQueryEngines));
  std::optional<std::string> json_;
  bool overwrite_ = false;
  bool quick_ = false;
  bool queries_ = false;
  bool quiet_ = false;
};

}  // namespace tpch
