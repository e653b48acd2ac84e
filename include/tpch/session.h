// The data that calls in one process share, so that it is made only once.

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

namespace tpch {

/// The form in memory of the text that contains all comments.
enum class TextPoolKind : uint8_t {
  kWide,     ///< 300 MiB of text; comments are slices of it
  kCompact,  ///< 52 MiB of tokens; comments must be expanded
  kNone      ///< no memory: each comment is drawn for itself, with some of the text before it
};

class TextPoolSlot;

/// Owns the text pool, and counts draws. The first call that needs the pool makes it, only as much
/// as needed, in the form that suits this call; a call with few comments does without. Later calls
/// use that form even if the other one suits them better. If a call requires the other form, it
/// replaces the pool. A pool in use outlives the session.
///
/// Thread-safe: any number of calls may use one session at the same time.
class Session {
 public:
  /// Allocates no text pool yet.
  Session();
  ~Session();

  /// A moved-from session can only be assigned to or destroyed.
  Session(Session&& other) noexcept;
  Session& operator=(Session&& other) noexcept;

  /// Returns the number of base rows for which the streams of this session have drawn random
  /// numbers, over all random sequences, to make complete record batches. Does not count the
  /// 64-bit sequences of scale factors from 30000, and rows that are only counted. Shows what
  /// columns, keys, days and numbers of rows leave out.
  int64_t num_draws() const { return num_draws_->load(std::memory_order_relaxed); }

  /// Only for the library itself.
  TextPoolSlot& text_pool() const { return *text_pool_; }
  const std::shared_ptr<std::atomic<int64_t>>& draw_counter() const { return num_draws_; }

 private:
  std::unique_ptr<TextPoolSlot> text_pool_;
  std::shared_ptr<std::atomic<int64_t>> num_draws_;
};

}  // namespace tpch
