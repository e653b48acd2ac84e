#include "tpch/verify/bounds_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <compare>
#include <limits>
#include <map>
#include <string_view>

#include "tpch/enum_names.h"

namespace tpch {
namespace {

std::strong_ordering CompareRows(const ObservedBatch& left, int64_t left_row,
                                 const ObservedBatch& right, int64_t right_row, size_t column,
                                 Storage storage) {
  const ObservedColumn& a = left.columns[column];
  const ObservedColumn& b = right.columns[column];
  const auto i = static_cast<size_t>(left_row);
  const auto j = static_cast<size_t>(right_row);
  if (IsText(storage)) return a.texts[i] <=> b.texts[j];
  const bool are_written = !a.written.empty() && !b.written.empty();
  return are_written ? a.written[i] <=> b.written[j] : a.numbers[i] <=> b.numbers[j];
}

// The relation of a bound to the values that it is claimed for.
enum class Truth : uint8_t { kExact, kLoose, kFalse };

template <typename T>
Truth Judge(const T& bound, const T& low, const T& high, bool is_upper) {
  if (bound == (is_upper ? high : low)) return Truth::kExact;
  return (is_upper ? high < bound : bound < low) ? Truth::kLoose : Truth::kFalse;
}

bool IsLessBySignedBytes(std::string_view a, std::string_view b) {
  return std::ranges::lexicographical_compare(a, b, [](char x, char y) {
    return static_cast<signed char>(x) < static_cast<signed char>(y);
  });
}

// Judges a float bound by the floats nearest to the values seen.
template <typename Float>
Truth JudgeFloat(Float bound, const SeenValues& seen, Storage storage, bool is_upper) {
  const auto low = NearestFloat<Float>(storage, seen.numbers()->first);
  const auto high = NearestFloat<Float>(storage, seen.numbers()->second);
  const Truth truth = Judge(bound, low, high, is_upper);
  if (truth == Truth::kExact || !seen.has_noise()) return truth;
  // The original floats are no longer known.
  constexpr Float kNoise = 8 * std::numeric_limits<Float>::epsilon();
  const Float value = is_upper ? high : low;
  return std::abs(bound - value) <= kNoise * std::abs(value) ? Truth::kExact : truth;
}

Truth JudgeText(const Bound& bound, const std::string& text, const SeenValues& seen) {
  const auto& [low, high] = *seen.texts();
  if (bound.is_deprecated() &&
      (bound.is_upper() ? IsLessBySignedBytes(text, high) : IsLessBySignedBytes(low, text))) {
    return Truth::kFalse;
  }
  return Judge(text, low, high, bound.is_upper());
}

Truth JudgeBound(const Bound& bound, const SeenValues& seen, Storage storage) {
  if (const auto* text = std::get_if<std::string>(&bound.value)) {
    return seen.texts() ? JudgeText(bound, *text, seen) : Truth::kExact;
  }
  if (!seen.numbers()) return Truth::kExact;  // only nulls
  if (const auto* value = std::get_if<double>(&bound.value)) {
    return JudgeFloat(*value, seen, storage, bound.is_upper());
  }
  if (const auto* value = std::get_if<float>(&bound.value)) {
    return JudgeFloat(*value, seen, storage, bound.is_upper());
  }
  const Truth truth = Judge(std::get<int64_t>(bound.value), seen.numbers()->first,
                            seen.numbers()->second, bound.is_upper());
  return truth == Truth::kExact && bound.is_rounded ? Truth::kLoose : truth;
}

constexpr EnumName<Bound::Kind> kBoundKinds[] = {{Bound::Kind::kMinValue, "min_value"},
                                                 {Bound::Kind::kMaxValue, "max_value"},
                                                 {Bound::Kind::kMin, "min"},
                                                 {Bound::Kind::kMax, "max"}};

int64_t EndOf(const BoundsClaim& claim) {
  int64_t end = 0;
  return __builtin_add_overflow(claim.first_row, claim.num_rows, &end)
             ? std::numeric_limits<int64_t>::max()
             : end;
}

}  // namespace

BoundsCheck::BoundsCheck(Table table, RunClaims claims)
    : table_(table),
      num_claimed_rows_(claims.num_rows),
      sorting_(std::move(claims.sorting)),
      last_row_(table),
      untrue_(std::move(claims.contradictions)) {
  std::erase_if(claims.bounds,
                [](const BoundsClaim& claim) { return claim.first_row < 0 || claim.num_rows < 0; });
  std::ranges::stable_sort(claims.bounds, {}, &BoundsClaim::first_row);
  std::map<size_t, size_t> wholes;  // by column
  for (BoundsClaim& claim : claims.bounds) {
    const size_t index = watches_.size();
    if (claim.source == BoundsClaim::Source::kStatistics) wholes[claim.column] = index;
    Watch& watch = watches_.emplace_back();
    watch.whole = index;
    watch.claim = std::move(claim);
  }
  for (size_t i = 0; i < watches_.size(); ++i) {
    const auto whole = wholes.find(watches_[i].claim.column);
    const bool is_of_index = watches_[i].claim.source == BoundsClaim::Source::kPageIndex;
    if (is_of_index && whole != wholes.end()) {
      watches_[i].whole = whole->second;
      watches_[whole->second].learns_from_pages = true;
    }
    open_.push_back(i);
  }
  for (Watch& watch : watches_) Want(watches_[watch.whole].claim, &watch);
}

// Makes a watch collect what its own claim and the whole run's claim need.
void BoundsCheck::Want(const BoundsClaim& whole, Watch* watch) {
  if (whole.text_bytes || watch->claim.text_bytes) watch->seen.WantTextBytes();
  if (!whole.distinct_count) return;
  auto& count = watches_[watch->whole].distinct;
  if (count == nullptr) count = std::make_unique<DistinctCount>();
  watch->seen.WantDistinctCount(count.get());
}

void BoundsCheck::Add(const ObservedBatch& batch) {
  const int64_t batch_begin = num_rows_;
  num_rows_ += batch.num_rows();
  std::vector<size_t> still_open;
  for (size_t k = 0; k < open_.size(); ++k) {
    Watch& watch = watches_[open_[k]];
    const int64_t claim_end = EndOf(watch.claim);
    if (watch.claim.first_row >= num_rows_) {  // as do all following ones
      still_open.insert(still_open.end(), open_.begin() + static_cast<std::ptrdiff_t>(k),
                        open_.end());
      break;
    }
    const int64_t begin = std::max(watch.claim.first_row, batch_begin);
    const int64_t end = std::min(claim_end, num_rows_);
    if (!watch.learns_from_pages) {
      watch.seen.Include(batch.columns[watch.claim.column], StorageOf(watch), begin - batch_begin,
                         end - batch_begin);
    }
    // A watch that learns from pages is judged at the end.
    if (claim_end <= num_rows_ && !watch.learns_from_pages) {
      Close(watch);
    } else {
      still_open.push_back(open_[k]);
    }
  }
  open_ = std::move(still_open);
  if (!sorting_.empty() && is_sorted_) CheckSorting(batch);
}

Storage BoundsCheck::StorageOf(const Watch& watch) const {
  return Describe(table_).columns[watch.claim.column].storage;
}

// Judges a watch that has seen all its rows, and adds its values to the whole run's watch, if any.
void BoundsCheck::Close(const Watch& watch) {
  JudgeWatch(watch);
  Watch& whole = watches_[watch.whole];
  if (&whole != &watch) whole.seen.Include(watch.seen);
}

void BoundsCheck::JudgeWatch(const Watch& watch) {
  const BoundsClaim& claim = watch.claim;
  const SeenValues& seen = watch.seen;
  if (claim.null_count && *claim.null_count != seen.num_nulls()) {
    AddUntrue(claim, fmt::format("null_count is {}, and {} are null", *claim.null_count,
                                 seen.num_nulls()));
  }
  if (claim.is_null_page && seen.num_nulls() != seen.num_rows()) {
    AddUntrue(claim, "null_pages says that all are null");
  }
  if (seen.has_odd_values()) return;
  for (const Bound& bound : claim.bounds) JudgeOne(claim, bound, seen);
  if (claim.text_bytes && seen.texts() && *claim.text_bytes != seen.text_bytes()) {
    AddUntrue(claim, fmt::format("unencoded_byte_array_data_bytes is {}, and its texts have {}",
                                 *claim.text_bytes, seen.text_bytes()));
  }
  if (claim.distinct_count && watch.distinct != nullptr && !seen.has_noise() &&
      !watch.distinct->CanBe(*claim.distinct_count)) {
    AddUntrue(claim, fmt::format("distinct_count is not {}", *claim.distinct_count));
  }
}

void BoundsCheck::JudgeOne(const BoundsClaim& claim, const Bound& bound, const SeenValues& seen) {
  const Truth truth = JudgeBound(bound, seen, Describe(table_).columns[claim.column].storage);
  if (truth == Truth::kExact || (truth == Truth::kLoose && !bound.is_exact)) return;
  const std::string_view name = NameOf(bound.kind, kBoundKinds);
  const std::string_view value = bound.is_upper() ? "greatest value" : "least value";
  if (truth == Truth::kLoose) {
    return AddUntrue(claim, fmt::format("{} is not the {}", name, value));
  }
  AddUntrue(claim,
            fmt::format("{} is {} the {}", name, bound.is_upper() ? "below" : "above", value));
}

void BoundsCheck::AddUntrue(const BoundsClaim& claim, std::string_view what) {
  const std::string_view column = Describe(table_).columns[claim.column].name;
  if (claim.source == BoundsClaim::Source::kStatistics) {
    untrue_.push_back(fmt::format("statistics of {}: {}", column, what));
  } else {
    const bool is_of_index = claim.source == BoundsClaim::Source::kPageIndex;
    untrue_.push_back(fmt::format("page {} of {}, page from row {} on: {}",
                                  is_of_index ? "index" : "header", column, claim.first_row + 1,
                                  what));
  }
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
  if (num_claimed_rows_ && *num_claimed_rows_ != num_rows_) {
    untrue_.push_back(
        fmt::format("num_rows is {}, and it has {} rows", *num_claimed_rows_, num_rows_));
  }
  for (const size_t index : open_) {
    const Watch& watch = watches_[index];
    // The other claims include rows that no batch had.
    if (watch.seen.num_rows() == watch.claim.num_rows) JudgeWatch(watch);
  }
  return std::move(untrue_);
}

}  // namespace tpch
