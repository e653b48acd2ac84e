// Headers of pages (struct PageHeader of parquet.thrift).

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tpch/encode/parquet_options.h"

namespace tpch {

/// How all pages of a file are framed.
struct PageStyle {
  int data_page_version = 1;
  bool checksums = false;
  /// Dictionary pages and the pages of their codes by the older names of their encodings.
  bool plain_dictionary = false;
};

/// Types of pages, with their numbers in Parquet's metadata.
enum class PageType : uint8_t { kDataPage = 0, kDictionaryPage = 2, kDataPageV2 = 3 };

/// The type of all data pages of a file.
PageType DataPageType(const PageStyle& style);

/// An encoding's number in Parquet's metadata, in data pages.
int32_t EncodingNumber(Encoding encoding, const PageStyle& style);

/// The number of the encoding of the values in dictionary pages.
int32_t DictionaryEncodingNumber(const PageStyle& style);

/// Sizes and count of a page that is about to be written.
struct PageContents {
  std::string_view bytes;  ///< compressed, or as they are where `is_compressed` is false
  int64_t uncompressed_size_bytes;
  int64_t num_values;
  bool is_compressed = true;  ///< of data pages of version 2; all others follow their codec
};

/// Appends the header of a data page without nulls and without levels.
void AppendDataPageHeader(const PageContents& page, Encoding encoding, const PageStyle& style,
                          std::string* out);

/// Appends the header of a dictionary page. `sorted`: its values ascend.
void AppendDictionaryPageHeader(const PageContents& page, bool sorted, const PageStyle& style,
                                std::string* out);

}  // namespace tpch
