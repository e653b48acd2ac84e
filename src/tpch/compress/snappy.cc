// Snappy's block format: the size of the block as a varint, then literals and copies of earlier
// bytes (format_description.txt of the reference implementation). Our own, because distributions
// have versions that write other bytes, and builds that take more than twice the time.

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "tpch/base/varint.h"
#include "tpch/compress/codecs.h"

namespace tpch {
namespace {

static_assert(std::endian::native == std::endian::little);

// Fragments are compressed on their own, as the reference implementation does, so that positions
// take 16 bits. A position is that of the last word of four bytes with a hash.
constexpr size_t kFragmentBytes = size_t{1} << 16;
constexpr int kHashBits = 15;
using Positions = std::array<uint16_t, size_t{1} << kHashBits>;

// Bytes that may be read after a position at which a match may begin, and written after the end of
// the output.
constexpr ptrdiff_t kSlackBytes = 16;

// Tags of the elements.
constexpr uint32_t kLiteral = 0;
constexpr uint32_t kCopyWith1ByteOffset = 1;
constexpr uint32_t kCopyWith2ByteOffset = 2;
// Sizes of literals that follow the tag in one byte and in two.
constexpr uint32_t kLiteralWith1ByteSize = 60;
constexpr uint32_t kLiteralWith2ByteSize = 61;

constexpr uint32_t kMinMatchBytes = 4;
constexpr uint32_t kMaxCopyBytes = 64;

template <typename Word>
Word Load(const char* bytes) {
  Word word;
  std::memcpy(&word, bytes, sizeof(word));
  return word;
}

uint32_t HashOf(uint32_t word) { return word * 0x9E3779B1U >> (32 - kHashBits); }

char* AppendLiteralTag(size_t size_bytes, char* out) {
  const size_t size_less_1 = size_bytes - 1;
  if (size_less_1 < kLiteralWith1ByteSize) {
    *out++ = static_cast<char>(size_less_1 << 2 | kLiteral);
    return out;
  }
  const bool is_short = size_less_1 < 256;
  *out++ = static_cast<char>((is_short ? kLiteralWith1ByteSize : kLiteralWith2ByteSize) << 2);
  *out++ = static_cast<char>(size_less_1);
  if (!is_short) *out++ = static_cast<char>(size_less_1 >> 8);
  return out;
}

char* AppendLiteral(const char* begin, const char* end, char* out) {
  out = AppendLiteralTag(static_cast<size_t>(end - begin), out);
  return std::copy(begin, end, out);
}

// The same for a literal that kSlackBytes follow, which makes short ones cheap.
char* AppendInnerLiteral(const char* begin, const char* end, char* out) {
  if (end - begin > kSlackBytes) return AppendLiteral(begin, end, out);
  out = AppendLiteralTag(static_cast<size_t>(end - begin), out);
  std::memcpy(out, begin, kSlackBytes);
  return out + (end - begin);
}

// Appends a copy of 4 to 11 bytes, without a branch.
char* AppendShortCopy(uint32_t offset, uint32_t size_bytes, char* out) {
  const bool is_near = offset < 2048;
  const uint32_t tag = is_near ? kCopyWith1ByteOffset - (kMinMatchBytes << 2) + (offset >> 8 << 5)
                               : kCopyWith2ByteOffset - (1 << 2);
  const uint32_t element = tag + (size_bytes << 2) + (offset << 8);
  std::memcpy(out, &element, sizeof(element));
  return out + (is_near ? 2 : 3);
}

// Appends a copy of 1 to 64 bytes.
char* AppendLongCopy(uint32_t offset, uint32_t size_bytes, char* out) {
  const uint32_t element = ((size_bytes - 1) << 2) + kCopyWith2ByteOffset + (offset << 8);
  std::memcpy(out, &element, sizeof(element));
  return out + 3;
}

char* AppendCopies(uint32_t offset, uint32_t size_bytes, char* out) {
  for (; size_bytes > kMaxCopyBytes; size_bytes -= kMaxCopyBytes) {
    out = AppendLongCopy(offset, kMaxCopyBytes, out);
  }
  return AppendLongCopy(offset, size_bytes, out);
}

// Returns how many bytes at `begin` equal those at `match`.
uint32_t CountEqualBytes(const char* match, const char* begin, const char* end) {
  const char* in = begin;
  for (; end - in >= 8; in += 8, match += 8) {
    const uint64_t difference = Load<uint64_t>(match) ^ Load<uint64_t>(in);
    if (difference != 0) {
      return static_cast<uint32_t>(in - begin + std::countr_zero(difference) / 8);
    }
  }
  return static_cast<uint32_t>(std::mismatch(in, end, match).first - begin);
}

// Compresses one fragment.
class Fragment {
 public:
  // Overwrites `positions`, which is not owned.
  Fragment(std::string_view bytes, Positions* positions)
      : begin_(bytes.data()), end_(begin_ + bytes.size()), positions_(*positions) {
    positions_.fill(0);
  }

