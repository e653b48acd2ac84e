// Compares one column of observed rows with the reference.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tpch/columns/column_batch.h"
#include "tpch/read/observed_batch.h"

namespace tpch {

/// Rows of both sides to compare pair by pair.
struct RowPairs {
  int64_t first_expected;
  int64_t first_observed;
  int64_t num_rows;
};

/// Appends to `differing` the pairs (0 to num_rows - 1) whose values differ. Texts that have only
/// spaces after the expected text are equal, and set `*is_padded` to true.
void FindDifferences(Storage storage, const Column& expected, const ObservedColumn& observed,
                     const RowPairs& pairs, std::vector<int64_t>* differing, bool* is_padded);

/// Returns a number of the reference in the unit of `storage`. REQUIRES: it is not a text.
int64_t ExpectedNumber(Storage storage, const Column& column, int64_t row);

/// Returns a value of the reference as in the table's text files.
std::string ExpectedText(Storage storage, const Column& column, int64_t row);

}  // namespace tpch
