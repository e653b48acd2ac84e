#include "tpch/arrow_read/claims/index_claims.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "tpch/arrow_read/claims/bound_decoder.h"

namespace tpch {
namespace {

enum BoundaryOrder : int32_t { kUnordered = 0, kAscending = 1, kDescending = 2 };

class IndexClaimsReader {
 public:
  IndexClaimsReader(const ClaimedColumn& column, const footer::OffsetIndex& offsets,
                    int64_t num_rows, RunClaims* claims)
      : column_(column), offsets_(offsets), num_rows_(num_rows), claims_(claims) {}

  // Returns whether the first rows of the pages are possible.
  bool CheckRows() {
    const auto& pages = offsets_.pages;
    if (pages.empty()) {
      if (num_rows_ > 0) Contradict("its offset index has no pages");
      return false;
    }
    const bool ascend = std::ranges::is_sorted(pages, {}, &footer::PageLocation::first_row_index);
    if (!ascend || pages.front().first_row_index != 0 || pages.back().first_row_index > num_rows_) {
      Contradict(
          fmt::format("first_row_index of its pages does not ascend from 0 to {}", num_rows_));
      return false;
    }
    return true;
  }

  // Adds a claim for each page. REQUIRES: CheckRows() returned true.
  void ReadPages(const footer::ColumnIndex* index) {
    const size_t num_pages = offsets_.pages.size();
    if (offsets_.text_bytes && offsets_.text_bytes->size() != num_pages) {
      return Contradict("unencoded_byte_array_data_bytes has not one number a page");
    }
    if (index != nullptr && !HasAllPages(*index)) {
      return Contradict("the lists of its column index have not one element a page");
    }
    for (size_t page = 0; page < num_pages; ++page) {
      BoundsClaim claim;
      claim.source = BoundsClaim::Source::kPageIndex;
      claim.column = column_.index;
      claim.first_row = offsets_.pages[page].first_row_index;
      claim.num_rows = EndOf(page) - claim.first_row;
      if (offsets_.text_bytes) claim.text_bytes = (*offsets_.text_bytes)[page];
      if (column_.leaf.element->type != footer::kByteArray) claim.text_bytes.reset();
      if (index != nullptr && !ReadPage(*index, page, &claim)) return;
      claims_->bounds.push_back(std::move(claim));
    }
    if (index != nullptr) CheckOrder(index->boundary_order);
  }

  void Contradict(std::string_view what) {
    claims_->contradictions.push_back(fmt::format("page index of {}: {}", column_.name, what));
  }

 private:
  int64_t EndOf(size_t page) const {
    return page + 1 < offsets_.pages.size() ? offsets_.pages[page + 1].first_row_index : num_rows_;
  }

  bool HasAllPages(const footer::ColumnIndex& index) const {
    const size_t num_pages = offsets_.pages.size();
    const auto has_all = [&](const std::vector<int64_t>& counts, int32_t max_level) {
      return counts.empty() || counts.size() == num_pages * (static_cast<size_t>(max_level) + 1);
    };
    return index.null_pages.size() == num_pages && index.min_values.size() == num_pages &&
           index.max_values.size() == num_pages &&
           (!index.null_counts || index.null_counts->size() == num_pages) &&
           (!index.nan_counts || index.nan_counts->size() == num_pages) &&
           has_all(index.repetition_levels, column_.leaf.max_repetition_level) &&
           has_all(index.definition_levels, column_.leaf.max_definition_level);
  }

  // Reads the claims about a page's values; returns false after a contradiction.
  bool ReadPage(const footer::ColumnIndex& index, size_t page, BoundsClaim* claim) {
    if (index.null_counts) claim->null_count = (*index.null_counts)[page];
    claim->is_null_page = index.null_pages[page];
    const auto levels = [&](const std::vector<int64_t>& counts, int32_t max_level) {
      const auto num_levels = static_cast<size_t>(max_level) + 1;
      return counts.empty() ? std::span<const int64_t>()
                            : std::span(counts).subspan(page * num_levels, num_levels);
    };
    const footer::Leaf& leaf = column_.leaf;
    const auto repetition = levels(index.repetition_levels, leaf.max_repetition_level);
    const auto definition = levels(index.definition_levels, leaf.max_definition_level);
    if (!IsHistogram(repetition, leaf.max_repetition_level, claim->num_rows) ||
        !IsHistogram(definition, leaf.max_definition_level, claim->num_rows) ||
        !AddNullCount(definition, claim)) {
      Contradict("the histograms of its levels contradict its counts");
      return false;
    }
    if (index.nan_counts && (*index.nan_counts)[page] != 0) {
      Contradict(fmt::format("nan_counts of page {} is {}", page, (*index.nan_counts)[page]));
      return false;
    }
    return ReadBound(Bound::Kind::kMinValue, index.min_values[page], page, claim) &&
           ReadBound(Bound::Kind::kMaxValue, index.max_values[page], page, claim);
  }

  bool ReadBound(Bound::Kind kind, std::string_view bytes, size_t page, BoundsClaim* claim) {
    const std::string_view name = kind == Bound::Kind::kMinValue ? "min_values" : "max_values";
    if (claim->is_null_page) {
      if (bytes.empty()) return true;
      Contradict(
          fmt::format("{} has a bound for page {}, which is claimed to be null", name, page));
      return false;
    }
    auto bound = DecodeBound(column_.leaf, column_.storage, kind, bytes);
    if (!bound.ok()) {
      Contradict(fmt::format("{} of page {} {}", name, page, bound.status().message()));
      return false;
    }
    if (!*bound) return true;
    (kind == Bound::Kind::kMinValue ? lows_ : highs_).push_back((*bound)->value);
    claim->bounds.push_back(*std::move(*bound));
    return true;
  }

  // Checks that the bounds of pages ascend, or descend, as claimed.
  void CheckOrder(int32_t order) {
    const auto are_in_order = [order](const auto& bounds) {
      return order == kAscending ? std::ranges::is_sorted(bounds)
                                 : std::ranges::is_sorted(bounds, std::ranges::greater());
    };
    if (order == kUnordered) return;
    if (order != kAscending && order != kDescending) {
      return Contradict(fmt::format("boundary_order {} is unknown", order));
    }
    if (!are_in_order(lows_) || !are_in_order(highs_)) {
      Contradict("the bounds of its pages are not in the order that boundary_order claims");
    }
  }

  const ClaimedColumn& column_;
  const footer::OffsetIndex& offsets_;
  const int64_t num_rows_;
  RunClaims* claims_;
  // Bounds of the pages that have bounds.
  std::vector<decltype(Bound::value)> lows_;
  std::vector<decltype(Bound::value)> highs_;
};

}  // namespace

void ReadIndexClaims(const ClaimedColumn& column, const footer::PageIndex& index, int64_t num_rows,
                     RunClaims* claims) {
  if (!index.offset_index) {
    if (!index.column_index) return;
    claims->contradictions.push_back(
        fmt::format("page index of {}: it has a column index and no offset index", column.name));
    return;
  }
  IndexClaimsReader reader(column, *index.offset_index, num_rows, claims);
  if (!reader.CheckRows()) return;
  reader.ReadPages(index.column_index ? &*index.column_index : nullptr);
}

}  // namespace tpch
