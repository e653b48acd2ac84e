#include "tpch/arrow_read/parquet/page_header_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "tpch/arrow_read/parquet/statistics_reader.h"

namespace tpch {
namespace {

class PageHeaderFields {
 public:
  PageHeaderFields(ThriftReader* reader, PageHeader* header) : reader_(reader), header_(header) {}

  std::string Read() {
    reader_->Struct([this](int id) { ReadField(id); });
    if (!reader_->ok()) return std::string(reader_->error());
    const bool is_known = type_ == Number(PageType::kDataPage) ||
                          type_ == Number(PageType::kDictionaryPage) ||
                          type_ == Number(PageType::kDataPageV2);
    if (!is_known) return fmt::format("is of a page type that is unknown, {}", type_);
    header_->type = static_cast<PageType>(type_);
    if (inner_type_ != type_ || num_required_ != NumRequired()) return "lacks a field";
    if (unknown_encoding_) {
      return fmt::format("names an encoding of levels that is unknown, {}", *unknown_encoding_);
    }
    return FindFault();
  }

 private:
  static constexpr int32_t Number(PageType type) { return static_cast<int32_t>(type); }

  void ReadField(int id) {
    if (id == 1) Require(&type_);
    if (id == 2) Require(&header_->uncompressed_size);
    if (id == 3) Require(&header_->compressed_size);
    if (id == 4) static_cast<void>(reader_->I32());  // the CRC-32
    if (id == 5) ReadDataPage();
    if (id == 7) ReadDictionaryPage();
    if (id == 8) ReadDataPageV2();
  }

  void ReadDataPage() {
    BeginInner(PageType::kDataPage);
    reader_->Struct([&](int id) {
      if (id == 1) Require(&header_->num_values);
      if (id == 2) Require(&header_->encoding);
      if (id == 3 || id == 4) RequireLevelEncoding();
      if (id == 5) ReadStatistics(reader_, &header_->statistics.emplace());
    });
  }

  void ReadDictionaryPage() {
    BeginInner(PageType::kDictionaryPage);
    reader_->Struct([&](int id) {
      if (id == 1) Require(&header_->num_values);
      if (id == 2) Require(&header_->encoding);
      if (id == 3) header_->is_sorted = reader_->Bool();
    });
  }

  void ReadDataPageV2() {
    BeginInner(PageType::kDataPageV2);
    reader_->Struct([&](int id) {
      if (id == 1) Require(&header_->num_values);
      if (id == 2) Require(&header_->num_nulls);
      if (id == 3) Require(&header_->num_rows);
      if (id == 4) Require(&header_->encoding);
      if (id == 5) Require(&header_->definition_levels_size);
      if (id == 6) Require(&header_->repetition_levels_size);
      if (id == 7) header_->is_compressed = reader_->Bool();
      if (id == 8) ReadStatistics(reader_, &header_->statistics.emplace());
    });
  }

  // A header for another page type makes the field count wrong.
  void BeginInner(PageType type) { inner_type_ = Number(type); }

  void Require(int32_t* value) {
    *value = reader_->I32();
    ++num_required_;
  }

  // Readers use it only for columns with levels, but some reject unknown numbers for all columns.
  void RequireLevelEncoding() {
    int32_t encoding = 0;
    Require(&encoding);
    if (!footer::IsEncoding(encoding)) unknown_encoding_ = encoding;
  }

  int NumRequired() const {
    constexpr int kOfAllPages = 3;
    if (header_->type == PageType::kDictionaryPage) return kOfAllPages + 2;
    return kOfAllPages + (header_->type == PageType::kDataPage ? 4 : 6);
  }

  std::string FindFault() const {
    const int32_t least =
        std::min({header_->uncompressed_size, header_->compressed_size, header_->num_values,
                  header_->num_nulls, header_->num_rows, header_->definition_levels_size,
                  header_->repetition_levels_size});
    if (least < 0) return fmt::format("has a negative size or number, {}", least);
    const int64_t levels_size =
        int64_t{header_->definition_levels_size} + header_->repetition_levels_size;
    const int32_t size = std::min(header_->uncompressed_size, header_->compressed_size);
    if (levels_size > size) {
      return fmt::format("has {} bytes of levels in a page of {}", levels_size, size);
    }
    return "";
  }

  ThriftReader* const reader_;
  PageHeader* const header_;
  int32_t type_ = -1;
  int32_t inner_type_ = -1;
  int num_required_ = 0;                     // fields read so far
  std::optional<int32_t> unknown_encoding_;  // of levels
};

}  // namespace

footer::Statistics RawStatistics::View() const {
  return {.max = max,
          .min = min,
          .null_count = null_count,
          .distinct_count = distinct_count,
          .max_value = max_value,
          .min_value = min_value,
          .is_max_value_exact = is_max_value_exact,
          .is_min_value_exact = is_min_value_exact,
          .nan_count = nan_count};
}

std::string ReadPageHeader(ThriftReader* reader, PageHeader* header) {
  return PageHeaderFields(reader, header).Read();
}

}  // namespace tpch
