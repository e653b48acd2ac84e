// Fuzz target: parquet-cpp reads the written values back from page headers, which are Thrift
// structures, and with them the values of compressed pages.

#include <arrow/io/memory.h>
#include <arrow/util/config.h>
#include <parquet/column_page.h>
#include <parquet/column_reader.h>
#include <parquet/properties.h>
#include <parquet/schema.h>

#include <memory>
#include <string>

#include "tests/fuzz/fuzz_input.h"
#include "tpch/base/byte_buffer.h"
#include "tpch/compress/compressor.h"
#include "tpch/parquet/page_header.h"

namespace tpch {
namespace {

std::unique_ptr<parquet::PageReader> OpenPages(const std::string& bytes, int64_t num_values) {
  const auto stream = std::make_shared<arrow::io::BufferReader>(arrow::Buffer::FromString(bytes));
  parquet::ReaderProperties properties;
  properties.set_page_checksum_verification(true);
  constexpr auto kCodec = parquet::Compression::SNAPPY;
#if ARROW_VERSION_MAJOR >= 25
  static const parquet::ColumnDescriptor kColumn(
      parquet::schema::PrimitiveNode::Make("column", parquet::Repetition::REQUIRED,
                                           parquet::Type::INT64),
      /*max_definition_level=*/0, /*max_repetition_level=*/0);
  return parquet::PageReader::Open(stream, num_values, kCodec, properties, kColumn);
#else
  return parquet::PageReader::Open(stream, num_values, kCodec, properties);
#endif
}

// Returns a page that was read, which must be a `Page`; checks the facts common to all pages.
template <typename Page>
std::shared_ptr<Page> ReadBack(const std::string& header, const PageContents& contents,
                               std::string_view values, parquet::PageType::type type) {
  std::string bytes = header;
  bytes += contents.bytes;
  const auto page = OpenPages(bytes, contents.num_values)->NextPage();
  Require(page != nullptr, "there is a page");
  Require(page->type() == type, "the type comes back");
  Require(std::string_view(reinterpret_cast<const char*>(page->data()),
                           static_cast<size_t>(page->size())) == values,
          "the values come back");
  auto typed_page = std::static_pointer_cast<Page>(page);
  Require(typed_page->num_values() == contents.num_values, "the number of values comes back");
  return typed_page;
}

void CheckDataPage(const PageContents& contents, std::string_view values, Encoding encoding,
                   const PageStyle& style) {
  std::string header;
  AppendDataPageHeader(contents, encoding, style, &header);
  const auto page =
      ReadBack<parquet::DataPage>(header, contents, values,
                                  style.data_page_version == 1 ? parquet::PageType::DATA_PAGE
                                                               : parquet::PageType::DATA_PAGE_V2);
  Require(static_cast<int32_t>(page->encoding()) == EncodingNumber(encoding, style),
          "the encoding comes back");
}

void CheckDictionaryPage(const PageContents& contents, std::string_view values, bool sorted,
                         const PageStyle& style) {
  std::string header;
  AppendDictionaryPageHeader(contents, sorted, style, &header);
  const auto page = ReadBack<parquet::DictionaryPage>(header, contents, values,
                                                      parquet::PageType::DICTIONARY_PAGE);
  Require(page->is_sorted() == sorted, "the order comes back");
}

}  // namespace
}  // namespace tpch

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  tpch::FuzzInput input(data, size);
  const tpch::PageStyle style = {input.TakeChoice(1, 2), input.TakeChoice(0, 1) == 1,
                                 input.TakeChoice(0, 1) == 1};
  const auto encoding =
      tpch::kEncodings[static_cast<size_t>(input.TakeChoice(0, std::size(tpch::kEncodings) - 1))]
          .value;
  const auto num_values = static_cast<int64_t>(1 + input.TakeNumber(3));
  const bool sorted = input.TakeChoice(0, 1) == 1;
  const bool raw = style.data_page_version == 2 && input.TakeChoice(0, 1) == 1;
  const std::string_view values = input.TakeBytes(input.size_bytes());
  tpch::ByteBuffer compressed;
  tpch::Require(
      tpch::MakeCompressor({tpch::Codec::kSnappy, {}})->Compress(values, &compressed).ok(),
      "pages are compressed");
  const auto size_bytes = static_cast<int64_t>(values.size());
  const tpch::PageContents contents = {compressed.view(), size_bytes, num_values};
  tpch::CheckDictionaryPage(contents, values, sorted, style);
  tpch::CheckDataPage(raw ? tpch::PageContents{values, size_bytes, num_values, false} : contents,
                      values, encoding, style);
  return 0;
}
