#include "tpch/compress/decompressor.h"

#include <algorithm>
#include <string>
#include <vector>

#include "tests/unit/status_matchers.h"
#include "tests/unit/value_of.h"
#include "tpch/compress/compressor.h"

namespace tpch {
namespace {

constexpr Codec kCodecsOfFiles[] = {Codec::kGzip, Codec::kZstd, Codec::kLz4};

std::string Compress(Codec codec, std::string_view text) {
  ByteBuffer frame;
  EXPECT_THAT(MakeCompressor({codec, {}})->Compress(text, &frame), IsOk());
  return std::string(frame.view());
}

/// Frames of text, one empty and one large.
struct Frames {
  explicit Frames(Codec codec) {
    std::string large;
    for (int i = 0; i < 50'000; ++i) large += std::to_string(i * 7919) + "|";
    for (const std::string_view text : {std::string_view("first"), std::string_view(),
                                        std::string_view(large), std::string_view("last")}) {
      bytes += Compress(codec, text);
      texts += text;
    }
  }

  std::string bytes;
  std::string texts;
};

/// Decompresses as far as the bytes go, in pieces of these sizes.
Result<std::string> Decompress(Decompressor* decompressor, std::string_view bytes, size_t in_size,
                               size_t out_size) {
  std::string text;
  std::string piece(out_size, '\0');
  while (true) {
    std::string_view in = bytes.substr(0, in_size);
    const size_t taken = in.size();
    TPCH_ASSIGN_OR_RETURN(const size_t size, decompressor->Decompress(&in, piece));
    bytes.remove_prefix(taken - in.size());
    text.append(piece, 0, size);
    const bool is_end = decompressor->is_after_frame() || size < out_size;
    if (bytes.empty() && is_end) return text;
  }
}

TEST(Decompressor, TakesFramesInPiecesOfAnySize) {
  for (const Codec codec : kCodecsOfFiles) {
    const Frames frames(codec);
    for (const size_t in_size : {1, 3, 1000, 1'000'000}) {
      for (const size_t out_size : {1, 4096, 1'000'000}) {
        const auto decompressor = MakeDecompressor(codec);
        EXPECT_TRUE(decompressor->is_after_frame());
        const auto text = Decompress(decompressor.get(), frames.bytes, in_size, out_size);
        ASSERT_THAT(text.status(), IsOk()) << NameOf(codec, kCodecs) << in_size << out_size;
        EXPECT_TRUE(*text == frames.texts);
        EXPECT_TRUE(decompressor->is_after_frame());
      }
    }
  }
}

TEST(Decompressor, IsAfterAFrameOnlyAtItsEnd) {
  for (const Codec codec : kCodecsOfFiles) {
    const std::string frame = Compress(codec, "some text, some text");
    for (size_t size = 1; size < frame.size(); ++size) {
      const auto decompressor = MakeDecompressor(codec);
      const auto text =
          Decompress(decompressor.get(), std::string_view(frame).substr(0, size), 1000, 1000);
      ASSERT_THAT(text.status(), IsOk());
      EXPECT_FALSE(decompressor->is_after_frame()) << NameOf(codec, kCodecs) << size;
    }
  }
}

TEST(Decompressor, RefusesOtherBytes) {
  for (const Codec codec : kCodecsOfFiles) {
    const auto decompressor = MakeDecompressor(codec);
    EXPECT_THAT(
        Decompress(decompressor.get(), "neither of these, nor anything else", 1000, 1000).status(),
        HasCode(StatusCode::kIoError));
  }
}

TEST(Decompressor, RefusesAnAlteredMember) {
  std::string member = Compress(Codec::kGzip, "some text, some text");
  member[member.size() - 6] ^= 1;  // in the CRC-32
  const auto decompressor = MakeDecompressor(Codec::kGzip);
  EXPECT_THAT(Decompress(decompressor.get(), member, 1000, 1000).status(),
              HasCode(StatusCode::kIoError));
}

TEST(RecognizeCodec, GoesByTheFirstBytes) {
  for (const Codec codec : kCodecsOfFiles) {
    const std::string frame = Compress(codec, "text");
    EXPECT_EQ(RecognizeCodec(std::string_view(frame).substr(0, kFrameMagicBytes)), codec);
    EXPECT_EQ(RecognizeCodec(frame.substr(0, 1)), Codec::kNone);
    for (const Codec other : kCodecsOfFiles) {
      EXPECT_EQ(BeginsFrame(other, frame), other == codec);
    }
  }
  EXPECT_EQ(RecognizeCodec("1|Su"), Codec::kNone);
  EXPECT_EQ(RecognizeCodec(""), Codec::kNone);
  EXPECT_FALSE(BeginsFrame(Codec::kNone, "1|Su"));
}

TEST(RecognizeCodec, ZstdAndLz4HaveTheSameSkippableFrames) {
  for (const char first : {'\x50', '\x5f'}) {
    const std::string frame = first + std::string("\x2a\x4d\x18");
    EXPECT_TRUE(BeginsFrame(Codec::kZstd, frame));
    EXPECT_TRUE(BeginsFrame(Codec::kLz4, frame));
    EXPECT_FALSE(BeginsFrame(Codec::kGzip, frame));
  }
  EXPECT_FALSE(BeginsFrame(Codec::kZstd, "\x60\x2a\x4d\x18"));
}

}  // namespace
}  // namespace tpch
