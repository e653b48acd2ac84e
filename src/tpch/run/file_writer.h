// One output file of a run: its chunks in order, its bytes to the sink, its completion.

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "tpch/encode/encoder.h"
#include "tpch/io/sink.h"
#include "tpch/run/byte_budget.h"
#include "tpch/run/file_digest.h"
#include "tpch/run/sequencer.h"
#include "tpch/status.h"

namespace tpch {

/// What became of a file.
struct FileTotals {
  int64_t num_rows = 0;
  int64_t size_bytes = 0;
  std::optional<uint64_t> xxh3;  ///< absent for DigestKind::kNone
};

/// Makes the file's sink, when its first chunk comes.
using SinkOpener = std::function<Result<std::unique_ptr<Sink>>()>;

/// Gives a finished file its final name.
using NameGiver = std::function<Status()>;

/// Decides over a finished file: calls `give_name` once, or returns why the file must not get its
/// name. An error after the call ends the run, but the file stays.
using NamingDecision = std::function<Status(const FileTotals& totals, const NameGiver& give_name)>;

/// Makes the file's encoder, when its first chunk comes.
using EncoderMaker = std::function<std::unique_ptr<FileEncoder>()>;

/// Writes one file from chunks that come from any thread in any order. A chunk passes three steps:
/// it gets its place in the file, it is digested, and it is written. Each step takes the chunks in
/// order and is done by one thread at a time, but all three by different ones at once; a sink that
/// takes any order is written to by all threads. Whoever brings a chunk does the steps that nobody
/// is doing; nobody waits.
class FileWriter {
 public:
  /// The file expects `num_units` chunks. `closed`: nothing passes before Open is called, for
  /// streams that take file after file. `budget` is not owned.
  FileWriter(EncoderMaker make_encoder, SinkOpener open_sink, NamingDecision name_file,
             int64_t num_units, bool closed, DigestKind digest, ByteBudget* budget);

  /// Takes the chunk of unit `index`, whose buffers are counted in the budget. Thread-safe.
  Status Put(int64_t index, Chunk chunk);

  /// Lets a closed file begin. Thread-safe.
  Status Open();

  /// Returns how many chunks, from the first on, no other chunk has to wait for any more: they are
  /// written, held back by the encoder, or at least digested where any order will do. Thread-safe.
  int64_t num_passed() const { return num_passed_.load(std::memory_order_acquire); }

  /// Returns whether the file is complete and has its final name. Thread-safe.
  bool complete() const { return complete_.load(std::memory_order_acquire); }

  /// REQUIRES: complete().
  const FileTotals& totals() const { return totals_; }

  /// Removes an incomplete file. Not thread-safe: call it when no other call is under way.
  void Abort();

 private:
  /// A buffer with its place in the file.
  struct PlacedBuffer {
    ByteBuffer buffer;
    int64_t offset;
  };

  /// What became ready to be written when a chunk got its place; maybe nothing.
  using PlacedChunk = std::vector<PlacedBuffer>;

  Status PlaceChunks();
  Status DigestChunks();
  Status WriteChunksInOrder();
  Status WriteChunks(std::vector<PlacedChunk> chunks);

  Result<PlacedChunk> Place(Chunk chunk);
  Status Begin(PlacedChunk* placed);
  void Place(ByteBuffer buffer, PlacedChunk* placed);
  void Digest(const PlacedChunk& placed);
  Status Write(PlacedChunk placed);
  Status FinishIfDone(int64_t num_units_done);
  Status Complete();

  EncoderMaker make_encoder_;
  SinkOpener open_sink_;
  NamingDecision name_file_;
  const int64_t num_units_;
  const DigestKind digest_kind_;
  ByteBudget* budget_;
  Sequencer<Chunk> placing_;
  Sequencer<PlacedChunk> digesting_{/*open=*/true};
  Sequencer<PlacedChunk> writing_{/*open=*/true};  // for WriteOrder::kSequential

  // Touched by the drainer of `placing_` only, and after it. Files wait for their turn, and stay
  // listed, without these.
  std::unique_ptr<FileEncoder> encoder_;
  std::unique_ptr<Sink> sink_;
  FileTotals totals_;
  int64_t num_placed_ = 0;
  // The same for the drainer of `digesting_`.
  std::optional<FileDigest> digest_;  // absent for DigestKind::kNone
  int64_t num_digested_ = 0;

  std::atomic<int64_t> num_passed_ = 0;
  std::atomic<int64_t> num_units_written_ = 0;
  std::atomic<bool> complete_ = false;
};

}  // namespace tpch
