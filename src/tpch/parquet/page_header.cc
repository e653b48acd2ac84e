#include "tpch/parquet/page_header.h"

#include "tpch/compress/crc32.h"
#include "tpch/parquet/thrift_writer.h"

namespace tpch {
namespace {

// Numbers of parquet.thrift.
constexpr int32_t kPlain = 0;
constexpr int32_t kPlainDictionary = 2;
constexpr int32_t kRle = 3;
constexpr int32_t kDeltaBinaryPacked = 5;
constexpr int32_t kDeltaLengthByteArray = 6;
constexpr int32_t kDeltaByteArray = 7;
constexpr int32_t kRleDictionary = 8;
constexpr int32_t kByteStreamSplit = 9;

// Writes the fields that all pages have.
void WriteCommonFields(const PageContents& page, PageType type, const PageStyle& style,
                       ThriftWriter* writer) {
  writer->I32(1, static_cast<int32_t>(type));
  writer->I32(2, static_cast<int32_t>(page.uncompressed_size_bytes));
  writer->I32(3, static_cast<int32_t>(page.bytes.size()));
  if (style.checksums) {
    writer->I32(4, static_cast<int32_t>(Crc32(page.bytes)));
  }
}

}  // namespace

PageType DataPageType(const PageStyle& style) {
  return style.data_page_version == 1 ? PageType::kDataPage : PageType::kDataPageV2;
}

int32_t EncodingNumber(Encoding encoding, const PageStyle& style) {
  switch (encoding) {
    case Encoding::kPlain:
      return kPlain;
    case Encoding::kDictionary:
      return style.plain_dictionary ? kPlainDictionary : kRleDictionary;
    case Encoding::kDeltaBinaryPacked:
      return kDeltaBinaryPacked;
    case Encoding::kDeltaLengthByteArray:
      return kDeltaLengthByteArray;
    case Encoding::kDeltaByteArray:
      return kDeltaByteArray;
    case Encoding::kByteStreamSplit:
      return kByteStreamSplit;
  }
  return kPlain;
}

int32_t DictionaryEncodingNumber(const PageStyle& style) {
  return style.plain_dictionary ? kPlainDictionary : kPlain;
}

void AppendDataPageHeader(const PageContents& page, Encoding encoding, const PageStyle& style,
                          std::string* out) {
  ThriftWriter writer(out);
  const auto num_values = static_cast<int32_t>(page.num_values);
  WriteCommonFields(page, DataPageType(style), style, &writer);
  if (style.data_page_version == 1) {
    writer.BeginStruct(5);
    writer.I32(1, num_values);
    writer.I32(2, EncodingNumber(encoding, style));
    writer.I32(3, kRle);  // definition levels and repetition levels, of which there are none
    writer.I32(4, kRle);
  } else {
    writer.BeginStruct(8);
    writer.I32(1, num_values);
    writer.I32(2, 0);           // nulls
    writer.I32(3, num_values);  // rows
    writer.I32(4, EncodingNumber(encoding, style));
    writer.I32(5, 0);  // bytes of definition levels and of repetition levels
    writer.I32(6, 0);
    writer.Bool(7, page.is_compressed);
  }
  writer.EndStruct();
  writer.EndStruct();
}

void AppendDictionaryPageHeader(const PageContents& page, bool sorted, const PageStyle& style,
                                std::string* out) {
  ThriftWriter writer(out);
  WriteCommonFields(page, PageType::kDictionaryPage, style, &writer);
  writer.BeginStruct(7);
  writer.I32(1, static_cast<int32_t>(page.num_values));
  writer.I32(2, DictionaryEncodingNumber(style));
  writer.Bool(3, sorted);
  writer.EndStruct();
  writer.EndStruct();
}

}  // namespace tpch
