#include "tpch/parquet/encodings/number_encoder.h"

#include <cstring>

#include "tpch/base/byte_buffer.h"
#include "tpch/parquet/encodings/delta_encoder.h"

namespace tpch {
namespace {

// T is the integer of the physical type's size.
template <typename T>
class PlainNumbers : public NumberEncoder {
 public:
  void Append(const int64_t* numbers, int64_t num_numbers) override {
    char* out = page_.Reserve(static_cast<size_t>(num_numbers) * sizeof(T));
    for (int64_t i = 0; i < num_numbers; ++i, out += sizeof(T)) {
      const T number = static_cast<T>(numbers[i]);
      std::memcpy(out, &number, sizeof(T));
    }
    page_.SetEnd(out);
  }

  int64_t size_bytes() const override { return static_cast<int64_t>(page_.size()); }
  std::string_view Finish() override { return page_.view(); }
  void Reset() override { page_.Clear(); }

 private:
  ByteBuffer page_;
};

// Byte k of all numbers, then byte k + 1 of all.
template <typename T>
class SplitNumbers : public PlainNumbers<T> {
 public:
  std::string_view Finish() override {
    const std::string_view plain = PlainNumbers<T>::Finish();
    const size_t num_numbers = plain.size() / sizeof(T);
    split_.Clear();
    char* out = split_.Reserve(plain.size());
    for (size_t byte = 0; byte < sizeof(T); ++byte) {
      for (size_t i = 0; i < num_numbers; ++i) *out++ = plain[i * sizeof(T) + byte];
    }
    split_.SetEnd(out);
    return split_.view();
  }

 private:
  ByteBuffer split_;
};

class DeltaNumbers : public NumberEncoder {
 public:
  void Append(const int64_t* numbers, int64_t num_numbers) override {
    encoder_.Append(numbers, num_numbers);
  }
  int64_t size_bytes() const override { return encoder_.size_bytes(); }
  std::string_view Finish() override { return encoder_.Finish(); }
  void Reset() override { encoder_.Reset(); }

 private:
  DeltaEncoder encoder_;
};

template <template <typename> typename Encoder>
std::unique_ptr<NumberEncoder> MakeSized(PhysicalType type) {
  if (type == PhysicalType::kInt32) return std::make_unique<Encoder<int32_t>>();
  return std::make_unique<Encoder<int64_t>>();
}

}  // namespace

std::unique_ptr<NumberEncoder> MakeNumberEncoder(Encoding encoding, PhysicalType type) {
  switch (encoding) {
    case Encoding::kDeltaBinaryPacked:
      return std::make_unique<DeltaNumbers>();
    case Encoding::kByteStreamSplit:
      return MakeSized<SplitNumbers>(type);
    default:
      return MakeSized<PlainNumbers>(type);
  }
}

}  // namespace tpch
