// The destination of --json.

#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

#include "apps/data_places.h"
#include "tpch/status.h"

namespace tpch {

/// A file or stream that receives one JSON text. Not thread-safe.
class JsonTarget {
 public:
  virtual ~JsonTarget() = default;

  virtual bool IsStandardOutput() const { return false; }

  /// Writes the text. Waits for its reader until `stop` becomes true.
  ///
  /// Errors: IoError if the system fails; Cancelled if `stop` ended the wait; OutputClosed if the
  /// reader of standard output has closed it.
  virtual Status Write(std::string_view text, const std::atomic<bool>& stop) = 0;

  /// Restores the state before OpenJsonTarget. Call it instead of Write.
  virtual void Forgo() {}
};

/// The files that the JSON may replace.
struct JsonRules {
  bool overwrite = false;  ///< also files that another program wrote
  DataPlaces data;         ///< never these, even with `overwrite`
};

/// Opens the target that the value of --json names: `-` or a path. Writes nothing, but makes all
/// checks that are possible before a run starts.
///
/// Errors name the option: Invalid for a directory, an existing file that another program wrote,
/// and a file of the run; IoError if the system fails; Cancelled if `stop` becomes true.
Result<std::unique_ptr<JsonTarget>> OpenJsonTarget(const std::string& name, const JsonRules& rules,
                                                   const std::atomic<bool>& stop);

}  // namespace tpch
