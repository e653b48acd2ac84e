#include "tpch/io/uring.h"

#ifdef TPCH_WITH_URING
#include <liburing.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <vector>
#endif

namespace tpch {

#ifdef TPCH_WITH_URING
namespace {

// The ring's descriptor is not registered: that works for one thread only, and all threads submit.
class Uring : public Ring {
 public:
  // Takes ownership of an initialised ring.
  explicit Uring(const io_uring& ring) : ring_(ring) {}
  ~Uring() override { ::io_uring_queue_exit(&ring_); }
  Uring(const Uring&) = delete;
  Uring& operator=(const Uring&) = delete;

  size_t capacity() const override { return ring_.sq.ring_entries; }

  void Push(const RingOperation& operation) override {
    io_uring_sqe* const entry = ::io_uring_get_sqe(&ring_);
    const auto size_bytes = static_cast<unsigned>(operation.data.size());
    const auto offset = static_cast<uint64_t>(operation.offset);
    if (operation.kind == RingOperation::Kind::kSync) {
      ::io_uring_prep_fsync(entry, operation.descriptor, 0);
    } else if (operation.registered_buffer < 0) {
      ::io_uring_prep_write(entry, operation.descriptor, operation.data.data(), size_bytes, offset);
    } else {
      ::io_uring_prep_write_fixed(entry, operation.descriptor, operation.data.data(), size_bytes,
                                  offset, operation.registered_buffer);
    }
    ::io_uring_sqe_set_data64(entry, operation.id);
  }

  int Submit() override { return ::io_uring_submit(&ring_); }

  int Wait(std::span<RingCompletion> completions) override {
    io_uring_cqe* first = nullptr;
    if (const int error = ::io_uring_wait_cqe(&ring_, &first); error < 0) return error;
    std::array<io_uring_cqe*, 64> entries;
    const auto room = static_cast<unsigned>(std::min(completions.size(), entries.size()));
    const unsigned num_completions = ::io_uring_peek_batch_cqe(&ring_, entries.data(), room);
    for (unsigned i = 0; i < num_completions; ++i) {
      completions[i] = {entries[i]->user_data, entries[i]->res};
    }
    ::io_uring_cq_advance(&ring_, num_completions);
    return static_cast<int>(num_completions);
  }

  bool RegisterBuffers(std::span<const std::span<char>> buffers) override {
    std::vector<iovec> ranges;
    for (const std::span<char> buffer : buffers) ranges.push_back({buffer.data(), buffer.size()});
    const auto num_ranges = static_cast<unsigned>(ranges.size());
    return ::io_uring_register_buffers(&ring_, ranges.data(), num_ranges) == 0;
  }

 private:
  io_uring ring_;
};

}  // namespace

Result<std::unique_ptr<Ring>> OpenUring(unsigned num_operations) {
  io_uring ring;
  const int error = ::io_uring_queue_init(num_operations, &ring, 0);
  if (error < 0) return Status::FromErrno("io_uring cannot be used here", -error);
  return std::unique_ptr<Ring>(new Uring(ring));
}

#else

Result<std::unique_ptr<Ring>> OpenUring(unsigned /*num_operations*/) {
  return Status::IoError("io_uring is not in this build");
}

#endif

std::string DescribeUring() {
  const Result<std::unique_ptr<Ring>> ring = OpenUring(2);
  return ring.ok() ? "available" : ring.status().message();
}

}  // namespace tpch
