// Writes one output file of a run: orders its chunks, passes its bytes to the sink, completes it.

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "tpch/base/byte_budget.h"
#include "tpch/encode/encoder.h"
#include "tpch/io/sink.h"
#include "tpch/run/file_digest.h"
#include "tpch/run/file_totals.h"
#include "tpch/run/plan.h"
#include "tpch/run/run_output.h"
#include "tpch/run/sequencer.h"
#include "tpch/status.h"

namespace tpch {

/// Shared by the writers of a run's files. Nothing is owned.
struct WriterContext {
  ScaleFactor scale_factor;
  const Format* format;
  DigestKind digest;
  RunOutput* output;
  ByteBudget* budget;
};

/// Writes one file from chunks that any thread may bring in any order. Each chunk passes three
/// steps: it gets its place in the file, is digested, and is written. Each step takes the chunks in
/// order, one thread at a time; different threads may do different steps at once. If the sink
/// accepts any order, all threads write. A thread that brings a chunk does the steps that no other
/// thread is doing. No thread waits.
class FileWriter {
 public:
  /// Expects `num_units` chunks. If `closed`, nothing passes before Open, for streams that take one
  /// file after another. `file` outlives the writer.
  FileWriter(const WriterContext& context, const OutputFile& file, int64_t num_units, bool closed)
      : context_(context), file_(file), num_units_(num_units), placing_(!closed) {}

  /// Takes the chunk of unit `index` and the claim on its bytes. Thread-safe.
  Status Put(int64_t index, Chunk chunk, ByteBudget::Claim claim);

  /// Starts a closed file. Thread-safe.
  Status Open();

  /// Returns the number of chunks, from the first, that no other chunk still waits for: written,
  /// held back by the encoder, or, if the sink accepts any order, at least digested. Thread-safe.
  int64_t num_passed() const { return num_passed_.load(std::memory_order_acquire); }

  /// Returns whether the file is complete and has its final name. Thread-safe.
  bool complete() const { return complete_.load(std::memory_order_acquire); }

  /// REQUIRES: complete().
  const FileTotals& totals() const { return totals_; }

  /// Removes an incomplete file. Not thread-safe: call it only when no other call is in progress.
  void Abort();

 private:
  struct ClaimedChunk {
    Chunk chunk;
    ByteBudget::Claim claim;
  };

  // A buffer and its place in the file.
  struct PlacedBuffer {
    ByteBuffer buffer;
    int64_t offset;
    ByteBudget::Claim claim;
  };

  // The buffers that became ready when a chunk got its place; may be empty.
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

  // Used only by the drainer of `placing_`, and after it ends. Waiting and finished files have no
  // encoder and no sink.
  std::unique_ptr<FileEncoder> encoder_;
  std::unique_ptr<Sink> sink_;
  FileTotals totals_;
  int64_t num_placed_ = 0;
  // Used only by the drainer of `digesting_`, and after it ends.
  std::optional<FileDigest> digest_;  // nullopt for DigestKind::kNone
  int64_t num_digested_ = 0;

  std::atomic<int64_t> num_passed_ = 0;
  std::atomic<int64_t> num_units_written_ = 0;
  std::atomic<bool> complete_ = false;
};

}  // namespace tpch
