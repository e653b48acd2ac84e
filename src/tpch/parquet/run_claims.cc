#include "tpch/parquet/run_claims.h"

#include <fmt/format.h>
#include <parquet/metadata.h>
#include <parquet/page_index.h>
#include <parquet/schema.h>
#include <parquet/statistics.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <utility>

#include "tpch/read/text_values.h"

namespace tpch {
namespace {

/// Returns a decimal of `scale` in the column's unit.
std::optional<int64_t> Rescale(Storage storage, int64_t value, int scale) {
  if (storage == Storage::kDay) return std::nullopt;
  for (; scale > 2; --scale, value /= 10) {
    if (value % 10 != 0) return std::nullopt;
  }
  for (; scale < 2; ++scale) {
    if (__builtin_mul_overflow(value, int64_t{10}, &value)) return std::nullopt;
  }
  return NumberFromCents(storage, value);
}

/// Returns a time in days.
std::optional<int64_t> DayOf(Storage storage, int64_t time,
                             parquet::LogicalType::TimeUnit::unit unit) {
  constexpr int64_t kSecondsPerDay = 86'400;
  const int64_t per_second = unit == parquet::LogicalType::TimeUnit::MILLIS   ? 1'000
                             : unit == parquet::LogicalType::TimeUnit::MICROS ? 1'000'000
                                                                              : 1'000'000'000;
  if (storage != Storage::kDay || time % (kSecondsPerDay * per_second) != 0) return std::nullopt;
  return time / (kSecondsPerDay * per_second);
}

template <typename T>
std::optional<T> Decode(const std::string& bytes) {
  T value;
  if (bytes.size() != sizeof value) return std::nullopt;
  std::memcpy(&value, bytes.data(), sizeof value);
  return value;
}

/// Returns a bound in the column's unit; nothing for types of which bounds are not checked.
std::optional<int64_t> DecodeNumber(const parquet::ColumnDescriptor& column, Storage storage,
                                    const std::string& bytes) {
  std::optional<int64_t> value;
  if (column.physical_type() == parquet::Type::INT64) {
    value = Decode<int64_t>(bytes);
  } else if (column.physical_type() == parquet::Type::INT32) {
    value = Decode<int32_t>(bytes);
  }
  if (!value) return std::nullopt;
  const parquet::LogicalType& type = *column.logical_type();
  if (type.is_decimal()) {
    return Rescale(storage, *value, static_cast<const parquet::DecimalLogicalType&>(type).scale());
  }
  if (type.is_date()) return storage == Storage::kDay ? value : std::nullopt;
  if (type.is_timestamp()) {
    return DayOf(storage, *value,
                 static_cast<const parquet::TimestampLogicalType&>(type).time_unit());
  }
  return type.is_none() || type.is_int() ? Rescale(storage, *value, 0) : std::nullopt;
}

/// Puts bounds into a claim, if they are of a type that is checked.
void SetBounds(const parquet::ColumnDescriptor& column, Storage storage, const std::string& low,
               const std::string& high, BoundsClaim* claim) {
  if (IsText(storage)) {
    if (column.physical_type() == parquet::Type::BYTE_ARRAY) claim->texts.emplace(low, high);
    return;
  }
  const auto low_number = DecodeNumber(column, storage, low);
  const auto high_number = DecodeNumber(column, storage, high);
  if (low_number && high_number) claim->numbers.emplace(*low_number, *high_number);
}

/// Returns the claim of a column chunk's statistics, if it has any.
std::optional<BoundsClaim> ReadStatistics(const parquet::ColumnChunkMetaData& chunk,
                                          const parquet::ColumnDescriptor& column, size_t index,
                                          Storage storage, int64_t num_rows) {
  const auto statistics = chunk.statistics();
  if (statistics == nullptr) return std::nullopt;
  BoundsClaim claim;
  claim.column = index;
  claim.num_rows = num_rows;
  if (statistics->HasNullCount()) claim.null_count = statistics->null_count();
  if (statistics->HasMinMax()) {
    SetBounds(column, storage, statistics->EncodeMin(), statistics->EncodeMax(), &claim);
  }
  claim.is_exact = claim.numbers || (statistics->is_min_value_exact().value_or(false) &&
                                     statistics->is_max_value_exact().value_or(false));
  return claim;
}

/// Returns whether the least and greatest values of pages ascend, or descend, as claimed.
template <typename T>
bool AreOrdered(const std::vector<std::pair<T, T>>& bounds, parquet::BoundaryOrder::type order) {
  for (size_t i = 1; i < bounds.size(); ++i) {
    const auto& [low, high] = bounds[i];
    const auto& [low_before, high_before] = bounds[i - 1];
    if (order == parquet::BoundaryOrder::Ascending && (low < low_before || high < high_before)) {
      return false;
    }
    if (order == parquet::BoundaryOrder::Descending && (low_before < low || high_before < high)) {
      return false;
    }
  }
  return true;
}

/// Reads the indexes of one column.
class PageIndexClaims {
 public:
  PageIndexClaims(const parquet::ColumnDescriptor& column, size_t index, Table table,
                  int64_t num_rows, RunClaims* claims)
      : column_(column),
        index_(index),
        descriptor_(Describe(table).columns[index]),
        num_rows_(num_rows),
        claims_(claims) {}

