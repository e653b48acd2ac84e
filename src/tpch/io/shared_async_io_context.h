// Writes all files of a run asynchronously through one ring. Does not know names or formats, and
// does not order writes.

#pragma once

#include <array>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "tpch/base/byte_buffer.h"
#include "tpch/io/ring.h"
#include "tpch/status.h"

namespace tpch {

/// A file that is written through a SharedAsyncIOContext. Its owner keeps it and its descriptor
/// open until Finish or Cancel has returned.
struct AsyncFile {
  int descriptor = -1;
  std::string name;  ///< for error messages
  /// Alignment of write offsets: 1, or the block size that O_DIRECT requires.
  int64_t alignment_bytes = 1;

  // Maintained by the context under its lock.
  int64_t num_pending = 0;    ///< pieces queued or in the kernel
  int64_t written_bytes = 0;  ///< bytes that the kernel has reported as written
};

/// One ring for many files. Thread-safe. It has no thread of its own: a thread that waits for any
/// completion handles the completions of all. A thread waits only for the kernel, never for another
/// thread of the program, so waiting cannot deadlock.
class SharedAsyncIOContext {
 public:
  /// Receives a buffer that the kernel no longer uses. Must not call the context.
  using Release = std::function<void(ByteBuffer)>;

  /// A whole number of blocks below 2,147,479,552, Linux's limit for one write.
  static constexpr int64_t kMaxPieceBytes = int64_t{1} << 30;

  /// Splits writes longer than `max_piece_bytes`, a multiple of every file's alignment.
  explicit SharedAsyncIOContext(std::unique_ptr<Ring> ring,
                                int64_t max_piece_bytes = kMaxPieceBytes);

  /// Waits for operations in the kernel.
  ~SharedAsyncIOContext();

  SharedAsyncIOContext(const SharedAsyncIOContext&) = delete;
  SharedAsyncIOContext& operator=(const SharedAsyncIOContext&) = delete;

  /// Pins the memory of `buffers` if limits allow it, and returns whether they do. REQUIRES: called
  /// at most once, before the first write; the memory outlives the context.
  bool RegisterBuffers(std::span<const std::span<char>> buffers);

  /// Takes ownership of `buffer`, of any length; the next SubmitQueued or any wait writes it to
  /// `file` at `offset`. `release` receives the buffer exactly once, even after an error.
  void QueueWrite(AsyncFile* file, ByteBuffer buffer, int64_t offset, Release release);

  /// Submits as many queued writes to the kernel as it has room for; the others follow as
  /// completions arrive. Does not wait. Returns the first error of any write so far.
  Status SubmitQueued();

  /// Calls QueueWrite and SubmitQueued.
  Status SubmitWrite(AsyncFile* file, ByteBuffer buffer, int64_t offset, Release release);

  /// Waits until at least one completion has been handled. Returns false immediately if no
  /// operation is in flight.
  bool AwaitProgress();

  /// Waits until all writes of `file` are finished. Returns the first error of any write so far.
  Status Finish(AsyncFile* file);

  /// Waits until the file's bytes are on stable storage. REQUIRES: Finish has returned OK.
  Status Sync(AsyncFile* file);

  /// Drops the file's queued writes and waits for those in the kernel.
  void Cancel(AsyncFile* file);

  /// Returns the largest number of bytes that were queued or in the kernel at once.
  int64_t peak_bytes() const;

 private:
  // A buffer in flight, shared by its pieces.
  struct Write {
    ByteBuffer buffer;
    Release release;
    int64_t num_pieces;
  };

  // One operation of the ring.
  struct Piece {
    RingOperation::Kind kind = RingOperation::Kind::kWrite;
    AsyncFile* file = nullptr;
    std::span<const char> data;
    int64_t offset = 0;
    int registered_buffer = -1;
    std::shared_ptr<Write> write;  // null for kSync
    int num_stalls = 0;            // attempts in a row that wrote nothing
  };

  using Lock = std::unique_lock<std::mutex>;

  void PushQueued();
  void SubmitPushed();
  void Push(Piece piece);
  bool Progress(Lock* lock);
  void Complete(const RingCompletion& completion);
  void CompleteWrite(Piece piece, int32_t result);
  void Requeue(Piece piece, int64_t written_bytes);
  void EndPiece(Piece* piece);
  void Fail(Status error);
  void LoseRing(int error_number);
  int FindRegistered(const char* data) const;

  const std::unique_ptr<Ring> ring_;
  const int64_t max_piece_bytes_;
  std::vector<const char*> registered_;  // starts of the registered buffers; set before any write

  mutable std::mutex mutex_;
  std::condition_variable progressed_;
  uint64_t num_waits_ = 0;  // finished waits
  bool waiting_ = false;    // a thread is in Ring::Wait, without the lock

  std::deque<Piece> queue_;       // not in the ring yet
  std::vector<Piece> pieces_;     // in the ring, by operation id
  std::vector<size_t> free_ids_;  // of pieces_
  std::deque<size_t> pushed_;     // ids that the kernel has not taken yet, oldest first
  size_t num_in_kernel_ = 0;

  Status error_;         // the first one
  bool broken_ = false;  // the ring accepts nothing any more
  int64_t bytes_ = 0;    // queued or in the kernel
  int64_t peak_bytes_ = 0;

  std::array<RingCompletion, 64> completions_;  // used by the waiting thread
};

}  // namespace tpch
