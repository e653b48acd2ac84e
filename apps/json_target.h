// Where the JSON of --json goes.

#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

#include "apps/data_places.h"
#include "tpch/status.h"

namespace tpch {

/// A file, or something that takes bytes, that one JSON text is written to. Not thread-safe.
class JsonTarget {
 public:
  virtual ~JsonTarget() = default;

  virtual bool IsStandardOutput() const { return false; }

  /// Writes the text. Waits for those who read it, until `stop` becomes true.
  ///
  /// Errors: IoError for the environment; Cancelled when `stop` ended the waiting; OutputClosed
  /// when the reader of standard output went away.
  virtual Status Write(std::string_view text, const std::atomic<bool>& stop) = 0;

  /// Leaves everything as it was before, in place of Write.
  virtual void Forgo() {}
};

/// What a user allows.
struct JsonRules {
  bool overwrite = false;  ///< to replace a file of other origin
  DataPlaces data;         ///< that the JSON may not replace, even so
};

/// Opens the target that the value of --json names: `-` or a path. Decides all that can be decided
/// before a run begins its work, and writes nothing.
///
/// Errors name the option: Invalid for a directory, a file of other origin that is there, and a
/// file of the run; IoError for what the system refuses; Cancelled when `stop` becomes true.
Result<std::unique_ptr<JsonTarget>> OpenJsonTarget(const std::string& name, const JsonRules& rules,
                                                   const std::atomic<bool>& stop);

}  // namespace tpch
