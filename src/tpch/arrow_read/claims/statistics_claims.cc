#include "tpch/arrow_read/claims/statistics_claims.h"

#include <fmt/format.h>

#include <optional>
#include <utility>
#include <variant>

#include "tpch/arrow_read/claims/bound_decoder.h"

namespace tpch {
namespace {

class StatisticsReader {
 public:
  StatisticsReader(const ClaimedColumn& column, const footer::ColumnMetadata& chunk,
                   std::vector<std::string>* contradictions)
      : column_(column), chunk_(chunk), contradictions_(contradictions) {
    claim_.column = column.index;
    claim_.num_rows = chunk.num_values;
  }

  BoundsClaim Read() {
    if (chunk_.statistics) ReadStatistics(*chunk_.statistics);
    if (chunk_.size_statistics) ReadSizes(*chunk_.size_statistics);
    return std::move(claim_);
  }

 private:
  void Contradict(std::string_view what) {
    contradictions_->push_back(fmt::format("statistics of {}: {}", column_.name, what));
  }

  void ReadStatistics(const footer::Statistics& statistics) {
    using Kind = Bound::Kind;
    claim_.null_count = statistics.null_count;
    claim_.distinct_count = statistics.distinct_count;
    ReadBound(Kind::kMinValue, "min_value", statistics.min_value, statistics.is_min_value_exact);
    ReadBound(Kind::kMaxValue, "max_value", statistics.max_value, statistics.is_max_value_exact);
    ReadBound(Kind::kMin, "min", statistics.min, std::nullopt);
    ReadBound(Kind::kMax, "max", statistics.max, std::nullopt);
    if (statistics.nan_count.value_or(0) != 0) {
      Contradict(fmt::format("nan_count is {}", *statistics.nan_count));
    }
  }

  void ReadBound(Bound::Kind kind, std::string_view name, std::optional<std::string_view> bytes,
                 std::optional<bool> is_exact) {
    if (!bytes) return;
    AddBound(kind, name, *bytes, is_exact, /*is_signed_order=*/false);
    const bool is_deprecated = kind == Bound::Kind::kMin || kind == Bound::Kind::kMax;
    if (is_deprecated && IsUnsigned(*column_.leaf.element)) {
      AddBound(kind, name, *bytes, is_exact, /*is_signed_order=*/true);
    }
  }

  void AddBound(Bound::Kind kind, std::string_view name, std::string_view bytes,
                std::optional<bool> is_exact, bool is_signed_order) {
    auto bound = DecodeBound(column_.leaf, column_.storage, kind, bytes, is_signed_order);
    if (!bound.ok()) return Contradict(fmt::format("{} {}", name, bound.status().message()));
    if (!*bound) return;
    // Texts may be shortened. Numbers must be values of the column, because some readers return
    // them for min() and max().
    const bool is_text = std::holds_alternative<std::string>((*bound)->value);
    (*bound)->is_exact = is_exact.value_or(!is_text);
    claim_.bounds.push_back(*std::move(*bound));
  }

  void ReadSizes(const footer::SizeStatistics& sizes) {
    if (column_.leaf.element->type == footer::kByteArray) claim_.text_bytes = sizes.text_bytes;
    const bool are_true = IsHistogram(sizes.repetition_levels, column_.leaf.max_repetition_level,
                                      chunk_.num_values) &&
                          IsHistogram(sizes.definition_levels, column_.leaf.max_definition_level,
                                      chunk_.num_values) &&
                          AddNullCount(sizes.definition_levels, &claim_);
    if (!are_true) Contradict("the histograms of its levels contradict its counts");
  }

  const ClaimedColumn& column_;
  const footer::ColumnMetadata& chunk_;
  std::vector<std::string>* contradictions_;
  BoundsClaim claim_;
};

}  // namespace

BoundsClaim ReadStatisticsClaim(const ClaimedColumn& column, const footer::ColumnMetadata& chunk,
                                std::vector<std::string>* contradictions) {
  return StatisticsReader(column, chunk, contradictions).Read();
}

bool IsHistogram(std::span<const int64_t> counts, int32_t max_level, int64_t num_values) {
  if (counts.empty()) return true;
  if (std::cmp_not_equal(counts.size(), max_level + 1)) return false;
  for (const int64_t count : counts) {
    if (count < 0 || count > num_values) return false;
    num_values -= count;
  }
  return num_values == 0;
}

bool AddNullCount(std::span<const int64_t> definition_levels, BoundsClaim* claim) {
  if (definition_levels.size() != 2) return true;
  if (!claim->null_count) claim->null_count = definition_levels[0];
  return *claim->null_count == definition_levels[0];
}

}  // namespace tpch
