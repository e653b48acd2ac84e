// One output file of a run: its chunks in order, its bytes to the sink, its completion.

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "tpch/encode/encoder.h"
#include "tpch/io/sink.h"
#include "tpch/run/byte_budget.h"
#include "tpch/run/file_digest.h"
#include "tpch/run/file_totals.h"
#include "tpch/run/plan.h"
#include "tpch/run/run_output.h"
#include "tpch/run/sequencer.h"
#include "tpch/status.h"

namespace tpch {

/// What the writers of a run's files share. Nothing is owned.
struct WriterContext {
  ScaleFactor scale_factor;
  const Format* format;
  DigestKind digest;
  RunOutput* output;
  ByteBudget* budget;
};

/// Writes one file from chunks that come from any thread in any order. A chunk passes three steps:
/// it gets its place in the file, it is digested, and it is written. Each step takes the chunks in
/// order and is done by one thread at a time, but all three by different ones at once; a sink that
/// takes any order is written to by all threads. A thread that brings a chunk does the steps that
/// no other thread is doing. No thread waits.
class FileWriter {
 public:
  /// The file expects `num_units` chunks. `closed`: nothing passes before Open is called, for
  /// streams that take file after file. `file` outlives the writer.
  FileWriter(const WriterContext& context, const OutputFile& file, int64_t num_units, bool closed)
      : context_(context), file_(file), num_units_(num_units), placing_(!closed) {}

  /// Takes the chunk of unit `index` with the claim on its bytes. Thread-safe.
  Status Put(int64_t index, Chunk chunk, ByteBudget::Claim claim);

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
  struct ClaimedChunk {
    Chunk chunk;
    ByteBudget::Claim claim;
  };

  /// A buffer with its place in the file.
  struct PlacedBuffer {
    ByteBuffer buffer;
    int64_t offset;
    ByteBudget::Claim claim;
  };

  /// What became ready to be written when a chunk got its place; maybe nothing.
  using PlacedChunk = std::vector<PlacedBuffer>;

  Status PlaceChunks();
  Status DigestChunks();
  Status WriteChunksInOrder();
  Status WriteChunks(std::vector<PlacedChunk> chunks);

  Result<PlacedChunk> Place(ClaimedChunk claimed);
  Status Begin(ByteBuffer* header);
  PlacedChunk Place(std::vector<ByteBuffer> buffers, ByteBudget::Claim claim);
  void Digest(const PlacedChunk& placed);
  Status Write(PlacedChunk placed);
  Status FinishIfDone(int64_t num_units_done);
  Status Complete();

  const WriterContext context_;
  const OutputFile& file_;
  const int64_t num_units_;
  Sequencer<ClaimedChunk> placing_;
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
