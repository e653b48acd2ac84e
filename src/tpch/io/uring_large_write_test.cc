// Single writes that are longer than the kernel takes at once, through the kernel's own ring.

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <string_view>

#include "tests/unit/status_matchers.h"
#include "tests/unit/temporary_directory.h"
#include "tpch/io/shared_async_io_context.h"
#include "tpch/io/uring.h"

namespace tpch {
namespace {

TEST(UringLargeWrite, ArrivesWhole) {
  Result<std::unique_ptr<Ring>> ring = OpenUring(8);
  if (!ring.ok()) GTEST_SKIP() << ring.status().message();
  const TemporaryDirectory directory;
  const std::string name = directory.path() / "file";
  const int descriptor = ::open(name.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  ASSERT_GE(descriptor, 0);
  constexpr size_t kSize = (size_t{9} << 29) + 12345;  // more than 4 GiB
  constexpr int64_t kOffset = (int64_t{5} << 30) + 1;
  // Pages that are never written to share the kernel's page of zeros.
  void* const memory = ::mmap(nullptr, kSize, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  ASSERT_NE(memory, MAP_FAILED);
  auto* const bytes = static_cast<char*>(memory);
  for (size_t i = 0; i < kSize; i += size_t{1} << 20)
    bytes[i] = static_cast<char>('a' + (i >> 20) % 25);
  bytes[kSize - 1] = 'z';
  {
    SharedAsyncIOContext context(std::move(*ring));
    AsyncFile file{.descriptor = descriptor, .name = name};
    const std::shared_ptr<const void> owner(memory, [](const void*) {});
    EXPECT_THAT(context.SubmitWrite(&file, ByteBuffer::Adopt(owner, {bytes, kSize}), kOffset,
                                    [](const ByteBuffer&) {}),
                IsOk());
    EXPECT_THAT(context.Finish(&file), IsOk());
    EXPECT_EQ(file.written_bytes, kSize);
  }
  struct stat status{};
  ASSERT_EQ(::fstat(descriptor, &status), 0);
  EXPECT_EQ(status.st_size, kOffset + static_cast<int64_t>(kSize));
  for (size_t i = 0; i < kSize; i += size_t{1} << 20) {
    char byte = 0;
    ASSERT_EQ(::pread(descriptor, &byte, 1, kOffset + static_cast<int64_t>(i)), 1);
    ASSERT_EQ(byte, bytes[i]) << i;
  }
  char last = 0;
  EXPECT_EQ(::pread(descriptor, &last, 1, kOffset + static_cast<int64_t>(kSize) - 1), 1);
  EXPECT_EQ(last, 'z');
  ::munmap(memory, kSize);
  ::close(descriptor);
}

}  // namespace
}  // namespace tpch
