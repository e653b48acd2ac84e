// Options of object stores, and the options that an output directory in a store excludes.

#pragma once

#include <string>
#include <vector>

#include "tpch/generate.h"
#include "tpch/status.h"

namespace CLI {
class App;
}  // namespace CLI

namespace tpch {

/// Declares --storage-option on an application.
class StoreOptions {
 public:
  explicit StoreOptions(CLI::App* app);

  /// Converts parsed values into options. Returns Invalid with one line for an output directory of
  /// unknown scheme, for settings without a store, and for options that only local files have.
  /// REQUIRES: options->output_dir is set.
  Status Read(GenerateOptions* options) const;

 private:
  CLI::App* app_;
  std::vector<std::string> settings_;
};

}  // namespace tpch
