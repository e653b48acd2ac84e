#include "tpch/arrow_read/claims/page_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "tpch/arrow_read/parquet/page_walk.h"

namespace tpch {
namespace {

// Numbers of pages by encoding, separately for dictionary pages. Writers count data pages of both
// versions as version 1.
using PageCounts = std::map<std::pair<bool, int32_t>, int64_t>;

bool IsDictionary(int32_t type) { return type == static_cast<int32_t>(PageType::kDictionaryPage); }

// Counts and sums over the pages of a chunk.
class PageCheck {
 public:
  PageCheck(const footer::ColumnMetadata& chunk, const footer::OffsetIndex* index, int64_t num_rows)
      : chunk_(chunk), index_(index), num_rows_(num_rows) {}

  void Add(const WalkedPage& page) {
    const PageHeader& header = page.header;
    uncompressed_size_bytes_ += page.header_size_bytes + header.uncompressed_size;
    ++counts_[{IsDictionary(static_cast<int32_t>(header.type)), header.encoding}];
    if (!header.has_data()) {
      dictionary_offset_ = page.offset;
      claims_.has_sorted_dictionary = header.is_sorted;
      return;
    }
    if (num_data_pages_ == 0) data_offset_ = page.offset;
    CheckPlace(page);
    if (header.type == PageType::kDataPageV2 && header.num_rows != header.num_values) {
      Contradict(fmt::format("the header of page {} has {} rows and {} values", num_data_pages_,
                             header.num_rows, header.num_values));
    }
    KeepStatistics(header);
    ++num_data_pages_;
    num_values_ += header.num_values;
  }

  PageFindings Finish() {
    CheckSums();
    CheckOffsets();
    CheckEncodings();
    if (index_ && index_->pages.size() != num_data_pages_) {
      Contradict(fmt::format("its offset index has {} pages, of which {} are there",
                             index_->pages.size(), num_data_pages_));
    }
    return std::move(claims_);
  }

 private:
  // Compares a data page with its entry in the offset index.
  void CheckPlace(const WalkedPage& page) {
    if (!index_ || is_index_wrong_ || num_data_pages_ >= index_->pages.size()) return;
    const footer::PageLocation& place = index_->pages[num_data_pages_];
    if (place.offset == page.offset && place.compressed_page_size == page.size_bytes() &&
        place.first_row_index == num_values_) {
      return;
    }
    is_index_wrong_ = true;  // later errors often have the same cause
    Contradict(fmt::format(
        "its offset index has page {} in {} bytes at {} from row {} on, which is in {} bytes at {} "
        "from row {} on",
        num_data_pages_, place.compressed_page_size, place.offset, place.first_row_index,
        page.size_bytes(), page.offset, num_values_));
  }

  void KeepStatistics(const PageHeader& header) {
    PageStatistics page{num_values_, header.num_values, std::nullopt, header.statistics};
    if (header.type == PageType::kDataPageV2) page.num_nulls = header.num_nulls;
    if (!page.num_nulls && !page.statistics) return;
    if (page.num_nulls && page.statistics &&
        page.statistics->null_count.value_or(*page.num_nulls) != *page.num_nulls) {
      Contradict(fmt::format("the header of page {} has {} nulls, and {} in its statistics",
                             num_data_pages_, *page.num_nulls, *page.statistics->null_count));
    }
    claims_.statistics.push_back(std::move(page));
  }

  void CheckSums() {
    if (num_values_ != chunk_.num_values || num_values_ != num_rows_) {
      Contradict(fmt::format("its pages have {} values; the footer says {}, and {} rows",
                             num_values_, chunk_.num_values, num_rows_));
    }
    if (uncompressed_size_bytes_ != chunk_.total_uncompressed_size) {
      Contradict(fmt::format("its pages have {} bytes before compression; the footer says {}",
                             uncompressed_size_bytes_, chunk_.total_uncompressed_size));
    }
  }

  void CheckOffsets() {
    // Older writers omit the dictionary's offset, and give it as the offset of the data.
    const int64_t claimed = chunk_.dictionary_page_offset.value_or(0);
    const bool names_dictionary = claimed > 0;
    const int64_t begin =
        !names_dictionary && dictionary_offset_ ? *dictionary_offset_ : data_offset_.value_or(-1);
    if (data_offset_ && chunk_.data_page_offset != begin) {
      Contradict(fmt::format("its data pages begin at byte {}; the footer says {}", begin,
                             chunk_.data_page_offset));
    }
    if (!names_dictionary || dictionary_offset_ == claimed) return;
    Contradict(fmt::format("it has no dictionary at byte {}, where the footer says", claimed));
  }

  void CheckEncodings() {
    PageCounts claimed;
    for (const footer::EncodingStats& stats : chunk_.encoding_stats) {
      claimed[{IsDictionary(stats.page_type), stats.encoding}] += stats.count;
    }
    const bool is_claimed = !claimed.empty();
    std::erase_if(claimed, [](const auto& entry) { return entry.second == 0; });
    for (const auto& [page, count] : counts_) {
      const auto& [is_dictionary, encoding] = page;
      if (!is_dictionary &&
          std::ranges::find(chunk_.encodings, encoding) == chunk_.encodings.end()) {
        Contradict(
            fmt::format("its pages have an encoding that the footer does not list, {}", encoding));
      }
    }
    if (is_claimed && claimed != counts_) {
      Contradict("its pages have other types or encodings than the footer counts");
    }
  }

  void Contradict(std::string line) { claims_.contradictions.push_back(std::move(line)); }

  const footer::ColumnMetadata& chunk_;
  const footer::OffsetIndex* const index_;
  const int64_t num_rows_;
  PageFindings claims_;
  size_t num_data_pages_ = 0;
  int64_t num_values_ = 0;
  int64_t uncompressed_size_bytes_ = 0;
  std::optional<int64_t> dictionary_offset_;
  std::optional<int64_t> data_offset_;
  PageCounts counts_;
  bool is_index_wrong_ = false;
};

}  // namespace

arrow::Result<PageFindings> CheckPages(arrow::io::RandomAccessFile* file,
                                       const footer::ColumnMetadata& chunk,
                                       const footer::OffsetIndex* index, int64_t num_rows) {
  ARROW_ASSIGN_OR_RAISE(const int64_t file_size_bytes, file->GetSize());
  ARROW_ASSIGN_OR_RAISE(const ChunkExtent extent, FindExtent(chunk, file_size_bytes));
  PageCheck check(chunk, index, num_rows);
  PageWalk walk(file, extent, chunk.codec != footer::kUncompressed);
  while (true) {
    ARROW_ASSIGN_OR_RAISE(const auto page, walk.Next());
    if (!page) return check.Finish();
    check.Add(*page);
  }
}

}  // namespace tpch
