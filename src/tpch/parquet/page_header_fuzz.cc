// Fuzz target: parquet-cpp finds in page headers, which are structures of Thrift, what was written.

#include <arrow/io/memory.h>
#include <arrow/util/config.h>
#include <parquet/column_page.h>
#include <parquet/column_reader.h>
#include <parquet/properties.h>
#include <parquet/schema.h>

#include <memory>
#include <string>

#include "tests/unit/fuzz_input.h"
#include "tpch/parquet/page_header.h"

namespace tpch {
namespace {

std::unique_ptr<parquet::PageReader> OpenPages(const std::string& bytes, int64_t num_values) {
  const auto stream = std::make_shared<arrow::io::BufferReader>(arrow::Buffer::FromString(bytes));
  parquet::ReaderProperties properties;
  properties.set_page_checksum_verification(true);
  constexpr auto kCodec = parquet::Compression::UNCOMPRESSED;
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

std::shared_ptr<parquet::Page> ReadPage(const std::string& bytes, int64_t num_values) {
  return OpenPages(bytes, num_values)->NextPage();
}

void RequireBytes(const parquet::Page& page, std::string_view bytes) {
  Require(std::string_view(reinterpret_cast<const char*>(page.data()),
                           static_cast<size_t>(page.size())) == bytes,
          "the bytes come back");
}

void CheckDataPage(const PageContents& contents, Encoding encoding, const PageStyle& style) {
  std::string bytes;
  AppendDataPageHeader(contents, encoding, style, &bytes);
  bytes += contents.bytes;
  const auto page = ReadPage(bytes, contents.num_values);
  Require(page != nullptr, "there is a page");
  Require(page->type() == (style.data_page_version == 1 ? parquet::PageType::DATA_PAGE
                                                        : parquet::PageType::DATA_PAGE_V2),
          "the version comes back");
  const auto& data_page = static_cast<const parquet::DataPage&>(*page);
  Require(data_page.num_values() == contents.num_values, "the number of values comes back");
  Require(static_cast<int32_t>(data_page.encoding()) == EncodingNumber(encoding, style),
          "the encoding comes back");
  RequireBytes(*page, contents.bytes);
}

void CheckDictionaryPage(const PageContents& contents, bool sorted, const PageStyle& style) {
  std::string bytes;
  AppendDictionaryPageHeader(contents, sorted, style, &bytes);
  bytes += contents.bytes;
  const auto page = ReadPage(bytes, contents.num_values);
  Require(page != nullptr, "there is a page");
  Require(page->type() == parquet::PageType::DICTIONARY_PAGE, "the type comes back");
  const auto& dictionary_page = static_cast<const parquet::DictionaryPage&>(*page);
  Require(dictionary_page.num_values() == contents.num_values, "the number of values comes back");
  Require(dictionary_page.is_sorted() == sorted, "the order comes back");
  RequireBytes(*page, contents.bytes);
}

}  // namespace
}  // namespace tpch

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  tpch::FuzzInput input(data, size);
  const tpch::PageStyle style = {input.TakeChoice(1, 2), input.TakeChoice(0, 1) == 1,
                                 input.TakeChoice(0, 1) == 1};
  const auto encoding =
      tpch::kEncodings[static_cast<size_t>(input.TakeChoice(0, std::size(tpch::kEncodings) - 1))]
          .encoding;
  const auto num_values = static_cast<int64_t>(1 + input.TakeNumber(3));
  const bool sorted = input.TakeChoice(0, 1) == 1;
  const std::string_view bytes = input.TakeBytes(input.size_bytes());
  const tpch::PageContents contents = {bytes, static_cast<int64_t>(bytes.size()), num_values,
                                       /*is_compressed=*/false};
  tpch::CheckDataPage(contents, encoding, style);
  tpch::CheckDictionaryPage(contents, sorted, style);
  return 0;
}