  void Read(const parquet::ColumnIndex* column_index, const parquet::OffsetIndex& offset_index,
            const parquet::ColumnChunkMetaData& chunk) {
    const auto& pages = offset_index.page_locations();
    CheckPages(pages, chunk);
    if (column_index == nullptr) return;
    if (column_index->null_pages().size() != pages.size()) {
      return Contradict("its two indexes have different numbers of pages");
    }
    std::vector<std::pair<int64_t, int64_t>> numbers;
    std::vector<std::pair<std::string, std::string>> texts;
    for (size_t i = 0; i < pages.size(); ++i) {
      BoundsClaim claim = ReadPage(*column_index, i);
      claim.first_row = pages[i].first_row_index;
      claim.num_rows = EndOfPage(pages, i) - claim.first_row;
      if (claim.num_rows < 0) return Contradict("its pages do not ascend");
      if (claim.numbers) numbers.push_back(*claim.numbers);
      if (claim.texts) texts.push_back(*claim.texts);
      claims_->bounds.push_back(std::move(claim));
    }
    const auto order = column_index->boundary_order();
    if (!AreOrdered(numbers, order) || !AreOrdered(texts, order)) {
      Contradict("the bounds of its pages are not in the order that the index claims");
    }
  }

 private:
  BoundsClaim ReadPage(const parquet::ColumnIndex& index, size_t page) const {
    BoundsClaim claim;
    claim.source = BoundsClaim::Source::kPageIndex;
    claim.column = index_;
    if (index.has_null_counts()) claim.null_count = index.null_counts()[page];
    if (!index.null_pages()[page]) {
      SetBounds(column_, descriptor_.storage, index.encoded_min_values()[page],
                index.encoded_max_values()[page], &claim);
    }
    claim.is_exact = claim.numbers.has_value();  // texts are often shortened here
    return claim;
  }

  int64_t EndOfPage(const std::vector<parquet::PageLocation>& pages, size_t page) const {
    return page + 1 < pages.size() ? pages[page + 1].first_row_index : num_rows_;
  }

  /// Pages of a chunk stand one behind the other and fill it.
  void CheckPages(const std::vector<parquet::PageLocation>& pages,
                  const parquet::ColumnChunkMetaData& chunk) {
    if (pages.empty()) return;
    const int64_t begin =
        chunk.has_dictionary_page() ? chunk.dictionary_page_offset() : chunk.data_page_offset();
    int64_t end = chunk.data_page_offset();
    for (const parquet::PageLocation& page : pages) {
      if (page.offset != end) return Contradict("its offset index names places without a page");
      end += page.compressed_page_size;
    }
    if (end != begin + chunk.total_compressed_size()) {
      Contradict("its offset index does not end where the column chunk does");
    }
    if (pages.front().first_row_index != 0) Contradict("its first page does not begin at row 1");
  }

  void Contradict(std::string_view what) {
    claims_->contradictions.push_back(fmt::format("page index of {}: {}", descriptor_.name, what));
  }

  const parquet::ColumnDescriptor& column_;
  const size_t index_;
  const ColumnDescriptor& descriptor_;
  const int64_t num_rows_;
  RunClaims* claims_;
};

}  // namespace

RunClaims ReadRunClaims(parquet::ParquetFileReader* file, int row_group, Table table,
                        const std::vector<int>& leaves) {
  RunClaims claims;
  const auto metadata = file->metadata()->RowGroup(row_group);
  const auto index_reader = file->GetPageIndexReader();
  const auto indexes = index_reader == nullptr ? nullptr : index_reader->RowGroup(row_group);
  for (size_t i = 0; i < leaves.size(); ++i) {
    if (leaves[i] == ColumnMatch::kMissing) continue;
    const auto chunk = metadata->ColumnChunk(leaves[i]);
    const parquet::ColumnDescriptor& column = *metadata->schema()->Column(leaves[i]);
    const Storage storage = Describe(table).columns[i].storage;
    if (auto claim = ReadStatistics(*chunk, column, i, storage, metadata->num_rows())) {
      claims.bounds.push_back(std::move(*claim));
    }
    const auto offset_index = indexes == nullptr ? nullptr : indexes->GetOffsetIndex(leaves[i]);
    if (offset_index == nullptr) continue;
    const auto column_index = indexes->GetColumnIndex(leaves[i]);
    PageIndexClaims(column, i, table, metadata->num_rows(), &claims)
        .Read(column_index.get(), *offset_index, *chunk);
  }
  for (const parquet::SortingColumn& sorting : metadata->sorting_columns()) {
    const auto column = std::ranges::find(leaves, sorting.column_idx);
    if (column == leaves.end()) break;  // what follows holds only among equal values of this one
    claims.sorting.push_back({static_cast<size_t>(column - leaves.begin()), sorting.descending});
  }
  return claims;
}

}  // namespace tpch
