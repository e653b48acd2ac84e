#include "tpch/verify/bounds_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <compare>
#include <cstring>
#include <map>
#include <span>
#include <string_view>

namespace tpch {
namespace {

std::strong_ordering CompareRows(const ObservedBatch& left, int64_t left_row,
                                 const ObservedBatch& right, int64_t right_row, size_t column,
                                 Storage storage) {
  const ObservedColumn& a = left.columns[column];
  const ObservedColumn& b = right.columns[column];
  const auto i = static_cast<size_t>(left_row);
  const auto j = static_cast<size_t>(right_row);
  return IsText(storage) ? a.texts[i] <=> b.texts[j] : a.numbers[i] <=> b.numbers[j];
}

template <typename T, typename V>
void Widen(const V& value, std::optional<std::pair<T, T>>* bounds) {
  if (!*bounds) {
    bounds->emplace(T(value), T(value));
  } else if (value < (*bounds)->first) {
    (*bounds)->first = T(value);
  } else if ((*bounds)->second < value) {
    (*bounds)->second = T(value);
  }
}

/// Returns a number that orders texts by their first bytes.
uint64_t Prefix(std::string_view text) {
  uint64_t bytes = 0;
  if (text.size() >= sizeof bytes) {
    std::memcpy(&bytes, text.data(), sizeof bytes);  // of a size that the compiler knows
  } else {
    std::memcpy(&bytes, text.data(), text.size());
  }
  return __builtin_bswap64(bytes);
}

/// Returns the least and the greatest of texts, of which there is at least one.
std::pair<std::string_view, std::string_view> FindBounds(std::span<const std::string_view> texts) {
  // Columns of few values have their texts at few addresses, and each needs one look. Most other
  // texts differ in their first bytes.
  std::array<std::string_view, 64> seen;
  std::string_view low = texts.front();
  std::string_view high = low;
  uint64_t low_prefix = Prefix(low);
  uint64_t high_prefix = low_prefix;
  for (const std::string_view text : texts) {
    std::string_view& slot = seen[std::bit_cast<uintptr_t>(text.data()) / 4 % seen.size()];
    if (slot.data() == text.data() && slot.size() == text.size()) continue;
    slot = text;
    const uint64_t text_prefix = Prefix(text);
    if (text_prefix < low_prefix || (text_prefix == low_prefix && text < low)) {
      low = text;
      low_prefix = text_prefix;
    }
    if (text_prefix > high_prefix || (text_prefix == high_prefix && text > high)) {
      high = text;
      high_prefix = text_prefix;
    }
  }
  return {low, high};
}

/// Returns whether claimed bounds are those of the values, or at least bound them.
template <typename T>
bool AreTrue(const std::pair<T, T>& claimed, const std::optional<std::pair<T, T>>& seen,
             bool is_exact) {
  if (!seen) return true;  // nothing but nulls
  return is_exact ? claimed == *seen
                  : claimed.first <= seen->first && seen->second <= claimed.second;
}

}  // namespace

BoundsCheck::BoundsCheck(Table table, std::vector<BoundsClaim> claims,
                         std::vector<SortingClaim> sorting)
    : table_(table), sorting_(std::move(sorting)), last_row_(table) {
  std::ranges::stable_sort(claims, {}, &BoundsClaim::first_row);
  std::map<size_t, size_t> wholes;  // by column
  for (BoundsClaim& claim : claims) {
    const size_t index = watches_.size();
    if (claim.source == BoundsClaim::Source::kStatistics) wholes[claim.column] = index;
    Watch& watch = watches_.emplace_back();
    watch.whole = index;
    watch.claim = std::move(claim);
  }
  for (size_t i = 0; i < watches_.size(); ++i) {
    const auto whole = wholes.find(watches_[i].claim.column);
    if (whole != wholes.end() && whole->second != i) {
      watches_[i].whole = whole->second;
      watches_[whole->second].learns_from_pages = true;
    }
    open_.push_back(i);
  }
}

void BoundsCheck::Add(const ObservedBatch& batch) {
  const int64_t batch_begin = num_rows_;
  num_rows_ += batch.num_rows();
  std::vector<size_t> still_open;
  for (size_t k = 0; k < open_.size(); ++k) {
    Watch& watch = watches_[open_[k]];
    const int64_t claim_end = watch.claim.first_row + watch.claim.num_rows;
    if (watch.claim.first_row >= num_rows_) {  // and so do all that follow
      still_open.insert(still_open.end(), open_.begin() + static_cast<std::ptrdiff_t>(k),
                        open_.end());
      break;
    }
    const int64_t begin = std::max(watch.claim.first_row, batch_begin);
    const int64_t end = std::min(claim_end, num_rows_);
    if (!watch.learns_from_pages) {
      See(batch.columns[watch.claim.column], Describe(table_).columns[watch.claim.column].storage,
          begin - batch_begin, end - batch_begin, &watch);
    }
    // What learns from pages is judged when these are.
    if (claim_end <= num_rows_ && !watch.learns_from_pages) {
      Close(watch);
    } else {
      still_open.push_back(open_[k]);
    }
  }
  open_ = std::move(still_open);
  if (!sorting_.empty() && is_sorted_) CheckSorting(batch);
}

void BoundsCheck::See(const ObservedColumn& column, Storage storage, int64_t begin, int64_t end,
                      Watch* watch) {
  if (begin == end) return;
  watch->num_seen += end - begin;
  const auto first = static_cast<size_t>(begin);
  const auto num_rows = static_cast<size_t>(end - begin);
  if (column.odd_values.empty() && IsText(storage)) {
    const auto [low, high] = FindBounds(std::span(column.texts).subspan(first, num_rows));
    Widen(low, &watch->texts);
    Widen(high, &watch->texts);
    return;
  }
  if (column.odd_values.empty()) {
    const auto numbers = std::span(column.numbers).subspan(first, num_rows);
    int64_t low = numbers.front();
    int64_t high = low;
    for (const int64_t number : numbers) {
      low = std::min(low, number);
      high = std::max(high, number);
    }
    Widen(low, &watch->numbers);
    Widen(high, &watch->numbers);
    return;
  }
  for (int64_t row = begin; row < end; ++row) {
    const OddValue* odd = column.FindOdd(row);
    if (odd != nullptr) {
      watch->num_nulls += odd->text ? 0 : 1;
      watch->has_odd_values |= odd->text.has_value();
    } else if (IsText(storage)) {
      Widen(column.texts[static_cast<size_t>(row)], &watch->texts);
    } else {
      Widen(column.numbers[static_cast<size_t>(row)], &watch->numbers);
    }
  }
}

/// Judges a watch that has seen all its rows, and tells that of the whole run, if there is one.
void BoundsCheck::Close(const Watch& watch) {
  Judge(watch);
  Watch& whole = watches_[watch.whole];
  if (&whole == &watch) return;
  whole.num_seen += watch.num_seen;
  whole.num_nulls += watch.num_nulls;
  whole.has_odd_values |= watch.has_odd_values;
  if (watch.numbers) {
    Widen(watch.numbers->first, &whole.numbers);
    Widen(watch.numbers->second, &whole.numbers);
  }
  if (watch.texts) {
    Widen(watch.texts->first, &whole.texts);
    Widen(watch.texts->second, &whole.texts);
  }
}

void BoundsCheck::Judge(const Watch& watch) {
  const BoundsClaim& claim = watch.claim;
  const bool is_true =
      (!claim.null_count || *claim.null_count == watch.num_nulls) &&
      (watch.has_odd_values || !claim.numbers ||
       AreTrue(*claim.numbers, watch.numbers, claim.is_exact)) &&
      (watch.has_odd_values || !claim.texts || AreTrue(*claim.texts, watch.texts, claim.is_exact));
  if (is_true) return;
  untrue_.push_back(fmt::format("the {} of {} {} not true of its values",
                                claim.source == BoundsClaim::Source::kStatistics
                                    ? std::string("statistics")
                                    : fmt::format("page index from row {} on", claim.first_row + 1),
                                Describe(table_).columns[claim.column].name,
                                claim.source == BoundsClaim::Source::kStatistics ? "are" : "is"));
}

void BoundsCheck::CheckSorting(const ObservedBatch& batch) {
  const auto is_after = [&](const ObservedBatch& left, int64_t left_row, int64_t row) {
    for (const SortingClaim& claim : sorting_) {
      const auto order = CompareRows(left, left_row, batch, row, claim.column,
                                     Describe(table_).columns[claim.column].storage);
      if (order != 0) return claim.is_descending ? order < 0 : order > 0;
    }
    return false;
  };
  for (int64_t row = 0; row < batch.num_rows() && is_sorted_; ++row) {
    if (row > 0) {
      is_sorted_ = !is_after(batch, row - 1, row);
    } else if (last_row_.num_rows() > 0) {
      is_sorted_ = !is_after(last_row_, 0, row);
    }
  }
  last_row_.Clear();
  if (batch.num_rows() > 0) last_row_.AppendRow(batch, batch.num_rows() - 1);
  if (!is_sorted_) untrue_.push_back("its rows are not sorted by its sorting columns");
}

std::vector<std::string> BoundsCheck::Finish() {
  for (const size_t index : open_) {
    const Watch& watch = watches_[index];
    if (watch.num_seen == watch.claim.num_rows) {
      Judge(watch);
      continue;
    }
    untrue_.push_back(fmt::format("{} tells of {} rows, of which {} are there",
                                  Describe(table_).columns[watch.claim.column].name,
                                  watch.claim.num_rows, watch.num_seen));
  }
  return std::move(untrue_);
}

}  // namespace tpch
