#include "tpch/compress/decompressor.h"

#include <lz4frame.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <limits>
#include <new>
#include <string>

namespace tpch {
namespace {

using std::string_view_literals::operator""sv;

class GzipDecompressor : public Decompressor {
 public:
  GzipDecompressor() {
    // Only gzip members, with windows of any size.
    if (::inflateInit2(&stream_, 16 + MAX_WBITS) != Z_OK) throw std::bad_alloc();
  }
  GzipDecompressor(const GzipDecompressor&) = delete;
  GzipDecompressor& operator=(const GzipDecompressor&) = delete;
  ~GzipDecompressor() override { ::inflateEnd(&stream_); }

  Result<size_t> Decompress(std::string_view* in, std::span<char> out) override {
    constexpr size_t kMaxBytes = std::numeric_limits<uInt>::max();
    if (is_after_frame_) ::inflateReset(&stream_);
    const auto in_size = static_cast<uInt>(std::min(in->size(), kMaxBytes));
    const auto out_size = static_cast<uInt>(std::min(out.size(), kMaxBytes));
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in->data()));
    stream_.avail_in = in_size;
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = out_size;
    const int result = ::inflate(&stream_, Z_NO_FLUSH);
    // Z_BUF_ERROR: it needs more input.
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) {
      return Status::IoError(stream_.msg == nullptr ? ::zError(result) : stream_.msg);
    }
    is_after_frame_ = result == Z_STREAM_END;
    in->remove_prefix(in_size - stream_.avail_in);
    return size_t{out_size - stream_.avail_out};
  }

  bool is_after_frame() const override { return is_after_frame_; }

 private:
  z_stream stream_{};
  bool is_after_frame_ = true;
};

class ZstdDecompressor : public Decompressor {
 public:
  ZstdDecompressor() : context_(::ZSTD_createDCtx()) {
    if (context_ == nullptr) throw std::bad_alloc();
  }

  // The library refuses windows of more than 128 MiB, as the program zstd does.
  Result<size_t> Decompress(std::string_view* in, std::span<char> out) override {
    ZSTD_inBuffer from{in->data(), in->size(), 0};
    ZSTD_outBuffer to{out.data(), out.size(), 0};
    const size_t result = ::ZSTD_decompressStream(context_.get(), &to, &from);
    if (::ZSTD_isError(result) != 0) return Status::IoError(::ZSTD_getErrorName(result));
    is_after_frame_ = result == 0;
    in->remove_prefix(from.pos);
    return to.pos;
  }

  bool is_after_frame() const override { return is_after_frame_; }

 private:
  struct Free {
    void operator()(ZSTD_DCtx* context) const { ::ZSTD_freeDCtx(context); }
  };

  std::unique_ptr<ZSTD_DCtx, Free> context_;
  bool is_after_frame_ = true;
};

class Lz4Decompressor : public Decompressor {
 public:
  Lz4Decompressor() {
    if (::LZ4F_isError(::LZ4F_createDecompressionContext(&context_, LZ4F_VERSION)) != 0) {
      throw std::bad_alloc();
    }
  }
  Lz4Decompressor(const Lz4Decompressor&) = delete;
  Lz4Decompressor& operator=(const Lz4Decompressor&) = delete;
  ~Lz4Decompressor() override { ::LZ4F_freeDecompressionContext(context_); }

  Result<size_t> Decompress(std::string_view* in, std::span<char> out) override {
    size_t in_size = in->size();
    size_t out_size = out.size();
    const size_t result =
        ::LZ4F_decompress(context_, out.data(), &out_size, in->data(), &in_size, nullptr);
    if (::LZ4F_isError(result) != 0) return Status::IoError(::LZ4F_getErrorName(result));
    is_after_frame_ = result == 0;
    in->remove_prefix(in_size);
    return out_size;
  }

  bool is_after_frame() const override { return is_after_frame_; }

 private:
  LZ4F_dctx* context_ = nullptr;
  bool is_after_frame_ = true;
};

// Frames with data of applications, in zstd and LZ4: 0x184D2A50 to 0x184D2A5F.
bool BeginsSkippableFrame(std::string_view bytes) {
  return bytes.size() >= 4 && (bytes[0] & 0xF0) == 0x50 && bytes.substr(1, 3) == "\x2a\x4d\x18"sv;
}

}  // namespace

bool BeginsFrame(Codec codec, std::string_view bytes) {
  switch (codec) {
    case Codec::kGzip:
      return bytes.starts_with("\x1f\x8b"sv);
    case Codec::kZstd:
      return bytes.starts_with("\x28\xb5\x2f\xfd"sv) || BeginsSkippableFrame(bytes);
    case Codec::kLz4:
      return bytes.starts_with("\x04\x22\x4d\x18"sv) || BeginsSkippableFrame(bytes);
    default:
      return false;
  }
}

Codec RecognizeCodec(std::string_view first_bytes) {
  for (const Codec codec : {Codec::kGzip, Codec::kZstd, Codec::kLz4}) {
    if (BeginsFrame(codec, first_bytes)) return codec;
  }
  return Codec::kNone;
}

std::unique_ptr<Decompressor> MakeDecompressor(Codec codec) {
  if (codec == Codec::kGzip) return std::make_unique<GzipDecompressor>();
  if (codec == Codec::kZstd) return std::make_unique<ZstdDecompressor>();
  return std::make_unique<Lz4Decompressor>();
}

}  // namespace tpch
