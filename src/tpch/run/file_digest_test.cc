#include "tpch/run/file_digest.h"

#include <gtest/gtest.h>

namespace tpch {
namespace {

TEST(FileDigest, IsXxh3) {
  // What `xxhsum -H3` prints of these bytes.
  EXPECT_EQ(FileDigest().value(), 0x2d06800538d394c2);
  FileDigest digest;
  digest.Update("abc");
  EXPECT_EQ(digest.value(), 0x78af5f94892f3950);
}

TEST(FileDigest, DoesNotDependOnPieces) {
  FileDigest digest;
  for (const char* piece : {"", "a", "", "bc", ""}) digest.Update(piece);
  EXPECT_EQ(digest.value(), 0x78af5f94892f3950);
}

}  // namespace
}  // namespace tpch
