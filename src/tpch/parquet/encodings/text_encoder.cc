#include "tpch/parquet/encodings/text_encoder.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "tpch/base/byte_buffer.h"
#include "tpch/parquet/encodings/delta_encoder.h"

namespace tpch {
namespace {

// Texts are scattered over the text pool: each is prefetched this many rows before it is copied.
constexpr int64_t kPrefetchRows = 10;

// Bytes that are copied without checking the length; most texts are not longer.
constexpr uint32_t kBlindCopySizeBytes = 48;
static_assert(kBlindCopySizeBytes <= kTextSlack);

// After the last slice the address is meaningless, which is harmless.
void Prefetch(const char* text_base, const TextSlice& slice) {
  __builtin_prefetch(text_base + slice.offset);
  __builtin_prefetch(text_base + slice.offset + slice.size_bytes);
}

// Copies a text and up to kTextSlack bytes after it, and returns the end of the text.
char* CopyText(const char* text, uint32_t size_bytes, char* out) {
  std::memcpy(out, text, kBlindCopySizeBytes);
  for (uint32_t done = kBlindCopySizeBytes; done < size_bytes; done += kBlindCopySizeBytes) {
    std::memcpy(out + done, text + done, kBlindCopySizeBytes);
  }
  return out + size_bytes;
}

int64_t SumSizes(const TextSlice* slices, int64_t num_slices) {
  int64_t size_bytes = 0;
  for (int64_t i = 0; i < num_slices; ++i) size_bytes += slices[i].size_bytes;
  return size_bytes;
}

class PlainTexts : public TextEncoder {
 public:
  void Append(const char* text_base, const TextSlice* slices, int64_t num_slices) override {
    const auto max_size_bytes = SumSizes(slices, num_slices) +
                                num_slices * static_cast<int64_t>(sizeof(uint32_t)) + kTextSlack;
    char* out = page_.Reserve(static_cast<size_t>(max_size_bytes));
    for (int64_t i = 0; i < num_slices; ++i) {
      Prefetch(text_base, slices[i + kPrefetchRows]);
      std::memcpy(out, &slices[i].size_bytes, sizeof(uint32_t));
      out = CopyText(text_base + slices[i].offset, slices[i].size_bytes, out + sizeof(uint32_t));
    }
    page_.SetEnd(out);
  }

  int64_t size_bytes() const override { return static_cast<int64_t>(page_.size()); }
  std::string_view Finish() override { return page_.view(); }
  void Reset() override { page_.Clear(); }

 private:
  ByteBuffer page_;
};

// Lengths, then the bytes of all texts.
class DeltaLengthTexts : public TextEncoder {
 public:
  void Append(const char* text_base, const TextSlice* slices, int64_t num_slices) override {
    int64_t lengths[kMaxTextsAtOnce];
    char* out = texts_.Reserve(static_cast<size_t>(SumSizes(slices, num_slices) + kTextSlack));
    for (int64_t i = 0; i < num_slices; ++i) {
      Prefetch(text_base, slices[i + kPrefetchRows]);
      out = CopyText(text_base + slices[i].offset, slices[i].size_bytes, out);
      lengths[i] = slices[i].size_bytes;
    }
    texts_.SetEnd(out);
    lengths_.Append(lengths, num_slices);
  }

  int64_t size_bytes() const override {
    return lengths_.size_bytes() + static_cast<int64_t>(texts_.size());
  }

  std::string_view Finish() override {
    page_.Clear();
    page_.Append(lengths_.Finish());
    page_.Append(texts_.view());
    return page_.view();
  }

  void Reset() override {
    lengths_.Reset();
    texts_.Clear();
  }

 private:
  DeltaEncoder lengths_;
  ByteBuffer texts_;
  ByteBuffer page_;
};

uint32_t CommonPrefixSize(std::string_view a, std::string_view b) {
  const size_t size = std::min(a.size(), b.size());
  return static_cast<uint32_t>(
      std::mismatch(a.begin(), a.begin() + static_cast<int64_t>(size), b.begin()).first -
      a.begin());
}

// The number of bytes that each text shares with the previous one, then the rests of all texts.
class DeltaTexts : public TextEncoder {
 public:
  void Append(const char* text_base, const TextSlice* slices, int64_t num_slices) override {
    int64_t prefixes[kMaxTextsAtOnce];
    TextSlice rests[kMaxTextsAtOnce + kPrefetchRows];
    std::string_view previous = previous_;
    for (int64_t i = 0; i < num_slices; ++i) {
      const auto [offset, size_bytes] = slices[i];
      const std::string_view text(text_base + offset, size_bytes);
      const uint32_t prefix = CommonPrefixSize(previous, text);
      prefixes[i] = prefix;
      rests[i] = {offset + prefix, size_bytes - prefix};
      previous = text;
    }
    std::fill_n(rests + num_slices, kPrefetchRows, rests[0]);
    prefixes_.Append(prefixes, num_slices);
    rests_.Append(text_base, rests, num_slices);
    if (num_slices > 0) previous_ = previous;
  }

  int64_t size_bytes() const override { return prefixes_.size_bytes() + rests_.size_bytes(); }

  std::string_view Finish() override {
    page_.Clear();
    page_.Append(prefixes_.Finish());
    page_.Append(rests_.Finish());
    return page_.view();
  }

  void Reset() override {
    prefixes_.Reset();
    rests_.Reset();
    previous_.clear();
  }

 private:
  DeltaEncoder prefixes_;
  DeltaLengthTexts rests_;
  std::string previous_;
  ByteBuffer page_;
};

}  // namespace

std::unique_ptr<TextEncoder> MakeTextEncoder(Encoding encoding) {
  switch (encoding) {
    case Encoding::kDeltaLengthByteArray:
      return std::make_unique<DeltaLengthTexts>();
    case Encoding::kDeltaByteArray:
      return std::make_unique<DeltaTexts>();
    default:
      return std::make_unique<PlainTexts>();
  }
}

}  // namespace tpch
