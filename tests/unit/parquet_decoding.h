// Encodes pages of values, and decodes them with parquet-cpp.

#pragma once

#include <parquet/encoding.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tpch/parquet_options.h"

namespace tpch {

/// Returns the page of `values`, appended at most `at_once` at a time. Resets the encoder.
template <typename Encoder, typename Value>
std::string EncodePage(Encoder* encoder, const std::vector<Value>& values, size_t at_once) {
  for (size_t begin = 0; begin < values.size(); begin += at_once) {
    const size_t count = std::min(at_once, values.size() - begin);
    encoder->Append(values.data() + begin, static_cast<int64_t>(count));
  }
  std::string page(encoder->Finish());
  encoder->Reset();
  return page;
}

/// Returns parquet-cpp's name of an encoding. REQUIRES: it is not kDictionary.
inline parquet::Encoding::type ParquetEncoding(Encoding encoding) {
  switch (encoding) {
    case Encoding::kDeltaBinaryPacked:
      return parquet::Encoding::DELTA_BINARY_PACKED;
    case Encoding::kDeltaLengthByteArray:
      return parquet::Encoding::DELTA_LENGTH_BYTE_ARRAY;
    case Encoding::kDeltaByteArray:
      return parquet::Encoding::DELTA_BYTE_ARRAY;
    case Encoding::kByteStreamSplit:
      return parquet::Encoding::BYTE_STREAM_SPLIT;
    default:
      return parquet::Encoding::PLAIN;
  }
}

/// Returns at most `num_values` values that a decoder reads from a page. If it returns fewer or
/// throws, the page is faulty.
template <typename Value, typename Decoder>
std::vector<Value> DecodePage(Decoder* decoder, std::string_view page, size_t num_values) {
  const int count = static_cast<int>(num_values);
  decoder->SetData(count, reinterpret_cast<const uint8_t*>(page.data()),
                   static_cast<int>(page.size()));
  std::vector<Value> values(num_values);
  values.resize(static_cast<size_t>(decoder->Decode(values.data(), count)));
  return values;
}

/// Decodes numbers. `Type`: parquet::Int32Type or parquet::Int64Type.
template <typename Type>
std::vector<int64_t> DecodeNumbers(Encoding encoding, std::string_view page, size_t num_numbers) {
  const auto decoder = parquet::MakeTypedDecoder<Type>(ParquetEncoding(encoding));
  const auto values = DecodePage<typename Type::c_type>(decoder.get(), page, num_numbers);
  return {values.begin(), values.end()};
}

/// Decodes texts.
inline std::vector<std::string> DecodeTexts(Encoding encoding, std::string_view page,
                                            size_t num_texts) {
  const auto decoder = parquet::MakeTypedDecoder<parquet::ByteArrayType>(ParquetEncoding(encoding));
  std::vector<std::string> texts;
  for (const auto& value : DecodePage<parquet::ByteArray>(decoder.get(), page, num_texts)) {
    texts.emplace_back(reinterpret_cast<const char*>(value.ptr), value.len);
  }
  return texts;
}

/// Decodes codes of at most `width` bits, with a dictionary that maps each code to itself.
template <typename Code>
std::vector<Code> DecodeCodes(std::string_view page, size_t num_codes, int width) {
  std::vector<int32_t> dictionary(size_t{1} << width);
  for (size_t i = 0; i < dictionary.size(); ++i) dictionary[i] = static_cast<int32_t>(i);
  const auto values = parquet::MakeTypedDecoder<parquet::Int32Type>(parquet::Encoding::PLAIN);
  values->SetData(static_cast<int>(dictionary.size()),
                  reinterpret_cast<const uint8_t*>(dictionary.data()),
                  static_cast<int>(dictionary.size() * sizeof(int32_t)));
  const auto decoder = parquet::MakeDictDecoder<parquet::Int32Type>();
  decoder->SetDict(values.get());
  const auto codes = DecodePage<int32_t>(decoder.get(), page, num_codes);
  return {codes.begin(), codes.end()};
}

}  // namespace tpch
