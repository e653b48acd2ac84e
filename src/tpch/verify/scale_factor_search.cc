#include "tpch/verify/scale_factor_search.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "tpch/base/format_message.h"
#include "tpch/tables/refresh_sets.h"

namespace tpch {
namespace {

__extension__ using Int128 = __int128;

// The largest number of decimals to try.
constexpr int kMaxDecimals = 12;

// Significant digits of a scale factor that people would choose.
constexpr int kMaxLikelyDigits = 3;

// A table with this many times more or fewer rows than at the scale factor found probably has
// another scale factor, rather than missing rows.
constexpr int64_t kMixedRatio = 2;

int CountDigits(const ScaleFactor& scale_factor) {
  std::string digits;
  for (const char c : scale_factor.ToString()) {
    if (c != '.') digits += c;
  }
  const std::string_view text(digits);
  const size_t first = std::min(text.find_first_not_of('0'), text.size());
  const size_t last = text.find_last_not_of('0');
  return last == std::string_view::npos ? 0 : static_cast<int>(last - first + 1);
}

// A table's number of base rows, from one source.
struct Fact {
  Table table;
  int64_t num_base_rows;
  const BaseRowsEvidence* evidence;

  bool Fits(const ScaleFactor& scale_factor) const {
    return NumBaseRows(table, scale_factor) == num_base_rows;
  }

  std::optional<ScaleFactor> SimplestScaleFactor() const {
    return tpch::SimplestScaleFactor(table, {num_base_rows, num_base_rows + 1});
  }
};

std::string DescribeFact(const Fact& fact) {
  const auto scale_factor = fact.SimplestScaleFactor();
  return fmt::format(
      "'{}' has the {} of {}", fact.evidence->path,
      fact.table == Table::kLineitem   ? "orders"
      : fact.table == Table::kPartsupp ? "parts"
                                       : "rows",
      scale_factor ? "scale factor " + scale_factor->ToString() : std::string("no scale factor"));
}

std::vector<Fact> ListFacts(const std::vector<BaseRowsEvidence>& evidence) {
  std::vector<Fact> facts;
  for (const BaseRowsEvidence& one : evidence) {
    if (!Describe(one.table).scaled) continue;
    for (const auto& num_base_rows : {one.by_count, one.by_last_key}) {
      if (num_base_rows && *num_base_rows > 0) facts.push_back({one.table, *num_base_rows, &one});
    }
  }
  return facts;
}

Status CheckMixed(const std::vector<Fact>& facts, const ScaleFactor& scale_factor) {
  for (const Fact& fact : facts) {
    const int64_t expected = NumBaseRows(fact.table, scale_factor);
    const bool is_other = fact.num_base_rows >= kMixedRatio * expected ||
                          expected >= kMixedRatio * fact.num_base_rows;
    if (!is_other) continue;
    // At tiny scale factors rounding makes tables differ.
    if (std::abs(fact.num_base_rows - expected) <= 1) continue;
    const auto fitting =
        std::ranges::find_if(facts, [&](const Fact& other) { return other.Fits(scale_factor); });
    return Status::Invalid(fmt::format("the files are of different scale factors: {}, and {}",
                                       DescribeFact(*fitting), DescribeFact(fact)),
                           FormatMessage("verify them one by one, or say with {} which is right",
                                         Field::kScaleFactor));
  }
  return Status::OK();
}

}  // namespace

std::optional<ScaleFactor> SimplestScaleFactor(Table table, RowRange num_base_rows) {
  // Scale factors of [n / base, (n + 1) / base) have n base rows.
  const Int128 base = Describe(table).base_cardinality;
  Int128 denominator = 1;
  for (int decimals = 0; decimals <= kMaxDecimals; ++decimals, denominator *= 10) {
    const Int128 numerator = (num_base_rows.begin * denominator + base - 1) / base;
    if (numerator * base >= num_base_rows.end * denominator) continue;
    const auto whole = static_cast<int64_t>(numerator / denominator);
    std::string text = fmt::format("{}", whole);
    if (decimals > 0) {
      text += fmt::format(".{:0{}}", static_cast<int64_t>(numerator % denominator), decimals);
    }
    const Result<ScaleFactor> scale_factor = ScaleFactor::Parse(text);
    return scale_factor.ok() ? std::optional(*scale_factor) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<ScaleFactor> ScaleFactorOfSets(int64_t orders_per_set) {
  const int64_t least = orders_per_set / 10 * 10'000;  // RefreshSets
  const auto scale_factor = SimplestScaleFactor(Table::kOrders, {least, least + 10'000});
  const bool fits = scale_factor && RefreshSets(*scale_factor).orders_per_set() == orders_per_set;
  return fits ? scale_factor : std::nullopt;
}

Result<ScaleFactor> FindScaleFactor(const std::vector<BaseRowsEvidence>& evidence) {
  const std::vector<Fact> facts = ListFacts(evidence);
  if (facts.empty()) {
    // nation and region are the same at every scale factor.
    return ScaleFactor::FromInteger(1);
  }
  struct Candidate {
    ScaleFactor scale_factor;
    int64_t num_facts;
    int num_digits;
  };
  std::optional<Candidate> best;
  for (const Fact& fact : facts) {
    const auto scale_factor = fact.SimplestScaleFactor();
    if (!scale_factor) continue;
    const Candidate candidate{
        *scale_factor,
        std::ranges::count_if(facts, [&](const Fact& f) { return f.Fits(*scale_factor); }),
        CountDigits(*scale_factor)};
    // Missing rows make facts that fit each other but no likely scale factor.
    const auto score = [&facts](const Candidate& of) {
      const auto num_all = static_cast<int64_t>(facts.size());
      return of.num_facts + (of.num_digits <= kMaxLikelyDigits ? num_all / 3 : 0);
    };
    const auto is_better = [&](const Candidate& a, const Candidate& b) {
      return score(a) != score(b) ? score(a) > score(b) : a.num_digits < b.num_digits;
    };
    if (!best || is_better(candidate, *best)) best = candidate;
  }
  if (!best || (best->num_digits > kMaxLikelyDigits && evidence.size() < 2)) {
    return Status::Invalid(
        fmt::format("'{}' has {} base rows, which does not match a likely scale factor",
                    facts.front().evidence->path, facts.front().num_base_rows),
        FormatMessage("use {}", Field::kScaleFactor));
  }
  TPCH_RETURN_NOT_OK(CheckMixed(facts, best->scale_factor));
  return best->scale_factor;
}

}  // namespace tpch
