// The text pool that the calls of a session share.

#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "tpch/session.h"
#include "tpch/status.h"
#include "tpch/text/text_pool.h"

namespace tpch {

/// Holds one text pool at most. Thread-safe.
class TextPoolSlot {
 public:
  /// Returns the kind of the pool that is there, if one is.
  std::optional<TextPoolKind> held_kind() const;

  /// Returns the pool of this kind. One of the other kind is held no longer; it lives on as long as
  /// somebody else uses it. IoError when the system refuses the memory.
  Result<std::shared_ptr<TextPool>> Get(TextPoolKind kind);

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<TextPool> pool_;
};

}  // namespace tpch
