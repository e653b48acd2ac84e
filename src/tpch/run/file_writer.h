// One output file of a run: its chunks in order, its bytes to the sink, its completion.

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "tpch/base/status.h"
#include "tpch/encode/encoder.h"
#include "tpch/io/sink.h"
#include "tpch/run/byte_budget.h"
#include "tpch/run/file_digest.h"
#include "tpch/run/sequencer.h"

namespace tpch {

/// What became of a file.
struct FileTotals {
  int64_t num_rows = 0;
  int64_t size_bytes = 0;
  uint64_t xxh3 = 0;
};

/// Makes the file's sink, when its first chunk comes.
using SinkOpener = std::function<Result<std::unique_ptr<Sink>>()>;

/// Is told when the file has its final name.
using CompletionListener = std::function<Status(const FileTotals&)>;

/// Makes the file's encoder, when its first chunk comes.
using EncoderMaker = std::function<std::unique_ptr<FileEncoder>()>;

/// Writes one file from chunks that come from any thread in any order. Offsets are given, and the
/// digest is computed, by one thread at a time; positioned writes happen outside that step.
class FileWriter {
 public:
  /// The file expects `num_units` chunks. `closed`: nothing passes before Open is called, for
  /// streams that take file after file. `budget` is not owned.
  FileWriter(EncoderMaker make_encoder, SinkOpener open_sink, CompletionListener on_complete,
             int64_t num_units, bool closed, ByteBudget* budget);

  /// Takes the chunk of unit `index`, whose buffers are counted in the budget. Thread-safe.
  Status Put(int64_t index, Chunk chunk);

  /// Lets a closed file begin. Thread-safe.
  Status Open();

  /// Returns how many chunks, from the first on, have got their place in the file. Thread-safe.
  int64_t num_passed() const { return sequencer_.num_passed(); }

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

  Status Drain();
  Status PassChunk(Chunk chunk, std::vector<PlacedBuffer>* writes);
  Status Begin(std::vector<PlacedBuffer>* writes);
  Status Place(ByteBuffer buffer, std::vector<PlacedBuffer>* writes);
  Status Write(ByteBuffer buffer, int64_t offset);
  Status FinishIfDone(int64_t num_units_done);
  Status Complete();

  EncoderMaker make_encoder_;
  SinkOpener open_sink_;
  CompletionListener on_complete_;
  const int64_t num_units_;
  ByteBudget* budget_;
  Sequencer sequencer_;

  // Touched by the drainer only. Files wait for their turn, and stay listed, without these.
  std::unique_ptr<FileEncoder> encoder_;
  std::unique_ptr<Sink> sink_;
  std::optional<FileDigest> digest_;
  FileTotals totals_;

  std::atomic<int64_t> num_units_written_ = 0;
  std::atomic<bool> complete_ = false;
};

}  // namespace tpch
