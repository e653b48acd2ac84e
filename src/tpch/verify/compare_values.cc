#include "tpch/verify/compare_values.h"

#include <algorithm>
#include <cstring>

#include "tpch/base/fetch.h"

namespace tpch {
namespace {

template <typename T>
void FindDifferingNumbers(const T* expected, const int64_t* observed, int64_t num_rows,
                          std::vector<int64_t>* differing) {
  // Usually nothing differs, which a loop without branches detects.
  bool any = false;
  for (int64_t i = 0; i < num_rows; ++i) any |= int64_t{expected[i]} != observed[i];
  if (!any) return;
  for (int64_t i = 0; i < num_rows; ++i) {
    if (int64_t{expected[i]} != observed[i]) differing->push_back(i);
  }
}

// Fetches the texts of rows, which are anywhere in the text pool, in a separate loop so that the
// cache misses of many rows overlap.
void FetchTexts(const Column& column, int64_t first, int64_t num_rows) {
  for (int64_t row = first; row < first + num_rows; ++row) {
    const std::string_view text = column.text(row);
    Fetch(text.data());
    Fetch(text.data() + text.size() - 1);
  }
}

bool IsPadded(std::string_view expected, std::string_view observed) {
  return observed.size() > expected.size() && observed.starts_with(expected) &&
         observed.find_first_not_of(' ', expected.size()) == std::string_view::npos;
}

// Compares texts with the expected ones, `expected(i)`.
template <typename Expected>
void FindDifferingTexts(const Expected& expected, const std::string_view* observed,
                        int64_t num_rows, std::vector<int64_t>* differing, bool* is_padded) {
  for (int64_t i = 0; i < num_rows; ++i) {
    const std::string_view want = expected(i);
    if (want == observed[i]) continue;
    if (IsPadded(want, observed[i])) {
      *is_padded = true;
    } else {
      differing->push_back(i);
    }
  }
}

std::string_view CodeText(const Column& column, int64_t row) {
  return (*column.dictionary())[column.values<uint8_t>()[row]].view();
}

}  // namespace

void FindDifferences(Storage storage, const Column& expected, const ObservedColumn& observed,
                     const RowPairs& pairs, std::vector<int64_t>* differing, bool* is_padded) {
  const auto [first, first_observed, num_rows] = pairs;
  switch (storage) {
    case Storage::kInt64:
    case Storage::kCents:
      FindDifferingNumbers(expected.values<int64_t>() + first,
                           observed.numbers.data() + first_observed, num_rows, differing);
      break;
    case Storage::kInt32:
    case Storage::kQuantity:
    case Storage::kDay:
      FindDifferingNumbers(expected.values<int32_t>() + first,
                           observed.numbers.data() + first_observed, num_rows, differing);
      break;
    case Storage::kCode:
      FindDifferingTexts([&](int64_t i) { return CodeText(expected, first + i); },
                         observed.texts.data() + first_observed, num_rows, differing, is_padded);
      break;
    case Storage::kText:
      FetchTexts(expected, first, num_rows);
      FindDifferingTexts([&](int64_t i) { return expected.text(first + i); },
                         observed.texts.data() + first_observed, num_rows, differing, is_padded);
      break;
  }
}

int64_t ExpectedNumber(Storage storage, const Column& column, int64_t row) {
  if (storage == Storage::kInt64 || storage == Storage::kCents) {
    return column.values<int64_t>()[row];
  }
  return column.values<int32_t>()[row];
}

std::string ExpectedText(Storage storage, const Column& column, int64_t row) {
  if (storage == Storage::kCode) return std::string(CodeText(column, row));
  if (storage == Storage::kText) return std::string(column.text(row));
  return NumberToText(storage, ExpectedNumber(storage, column, row));
}

}  // namespace tpch
