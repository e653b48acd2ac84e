// Options of refresh sets: which ones, and their segments.

#pragma once

#include <string>

#include "tpch/selection.h"
#include "tpch/status.h"

namespace CLI {
class App;
}  // namespace CLI

namespace tpch {

/// Declares the options on an application.
class RefreshOptionTable {
 public:
  explicit RefreshOptionTable(CLI::App* app);

  /// Converts parsed values into options. If one is wrong, returns Invalid with one line that names
  /// the option, the value and a valid alternative.
  Status Read(RefreshSelection* refresh) const;

 private:
  CLI::App* app_;
  std::string sets_ = "1";
  std::string insert_segments_;
  std::string delete_segments_;
};

}  // namespace tpch
