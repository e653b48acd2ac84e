#include "tpch/base/byte_buffer.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "tests/unit/threads.h"

namespace tpch {
namespace {

ByteBuffer MakeBuffer(std::string_view bytes) {
  ByteBuffer buffer;
  buffer.Append(bytes);
  return buffer;
}

TEST(ByteBuffer, GrowingKeepsTheBytes) {
  ByteBuffer buffer;
  std::string expected;
  for (int i = 0; i < 3000; ++i) {
    const std::string piece(static_cast<size_t>(i % 17), static_cast<char>('a' + i % 26));
    buffer.Append(piece);
    expected += piece;
  }
  EXPECT_EQ(buffer.view(), expected);
  EXPECT_GE(buffer.capacity(), buffer.size());
}

TEST(ByteBuffer, ReserveMakesRoomWithoutChangingTheSize) {
  ByteBuffer buffer = MakeBuffer("abc");
  char* out = buffer.Reserve(100'000);
  EXPECT_EQ(buffer.size(), 3);
  EXPECT_GE(buffer.capacity(), 100'003);
  out[0] = 'd';
  buffer.SetEnd(out + 1);
  EXPECT_EQ(buffer.view(), "abcd");
}

TEST(ByteBuffer, IsPageAligned) {
  const ByteBuffer buffer = MakeBuffer("abc");
  EXPECT_EQ(reinterpret_cast<uintptr_t>(buffer.data()) % 4096, 0);
}

TEST(ByteBuffer, MovingLeavesTheSourceEmptyAndUsable) {
  ByteBuffer source = MakeBuffer("abc");
  const ByteBuffer target = std::move(source);
  EXPECT_EQ(target.view(), "abc");
  EXPECT_EQ(source.size(), 0);  // NOLINT(bugprone-use-after-move)
  EXPECT_EQ(source.capacity(), 0);
  source.Append("de");
  EXPECT_EQ(source.view(), "de");
  EXPECT_EQ(target.view(), "abc");
}

TEST(ByteBuffer, ClearKeepsTheMemory) {
  ByteBuffer buffer = MakeBuffer("abc");
  const char* data = buffer.data();
  buffer.Clear();
  EXPECT_EQ(buffer.size(), 0);
  EXPECT_EQ(buffer.Reserve(3), data);
}

TEST(ByteBuffer, AppendingNothingToNothingIsHarmless) { EXPECT_EQ(MakeBuffer("").size(), 0); }

TEST(ByteBuffer, AdoptedBytesStayWhereTheyAreAndLiveAsLongAsTheBuffer) {
  auto owner = std::make_shared<std::string>("abc");
  const std::weak_ptr<std::string> watch = owner;
  ByteBuffer buffer = ByteBuffer::Adopt(owner, *owner);
  EXPECT_EQ(buffer.data(), owner->data());
  owner.reset();
  EXPECT_EQ(buffer.view(), "abc");
  buffer = ByteBuffer();
  EXPECT_TRUE(watch.expired());
}

TEST(ByteBuffer, GrowingAnAdoptedBufferCopiesItsBytes) {
  const auto owner = std::make_shared<const std::string>("abc");
  ByteBuffer buffer = ByteBuffer::Adopt(owner, *owner);
  buffer.Append("d");
  EXPECT_EQ(buffer.view(), "abcd");
  EXPECT_EQ(*owner, "abc");
}

TEST(BufferPool, HandsTheSameMemoryOutAgainEmpty) {
  BufferPool pool;
  EXPECT_EQ(pool.Take().capacity(), 0);
  ByteBuffer buffer = MakeBuffer("abc");
  const char* data = buffer.data();
  pool.Give(std::move(buffer));
  const ByteBuffer again = pool.Take();
  EXPECT_EQ(again.data(), data);
  EXPECT_EQ(again.size(), 0);
  EXPECT_EQ(pool.Take().capacity(), 0);
}

TEST(BufferPool, KeepsNoAdoptedBuffer) {
  BufferPool pool;
  const auto owner = std::make_shared<const std::string>("abc");
  pool.Give(ByteBuffer::Adopt(owner, *owner));
  EXPECT_EQ(owner.use_count(), 1);
  EXPECT_EQ(pool.Take().capacity(), 0);
}

TEST(BufferPool, GivesABufferOfTheSizeAskedFor) {
  BufferPool pool;
  std::vector<ByteBuffer> buffers;
  for (const size_t size_bytes : {40'000, 10'000, 20'000}) buffers.push_back(pool.Take(size_bytes));
  const char* const medium_data = buffers.back().data();
  for (ByteBuffer& buffer : buffers) pool.Give(std::move(buffer));
  const ByteBuffer medium = pool.Take(18'000);
  EXPECT_EQ(medium.data(), medium_data);
  EXPECT_EQ(medium.size(), 0U);
  EXPECT_LT(pool.Take(10'000).capacity(), 20'000U);
}

TEST(BufferPool, ReleasesAsMuchAsItAddsWhereNothingFits) {
  BufferPool pool;
  std::vector<ByteBuffer> buffers(8);
  for (ByteBuffer& buffer : buffers) buffer = pool.Take(16'384);
  for (ByteBuffer& buffer : buffers) pool.Give(std::move(buffer));
  EXPECT_EQ(pool.Take(32'768).capacity(), 32'768U);
  int num_left = 0;
  while (pool.Take().capacity() > 0) ++num_left;
  EXPECT_EQ(num_left, 6);
}

TEST(BufferPool, KeepsNoMoreThanItsLimit) {
  BufferPool pool(50'000);
  std::vector<ByteBuffer> buffers(8);
  for (ByteBuffer& buffer : buffers) buffer = pool.Take(16'384);
  for (ByteBuffer& buffer : buffers) pool.Give(std::move(buffer));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(pool.Take().capacity(), 16'384U);
  EXPECT_EQ(pool.Take().capacity(), 0U);
  pool.Give(MakeBuffer("abc"));
  EXPECT_GT(pool.Take().capacity(), 0U);
}

TEST(BufferPool, GivesNoBufferToTwoThreads) {
  BufferPool pool;
  RunThreads(4, [&pool](int thread) {
    const std::string text(100, static_cast<char>('a' + thread));
    for (int i = 0; i < 1000; ++i) {
      ByteBuffer buffer = pool.Take();
      buffer.Append(text);
      EXPECT_EQ(buffer.view(), text);
      pool.Give(std::move(buffer));
    }
  });
}

TEST(ByteBuffer, ClearReleasesAdoptedBytes) {
  const auto owner = std::make_shared<const std::string>("abc");
  ByteBuffer buffer = ByteBuffer::Adopt(owner, *owner);
  buffer.Clear();
  EXPECT_EQ(owner.use_count(), 1);
  buffer.Append("xyz");
  EXPECT_EQ(*owner, "abc");
}

}  // namespace
}  // namespace tpch
