// The command `tpch answers`.

#pragma once

#include <string>
#include <vector>

#include "tpch/status.h"

namespace CLI {
class App;
}  // namespace CLI

namespace tpch {

/// Declares the arguments of `tpch answers` and runs it.
class AnswersCommand {
 public:
  /// `app` is not owned and outlives the command.
  explicit AnswersCommand(CLI::App* app);

  /// Prints to standard output and returns the exit status. REQUIRES: the application has parsed
  /// its arguments.
  int Run() const;

 private:
  Status Print() const;

  std::vector<std::string> numbers_;
};

}  // namespace tpch
