#include "tpch/arrow_read/claims/chunk_claims.h"

#include <fmt/format.h>
#include <parquet/exception.h>
#include <parquet/file_reader.h>

#include <string>
#include <utility>

#include "tpch/arrow_read/claims/bloom_filter_check.h"
#include "tpch/arrow_read/claims/dictionary_order.h"
#include "tpch/arrow_read/claims/page_check.h"
#include "tpch/arrow_read/claims/statistics_claims.h"
#include "tpch/arrow_read/parquet/index_reader.h"

namespace tpch {
namespace {

class ChunkClaimsReader {
 public:
  ChunkClaimsReader(const footer::File& footer, size_t row_group, Table table,
                    const WantedColumn& wanted, RowGroupRows* rows, RunClaims* claims)
      : footer_(footer),
        row_group_(row_group),
        chunk_(footer.row_groups[row_group].columns[static_cast<size_t>(wanted.leaf)]),
        leaf_(wanted.leaf),
        column_{footer.leaves[static_cast<size_t>(wanted.leaf)], wanted.index,
                Describe(table).columns[wanted.index].storage, wanted.name},
        rows_(rows),
        claims_(claims) {}

  // Throws parquet::ParquetException.
  arrow::Status Read() {
    const auto index = footer::ReadPageIndex(rows_->file(), footer_, chunk_);
    if (!index.ok()) return arrow::Status::IOError(index.status().message());
    ARROW_ASSIGN_OR_RAISE(PageFindings pages,
                          CheckPages(rows_->file(), chunk_.metadata,
                                     index->offset_index ? &*index->offset_index : nullptr,
                                     footer_.row_groups[row_group_].num_rows));
    for (const std::string& line : pages.contradictions) Contradict(line);
    for (PageStatistics& page : pages.statistics) AddStatistics(std::move(page));
    return CheckValues(pages.has_sorted_dictionary);
  }

 private:
  void AddStatistics(PageStatistics page) {
    const bool has_bounds = page.statistics.has_value();
    if (!has_bounds && column_.leaf.max_definition_level == 0) {
      if (page.num_nulls.value_or(0) != 0) Contradict("a page header has nulls, and it has none");
      return;
    }
    footer::ColumnMetadata as_chunk;
    as_chunk.num_values = page.num_rows;
    if (has_bounds) as_chunk.statistics = page.statistics->View();
    std::vector<std::string> contradictions;
    BoundsClaim claim = ReadStatisticsClaim(column_, as_chunk, &contradictions);
    for (const std::string& line : contradictions) {
      claims_->contradictions.push_back(
          fmt::format("page header from row {} on: {}", page.first_row + 1, line));
    }
    claim.source = BoundsClaim::Source::kPageHeader;
    // Writers may compute them from the dictionary, which has values that are not in the page.
    for (Bound& bound : claim.bounds) bound.is_exact = false;
    claim.first_row = page.first_row;
    claim.num_rows = page.num_rows;
    if (page.num_nulls) claim.null_count = page.num_nulls;
    claims_->bounds.push_back(std::move(claim));
  }

  arrow::Status CheckValues(bool has_sorted_dictionary) {
    if (!has_sorted_dictionary && !chunk_.metadata.bloom_filter_offset) return arrow::Status::OK();
    const auto reader = rows_->MakeParquetReader();
    const auto row_group = reader->RowGroup(static_cast<int>(row_group_));
    if (has_sorted_dictionary && !IsDictionarySorted(row_group.get(), leaf_)) {
      Contradict("the values of its dictionary do not ascend as the page header says");
    }
    ARROW_ASSIGN_OR_RAISE(const std::string untrue,
                          CheckBloomFilter(rows_->file(), row_group.get(), leaf_));
    if (!untrue.empty()) Contradict(untrue);
    return arrow::Status::OK();
  }

  void Contradict(const std::string& what) {
    claims_->contradictions.push_back(fmt::format("{}: {}", column_.name, what));
  }

  const footer::File& footer_;
  const size_t row_group_;
  const footer::ColumnChunk& chunk_;
  const int leaf_;
  const ClaimedColumn column_;
  RowGroupRows* const rows_;
  RunClaims* const claims_;
};

}  // namespace

arrow::Status ReadChunkClaims(const footer::File& footer, size_t row_group, Table table,
                              const WantedColumn& column, RowGroupRows* rows, RunClaims* claims) {
  const auto read = [&]() -> arrow::Status {
    BEGIN_PARQUET_CATCH_EXCEPTIONS
    return ChunkClaimsReader(footer, row_group, table, column, rows, claims).Read();
    END_PARQUET_CATCH_EXCEPTIONS
  };
  const arrow::Status status = read();
  return status.ok() ? status : rows->At(column, status);
}

}  // namespace tpch
