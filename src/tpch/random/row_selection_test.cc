#include "tpch/random/row_selection.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "tests/unit/random_numbers.h"
#include "tpch/random/kernels.h"
#include "tpch/tables/streams.h"

namespace tpch {
namespace {

// Returns the seeds of selected rows that follow `first_row`, and checks where the stream is then.
std::vector<uint32_t> Select(StreamId id, int64_t first_row, const RowSelection& rows) {
  RowStream stream(id);
  stream.Seek(first_row);
  std::vector<uint32_t> seeds(static_cast<size_t>(rows.num_rows + kKernelSlack));
  FillRowSeeds(&stream, rows, seeds.data());
  seeds.resize(static_cast<size_t>(rows.num_rows));
  RowStream next(id);
  next.Seek(first_row + rows.num_passed);
  EXPECT_EQ(stream.seed(), next.seed());
  EXPECT_EQ(stream.num_rows_drawn(), rows.num_rows);
  return seeds;
}

uint32_t SeedOf(StreamId id, int64_t row) {
  RowStream stream(id);
  stream.Seek(row);
  return stream.seed();
}

class RowSelections : public testing::TestWithParam<StreamId> {};

TEST_P(RowSelections, HaveTheSeedsOfTheirRows) {
  std::mt19937_64 random = MakeRandom();
  std::vector<uint16_t> offsets;
  for (int64_t row = 0; row < kMaxSelectionRows; ++row) {
    if (random() % 300 == 0 || row + 3 >= kMaxSelectionRows) {
      offsets.push_back(static_cast<uint16_t>(row));
    }
  }
  const auto num_rows = static_cast<int64_t>(offsets.size());
  const std::vector<uint32_t> seeds =
      Select(GetParam(), 1'000, {num_rows, kMaxSelectionRows, offsets.data()});
  for (size_t i = 0; i < offsets.size(); ++i) {
    ASSERT_EQ(seeds[i], SeedOf(GetParam(), 1'000 + offsets[i])) << "offset " << offsets[i];
  }
}

TEST_P(RowSelections, MaySelectAllOrNothing) {
  const std::vector<uint16_t> offsets = {0, 1, 2};
  EXPECT_EQ(Select(GetParam(), 7, {3, 3, offsets.data()}),
            Select(GetParam(), 7, RowSelection::All(3)));
  EXPECT_TRUE(Select(GetParam(), 7, {0, kMaxSelectionRows, offsets.data()}).empty());
}

INSTANTIATE_TEST_SUITE_P(Streams, RowSelections,
                         testing::Values(streams::kOrderDate, streams::kOrderComment,
                                         streams::kLineTax, streams::kLineComment));

}  // namespace
}  // namespace tpch
