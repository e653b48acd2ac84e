#include "tpch/io/shared_async_io_context.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <numeric>
#include <thread>
#include <utility>

namespace tpch {
namespace {

// Attempts in a row without progress before an operation fails.
constexpr int kMaxStalls = 100;

// How long the kernel may take to find memory for a submission while no operation is in flight
// that could free some.
constexpr std::chrono::milliseconds kSubmitPause(1);
constexpr int kMaxSubmitPauses = 1000;

// Returns whether an operation with this error may succeed if repeated. When a thread ends, the
// kernel cancels the operations that the thread submitted and that have not begun.
bool IsTransient(int error_number) {
  return error_number == EINTR || error_number == EAGAIN || error_number == ECANCELED;
}

}  // namespace

SharedAsyncIOContext::SharedAsyncIOContext(std::unique_ptr<Ring> ring, int64_t max_piece_bytes)
    : ring_(std::move(ring)),
      max_piece_bytes_(max_piece_bytes),
      pieces_(ring_->capacity()),
      free_ids_(ring_->capacity()) {
  std::iota(free_ids_.rbegin(), free_ids_.rend(), size_t{0});
}

SharedAsyncIOContext::~SharedAsyncIOContext() {
  Lock lock(mutex_);
  while (Progress(&lock)) {
  }
}

bool SharedAsyncIOContext::RegisterBuffers(std::span<const std::span<char>> buffers) {
  if (!ring_->RegisterBuffers(buffers)) return false;
  for (const std::span<char> buffer : buffers) registered_.push_back(buffer.data());
  return true;
}

int SharedAsyncIOContext::FindRegistered(const char* data) const {
  const auto found = std::ranges::find(registered_, data);
  return found == registered_.end() ? -1 : static_cast<int>(found - registered_.begin());
}

void SharedAsyncIOContext::QueueWrite(AsyncFile* file, ByteBuffer buffer, int64_t offset,
                                      Release release) {
  const auto write = std::make_shared<Write>(std::move(buffer), std::move(release), 0);
  std::span<const char> rest = write->buffer.view();
  const int registered_buffer = FindRegistered(rest.data());
  const Lock lock(mutex_);
  if (!error_.ok() || rest.empty()) {
    write->release(std::move(write->buffer));
    return;
  }
  bytes_ += static_cast<int64_t>(rest.size());
  peak_bytes_ = std::max(peak_bytes_, bytes_);
  while (!rest.empty()) {
    const auto piece = rest.first(std::min(rest.size(), static_cast<size_t>(max_piece_bytes_)));
    queue_.push_back(
        {RingOperation::Kind::kWrite, file, piece, offset, registered_buffer, write, 0});
    ++write->num_pieces;
    ++file->num_pending;
    offset += static_cast<int64_t>(piece.size());
    rest = rest.subspan(piece.size());
  }
}

Status SharedAsyncIOContext::SubmitQueued() {
  const Lock lock(mutex_);
  PushQueued();
  return error_;
}

Status SharedAsyncIOContext::SubmitWrite(AsyncFile* file, ByteBuffer buffer, int64_t offset,
                                         Release release) {
  QueueWrite(file, std::move(buffer), offset, std::move(release));
  return SubmitQueued();
}

bool SharedAsyncIOContext::AwaitProgress() {
  Lock lock(mutex_);
  return Progress(&lock);
}

Status SharedAsyncIOContext::Finish(AsyncFile* file) {
  Lock lock(mutex_);
  while (file->num_pending > 0 && Progress(&lock)) {
  }
  return error_;
}

Status SharedAsyncIOContext::Sync(AsyncFile* file) {
  {
    const Lock lock(mutex_);
    if (!error_.ok()) return error_;
    queue_.push_back({RingOperation::Kind::kSync, file, {}, 0, -1, nullptr, 0});
    ++file->num_pending;
  }
  return Finish(file);
}

void SharedAsyncIOContext::Cancel(AsyncFile* file) {
  Lock lock(mutex_);
  const auto others =
      std::ranges::stable_partition(queue_, [&](const Piece& piece) { return piece.file != file; });
  for (Piece& piece : others) EndPiece(&piece);
  queue_.erase(others.begin(), others.end());
  while (file->num_pending > 0 && Progress(&lock)) {
  }
}

int64_t SharedAsyncIOContext::peak_bytes() const {
  const Lock lock(mutex_);
  return peak_bytes_;
}

// Moves queued pieces to the ring while it has room, and submits them to the kernel.
void SharedAsyncIOContext::PushQueued() {
  while (!queue_.empty() && !free_ids_.empty() && !broken_) {
    Push(std::move(queue_.front()));
    queue_.pop_front();
  }
  SubmitPushed();
}

void SharedAsyncIOContext::Push(Piece piece) {
  const size_t id = free_ids_.back();
  free_ids_.pop_back();
  ring_->Push(
      {piece.kind, piece.file->descriptor, piece.data, piece.offset, piece.registered_buffer, id});
  pieces_[id] = std::move(piece);
  pushed_.push_back(id);
}

void SharedAsyncIOContext::SubmitPushed() {
  int num_pauses = 0;
  while (!pushed_.empty() && !broken_) {
    const int num_taken = ring_->Submit();
    if (num_taken > 0) {
      pushed_.erase(pushed_.begin(), pushed_.begin() + num_taken);
      num_in_kernel_ += static_cast<size_t>(num_taken);
      num_pauses = 0;
    } else if (num_taken == 0 || num_taken == -EAGAIN || num_taken == -EBUSY) {
      // The kernel is full: completions make room, and the next wait calls this again.
      if (num_in_kernel_ > 0) return;
      if (++num_pauses > kMaxSubmitPauses) {
        broken_ = true;
        Fail(Status::FromErrno("io_uring accepts no more writes",
                               num_taken == 0 ? EBUSY : -num_taken));
      } else {
        std::this_thread::sleep_for(kSubmitPause);
      }
    } else if (num_taken != -EINTR) {
      broken_ = true;
      Fail(Status::FromErrno("io_uring refuses writes", -num_taken));
    }
  }
}

// Waits until this or another thread has handled completions. Returns false if no operation is in
// flight.
bool SharedAsyncIOContext::Progress(Lock* lock) {
  PushQueued();
  if (num_in_kernel_ == 0) return false;
  if (waiting_) {
    progressed_.wait(*lock, [this, old = num_waits_] { return num_waits_ != old; });
    return true;
  }
  waiting_ = true;
  lock->unlock();
  const int num_completions = ring_->Wait(completions_);
  lock->lock();
  waiting_ = false;
  if (num_completions < 0 && !IsTransient(-num_completions)) LoseRing(-num_completions);
  for (int i = 0; i < num_completions; ++i) Complete(completions_[static_cast<size_t>(i)]);
  PushQueued();
  ++num_waits_;
  progressed_.notify_all();
  return true;
}

void SharedAsyncIOContext::Complete(const RingCompletion& completion) {
  Piece piece = std::exchange(pieces_[completion.id], {});
  free_ids_.push_back(completion.id);
  --num_in_kernel_;
  const bool again = completion.result < 0 && IsTransient(-completion.result);
  if (piece.kind == RingOperation::Kind::kWrite) {
    CompleteWrite(std::move(piece), again ? 0 : completion.result);
  } else if (again) {
    Requeue(std::move(piece), 0);
  } else {
    if (completion.result < 0) {
      Fail(
          Status::FromErrno(fmt::format("cannot sync '{}'", piece.file->name), -completion.result));
    }
    EndPiece(&piece);
  }
}

void SharedAsyncIOContext::CompleteWrite(Piece piece, int32_t result) {
  const auto size_bytes = static_cast<int64_t>(piece.data.size());
  int64_t written_bytes = std::max(result, 0);
  int error_number = std::max(-result, 0);
  // O_DIRECT continues at the start of a block, so a partly written block is written again.
  if (written_bytes < size_bytes) written_bytes -= written_bytes % piece.file->alignment_bytes;
  piece.num_stalls = written_bytes > 0 ? 0 : piece.num_stalls + 1;
  if (piece.num_stalls > kMaxStalls) error_number = EIO;
  if (error_number != 0) {
    Fail(Status::FromErrno(fmt::format("cannot write '{}': {} of {} bytes written at offset {}",
                                       piece.file->name, written_bytes, size_bytes, piece.offset),
                           error_number));
    EndPiece(&piece);
    return;
  }
  piece.file->written_bytes += written_bytes;
  if (written_bytes == size_bytes) {
    EndPiece(&piece);
  } else {
    Requeue(std::move(piece), written_bytes);
  }
}

// Queues the rest of an operation, ahead of operations that have not begun.
void SharedAsyncIOContext::Requeue(Piece piece, int64_t written_bytes) {
  piece.data = piece.data.subspan(static_cast<size_t>(written_bytes));
  piece.offset += written_bytes;
  if (error_.ok()) {
    queue_.push_front(std::move(piece));
  } else {
    EndPiece(&piece);
  }
}

// Counts an operation as finished, with or without success.
void SharedAsyncIOContext::EndPiece(Piece* piece) {
  --piece->file->num_pending;
  if (Write* const write = piece->write.get(); write != nullptr && --write->num_pieces == 0) {
    bytes_ -= static_cast<int64_t>(write->buffer.size());
    write->release(std::move(write->buffer));
  }
}

// Keeps the first error and drops what the kernel has not taken.
void SharedAsyncIOContext::Fail(Status error) {
  if (error_.ok()) error_ = std::move(error);
  for (Piece& piece : std::exchange(queue_, {})) EndPiece(&piece);
  if (!broken_) return;
  for (const size_t id : std::exchange(pushed_, {})) {
    Piece piece = std::exchange(pieces_[id], {});
    EndPiece(&piece);
  }
}

// Abandons the ring, because its completions are unknown. The kernel may still read the buffers in
// flight, so they are never freed.
void SharedAsyncIOContext::LoseRing(int error_number) {
  broken_ = true;
  Fail(Status::FromErrno("io_uring reports no completions", error_number));
  for (Piece& piece : pieces_) {
    if (piece.file == nullptr) continue;
    --piece.file->num_pending;
    if (piece.write != nullptr) static_cast<void>(new std::shared_ptr<Write>(piece.write));
  }
  num_in_kernel_ = 0;
}

}  // namespace tpch
