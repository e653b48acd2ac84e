// What calls in one process share, so that it is made once.

#pragma once

#include <cstdint>
#include <memory>

namespace tpch {

/// How the text that all comments are cut from lies in memory.
enum class TextPoolKind : uint8_t {
  kWide,    ///< 300 MiB, as text: comments are slices of it
  kCompact  ///< 52 MiB, as tokens: comments must be expanded
};

class TextPoolSlot;

/// Owns the text pool. It is made by the first call that needs it, as far as that needs it, in the
/// form that suits this call; later calls use that form, whatever suits them, unless they need the
/// other one: then that takes its place. What a call still uses outlives the session.
///
/// Thread-safe: any number of calls may use one session at the same time.
class Session {
 public:
  /// Allocates no text pool yet.
  Session();
  ~Session();

  /// A session that was moved from can only be assigned to or destroyed.
  Session(Session&& other) noexcept;
  Session& operator=(Session&& other) noexcept;

  /// For the library itself.
  TextPoolSlot& text_pool() const { return *text_pool_; }

 private:
  std::unique_ptr<TextPoolSlot> text_pool_;
};

}  // namespace tpch
