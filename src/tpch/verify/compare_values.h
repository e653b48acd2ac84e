// Compares one column of observed rows with the reference.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tpch/columns/column_batch.h"
#include "tpch/read/observed_batch.h"

namespace tpch {

/// Rows of both sides that are compared pair by pair.
struct RowPairs {
  int64_t first_expected;
  int64_t first_observed;
  int64_t num_rows;
};

/// Appends to `differing` the pairs (0 to num_rows - 1) whose values differ. Texts that have
/// nothing but spaces behind the expected text are equal; `*is_padded` becomes true then.
void FindDifferences(Storage storage, const Column& expected, const ObservedColumn& observed,
                     const RowPairs& pairs, std::vector<int64_t>* differing, bool* is_padded);

/// Returns a number of the reference in the unit of `storage`. REQUIRES: it is not of text.
int64_t ExpectedNumber(Storage storage, const Column& column, int64_t row);

/// Returns a value of the reference as the table's text files show it.
std::string ExpectedText(Storage storage, const Column& column, int64_t row);

}  // namespace tpch
