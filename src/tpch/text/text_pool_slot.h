// Holds the text pool that the calls of a session share.

#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "tpch/session.h"
#include "tpch/status.h"
#include "tpch/text/text_pool.h"

namespace tpch {

/// Holds at most one text pool, none of kind kNone. Thread-safe.
class TextPoolSlot {
 public:
  /// Returns the kind of the pool that it holds, or nullopt.
  std::optional<TextPoolKind> held_kind() const;

  /// Returns the pool of this kind, made if needed. Releases a pool of another kind, which lives
  /// while its users share its ownership. A pool of kind kNone is a new one, and releases none.
  /// Returns IoError if the system refuses the memory.
  Result<std::shared_ptr<TextPool>> Get(TextPoolKind kind);

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<TextPool> pool_;
};

}  // namespace tpch