  // Returns the end of the output.
  char* AppendTo(char* out) {
    while (FindMatch()) {
      out = AppendInnerLiteral(literal_, in_, out);
      out = AppendMatches(out);
    }
    return literal_ < end_ ? AppendLiteral(literal_, end_, out) : out;
  }

 private:
  bool AtEnd() const { return end_ - in_ < kSlackBytes; }

  // Stores the position `in` of `word`, and returns whether an earlier one, `match_`, has it too.
  bool Lookup(uint32_t word, const char* in) {
    uint16_t& position = positions_[HashOf(word)];
    match_ = begin_ + position;
    position = static_cast<uint16_t>(in - begin_);
    return Load<uint32_t>(match_) == word;
  }

  // Moves `in_` to the next match; returns false if there is none.
  bool FindMatch() {
    if (end_ - in_ >= 2 * kSlackBytes && FindNearMatch()) return true;
    // Steps grow where nothing matches, so that bytes that cannot be compressed take little time.
    for (uint32_t step_32nds = 32; !AtEnd(); step_32nds += step_32nds >> 5) {
      if (Lookup(Load<uint32_t>(in_), in_)) return true;
      in_ += step_32nds >> 5;
    }
    return false;
  }

  // The same for the next 16 bytes, with a load for every four.
  bool FindNearMatch() {
    for (int i = 0; i < kSlackBytes; i += 4) {
      const auto words = Load<uint64_t>(in_);
      for (int j = 0; j < 4; ++j, ++in_) {
        if (Lookup(static_cast<uint32_t>(words >> 8 * j), in_)) return true;
      }
    }
    return false;
  }

  // Appends the match at `in_`, and those that follow it directly.
  char* AppendMatches(char* out) {
    uint32_t word = 0;
    do {
      const auto offset = static_cast<uint32_t>(in_ - match_);
      const auto words = Load<uint64_t>(in_ + 4);
      const auto later_words = Load<uint64_t>(in_ + 8);
      const uint64_t difference = Load<uint64_t>(match_ + 4) ^ words;
      if (difference != 0) {
        const int equal_bits = std::countr_zero(difference);
        const auto size_bytes = static_cast<uint32_t>(kMinMatchBytes + equal_bits / 8);
        out = AppendShortCopy(offset, size_bytes, out);
        in_ += size_bytes;
        // The next word is known already, which is faster than to load it.
        word = static_cast<uint32_t>((equal_bits < 32 ? words : later_words) >> (equal_bits & 24));
      } else {
        const uint32_t size_bytes = 12 + CountEqualBytes(match_ + 12, in_ + 12, end_);
        out = AppendCopies(offset, size_bytes, out);
        in_ += size_bytes;
        if (!AtEnd()) word = Load<uint32_t>(in_);
      }
      literal_ = in_;
      if (AtEnd()) return out;
      const auto last_word = Load<uint32_t>(in_ - 1);
      positions_[HashOf(last_word)] = static_cast<uint16_t>(in_ - 1 - begin_);
    } while (Lookup(word, in_));
    ++in_;
    return out;
  }

  const char* begin_;
  const char* end_;
  const char* literal_ = begin_;  // the first byte that is not appended yet
  const char* in_ = begin_ + 1;   // where the next match may begin
  const char* match_ = begin_;    // an earlier position with the same word
  Positions& positions_;
};

class SnappyCompressor : public Compressor {
 public:
  // A literal of one byte takes two, and the shortest copy after it makes up for that.
  size_t MaxSizeBytes(size_t size_bytes) const override {
    return size_bytes + size_bytes / 6 + 2 * kSlackBytes;
  }

 private:
  size_t Write(std::string_view block, char* out, size_t /*max_size_bytes*/) override {
    const auto positions = std::make_unique_for_overwrite<Positions>();
    char* end = WriteVarint(block.size(), out);
    for (; !block.empty(); block.remove_prefix(std::min(block.size(), kFragmentBytes))) {
      end = Fragment(block.substr(0, kFragmentBytes), positions.get()).AppendTo(end);
    }
    return static_cast<size_t>(end - out);
  }
};

}  // namespace

std::unique_ptr<Compressor> MakeSnappyCompressor() { return std::make_unique<SnappyCompressor>(); }

}  // namespace tpch
