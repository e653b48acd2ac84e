// Single writes that are longer than the kernel takes at once, to places beyond 4 GiB.

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <new>
#include <utility>

#include "tests/unit/status_matchers.h"
#include "tests/unit/temporary_directory.h"
#include "tpch/base/file_descriptor.h"
#include "tpch/io/file_sink.h"
#include "tpch/io/shared_async_io_context.h"
#include "tpch/io/uring.h"

namespace tpch {
namespace {

namespace fs = std::filesystem;

constexpr size_t kStride = size_t{1} << 20;

/// Bytes of which a few are not zero. Pages that are never written to share one of the kernel's.
class SparseBytes {
 public:
  explicit SparseBytes(size_t size) : size_(size) {
    void* const memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE,
                                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) throw std::bad_alloc();
    bytes_ = static_cast<char*>(memory);
    for (size_t i = 0; i < size; i += kStride) {
      bytes_[i] = static_cast<char>('a' + i / kStride % 25);
    }
    bytes_[size - 1] = 'z';
  }
  ~SparseBytes() { ::munmap(bytes_, size_); }
  SparseBytes(const SparseBytes&) = delete;
  SparseBytes& operator=(const SparseBytes&) = delete;

  ByteBuffer Adopt() const {
    return ByteBuffer::Adopt(std::shared_ptr<const void>(bytes_, [](const void*) {}),
                             {bytes_, size_});
  }

  /// Expects that the file ends with these bytes, which begin at `offset`.
  void ExpectAtEnd(const fs::path& path, int64_t offset) const {
    ASSERT_EQ(fs::file_size(path), static_cast<uintmax_t>(offset) + size_);
    const FileDescriptor file(::open(path.c_str(), O_RDONLY));
    ASSERT_TRUE(file.is_open());
    for (size_t i = 0; i < size_; i += kStride) ExpectByte(file.value(), offset, i);
    ExpectByte(file.value(), offset, size_ - 1);
  }

 private:
  void ExpectByte(int descriptor, int64_t offset, size_t i) const {
    char byte = 0;
    EXPECT_EQ(::pread(descriptor, &byte, 1, offset + static_cast<int64_t>(i)), 1);
    EXPECT_EQ(byte, bytes_[i]) << i;
  }

  size_t size_;
  char* bytes_;
};

class LargeWrite : public testing::Test {
 protected:
  std::unique_ptr<UnfinishedFile> Create() {
    return ValueOf(UnfinishedFile::Create(dir_.path() / "a", Existing::kKeep));
  }

  TemporaryDirectory dir_;
};

TEST_F(LargeWrite, OfMoreThan4GiBThroughTheRingArrivesWhole) {
  Result<std::unique_ptr<Ring>> ring = OpenUring(8);
  if (!ring.ok()) GTEST_SKIP() << ring.status().message();
  constexpr size_t kSize = (size_t{9} << 29) + 12345;
  const SparseBytes bytes(kSize);
  constexpr int64_t kOffset = (int64_t{5} << 30) + 1;
  const auto file = Create();
  {
    SharedAsyncIOContext context(std::move(*ring));
    AsyncFile async_file{.descriptor = file->descriptor(), .name = "a"};
    EXPECT_THAT(context.SubmitWrite(&async_file, bytes.Adopt(), kOffset, [](const ByteBuffer&) {}),
                IsOk());
    EXPECT_THAT(context.Finish(&async_file), IsOk());
    EXPECT_EQ(async_file.written_bytes, kSize);
  }
  EXPECT_THAT(file->Finish(kOffset + static_cast<int64_t>(kSize), /*magic=*/""), IsOk());
  EXPECT_THAT(file->GiveName(), IsOk());
  bytes.ExpectAtEnd(dir_.path() / "a", kOffset);
}

TEST_F(LargeWrite, OfMoreThan2GiBByPwriteArrivesWhole) {
  constexpr size_t kSize = (size_t{5} << 29) + 12345;
  const SparseBytes bytes(kSize);
  constexpr int64_t kOffset = (int64_t{2} << 30) + 1;
  BufferPool pool;
  const auto sink = MakeFileSink(Create(), Durability::kSystem, &pool);
  EXPECT_THAT(sink->Write(bytes.Adopt(), kOffset), IsOk());
  EXPECT_THAT(sink->Commit(kOffset + static_cast<int64_t>(kSize), /*magic=*/""), IsOk());
  bytes.ExpectAtEnd(dir_.path() / "a", kOffset);
}

}  // namespace
}  // namespace tpch
