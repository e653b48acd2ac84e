// The command `tpch info`.

#pragma once

#include <string>

#include "tpch/status.h"

namespace CLI {
class App;
}  // namespace CLI

namespace tpch {

/// Declares the options of `tpch info` and runs it.
class InfoCommand {
 public:
  /// `app` is not owned and outlives the command.
  explicit InfoCommand(CLI::App* app);

  /// Prints to standard output and returns the exit status. REQUIRES: the application has parsed
  /// its arguments.
  int Run() const;

 private:
  Status Print() const;

  CLI::App* app_;
  std::string scale_factor_ = "1";
  std::string file_;
};

}  // namespace tpch
