// Puts the chunks of one file, which are made in any order, back in order.

#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>

#include "tpch/encode/encoder.h"

namespace tpch {

/// Parks chunks until their turn. Whoever parks the next chunk becomes the drainer, alone, until
/// no chunk is next; nobody waits. Thread-safe.
class Sequencer {
 public:
  /// A closed sequencer parks everything until Open.
  explicit Sequencer(bool open) : open_(open) {}

  /// Parks the chunk of unit `index`. Returns true when the caller has become the drainer and must
  /// call TakeNext until it returns nothing.
  bool Park(int64_t index, Chunk chunk);

  /// Lets the first chunk pass. Returns true when the caller has become the drainer.
  bool Open();

  /// Returns the next chunk, or nothing, which ends the caller's duty as drainer. The chunk taken
  /// before counts as passed.
  std::optional<Chunk> TakeNext();

  /// Returns how many chunks, from the first on, have passed.
  int64_t num_passed() const;

 private:
  bool BecomeDrainer();

  mutable std::mutex mutex_;
  std::map<int64_t, Chunk> parked_;
  int64_t next_ = 0;    // the first chunk not taken yet
  int64_t passed_ = 0;  // chunks taken and done with
  bool draining_ = false;
  bool open_;
};

}  // namespace tpch
