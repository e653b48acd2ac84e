// Headers of pages (struct PageHeader of parquet.thrift).

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tpch/parquet_options.h"

namespace tpch {

/// The style of all pages of a file.
struct PageStyle {
  int data_page_version = 1;
  bool checksums = false;
  /// Whether dictionary pages and the pages of their codes use the older encoding names.
  bool plain_dictionary = false;
};

/// Types of pages, with their numbers in Parquet's metadata.
enum class PageType : uint8_t { kDataPage = 0, kDictionaryPage = 2, kDataPageV2 = 3 };

/// The type of all data pages of a file.
PageType DataPageType(const PageStyle& style);

/// Returns an encoding's number in Parquet's metadata, for data pages.
int32_t EncodingNumber(Encoding encoding, const PageStyle& style);

/// Returns the encoding's number for the values of dictionary pages.
int32_t DictionaryEncodingNumber(const PageStyle& style);

/// The bytes, sizes and count of a page to write.
struct PageContents {
  std::string_view bytes;  ///< compressed, or uncompressed if `is_compressed` is false
  int64_t uncompressed_size_bytes;
  int64_t num_values;
  bool is_compressed = true;  ///< for data pages of version 2; all others follow their codec
};

/// Appends the header of a data page without nulls and levels.
void AppendDataPageHeader(const PageContents& page, Encoding encoding, const PageStyle& style,
                          std::string* out);

/// Appends the header of a dictionary page. `sorted`: whether its values ascend.
void AppendDictionaryPageHeader(const PageContents& page, bool sorted, const PageStyle& style,
                                std::string* out);

}  // namespace tpch
