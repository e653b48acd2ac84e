#include "tpch/verify/table_differences.h"

#include <algorithm>
#include <utility>

namespace tpch {

void DifferenceCount::Keep(DifferenceExample example) {
  const auto place =
      std::ranges::upper_bound(examples, example.rank(), {}, &DifferenceExample::rank);
  examples.insert(place, std::move(example));
  if (examples.size() > kMaxExamples) examples.pop_back();
}

void DifferenceCount::Merge(const DifferenceCount& other) {
  num_rows += other.num_rows;
  for (const DifferenceExample& example : other.examples) Keep(example);
}

void TableDifferences::Merge(const TableDifferences& other) {
  num_rows += other.num_rows;
  num_matching_keys += other.num_matching_keys;
  num_differing_rows += other.num_differing_rows;
  missing.Merge(other.missing);
  extra.Merge(other.extra);
  duplicate.Merge(other.duplicate);
  for (size_t i = 0; i < columns.size(); ++i) {
    columns[i].differing.Merge(other.columns[i].differing);
    columns[i].is_padded |= other.columns[i].is_padded;
    columns[i].dates_have_time |= other.columns[i].dates_have_time;
    columns[i].numbers_are_respelled |= other.columns[i].numbers_are_respelled;
  }
  is_reordered |= other.is_reordered;
}

}  // namespace tpch
