#include "tpch/verify/row_partitions.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "tests/unit/random_numbers.h"
#include "tests/unit/temporary_directory.h"

namespace tpch {
namespace {

const std::atomic<bool> kGoOn = false;

constexpr int64_t kNumRows = 20'000;

// Partitions of supplier, which has kNumRows rows; only its first three columns are there.
struct Partitions {
  Partitions(int64_t estimated_bytes, const SpillOptions& options)
      : rows(Table::kSupplier, {true, true, true, false, false, false, false}, data,
             estimated_bytes, options) {}

  ExpectedData data{.scale_factor = ScaleFactor::FromInteger(2)};
  RowPartitions rows;
};

// Returns rows with these keys, whose other columns follow from the key.
ObservedBatch MakeBatch(const std::vector<int64_t>& keys) {
  ObservedBatch batch(Table::kSupplier);
  for (size_t i = 3; i < batch.columns.size(); ++i) batch.columns[i].is_present = false;
  for (const int64_t key : keys) {
    batch.places.push_back({1, key});
    batch.columns[0].AddNumber(key);
    batch.columns[1].AddOwnText("name " + std::to_string(key));
    if (key % 3 == 0) {
      batch.columns[2].AddOdd(Storage::kText, std::nullopt);
    } else {
      batch.columns[2].AddOwnText(std::string(static_cast<size_t>(key % 50), 'x'));
    }
  }
  return batch;
}

void ExpectRowsInOrder(const SpillOptions& options, int64_t estimated_bytes) {
  std::vector<int64_t> keys(kNumRows);
  for (int64_t i = 0; i < kNumRows; ++i) keys[static_cast<size_t>(i)] = i + 1;
  std::mt19937_64 random = MakeRandom();
  std::ranges::shuffle(keys, random);
  Partitions made(estimated_bytes, options);
  RowPartitions& partitions = made.rows;
  for (size_t begin = 0; begin < keys.size(); begin += 1000) {
    ASSERT_TRUE(partitions
                    .Add(MakeBatch({keys.begin() + static_cast<std::ptrdiff_t>(begin),
                                    keys.begin() + static_cast<std::ptrdiff_t>(begin + 1000)}))
                    .ok());
  }
  int64_t next = 0;
  for (int64_t i = 0; i < partitions.num_partitions(); ++i) {
    EXPECT_EQ(partitions.BaseRows(i).begin, next);
    const Status status = partitions.Read(i, kGoOn, [&](const ObservedBatch& batch) {
      const ObservedBatch expected = MakeBatch(batch.columns[0].numbers);
      for (int64_t row = 0; row < batch.num_rows(); ++row, ++next) {
        ASSERT_EQ(batch.columns[0].numbers[static_cast<size_t>(row)], next + 1);
        ASSERT_EQ(batch.places[static_cast<size_t>(row)].position, next + 1);
        ASSERT_EQ(batch.places[static_cast<size_t>(row)].file, 1);
        for (const size_t column : {1, 2}) {
          ASSERT_EQ(ValueToText(batch.columns[column], Storage::kText, row),
                    ValueToText(expected.columns[column], Storage::kText, row));
        }
      }
    });
    ASSERT_TRUE(status.ok()) << status.message();
    EXPECT_EQ(partitions.BaseRows(i).end, next);
  }
  EXPECT_EQ(next, kNumRows);
}

TEST(RowPartitions, SortInMemory) { ExpectRowsInOrder({.temp_dir = "/nowhere"}, 100); }

TEST(RowPartitions, SortThroughATemporaryFileOfWhichNothingIsLeft) {
  const TemporaryDirectory dir;
  ExpectRowsInOrder({.temp_dir = dir.path(), .memory_bytes = 1, .partition_bytes = 100'000},
                    1'000'000);
  EXPECT_TRUE(std::filesystem::is_empty(dir.path()));
}

TEST(RowPartitions, PutRowsOfNoBaseRowIntoTheLast) {
  Partitions made(0, {});
  RowPartitions& partitions = made.rows;
  ASSERT_TRUE(partitions.Add(MakeBatch({4, -6, kNumRows + 1})).ok());
  std::vector<int64_t> keys;
  ASSERT_TRUE(partitions
                  .Read(partitions.num_partitions() - 1, kGoOn,
                        [&](const ObservedBatch& batch) { keys = batch.columns[0].numbers; })
                  .ok());
  EXPECT_THAT(keys, ::testing::ElementsAre(-6, kNumRows + 1, 4));
}

TEST(RowPartitions, NameTheDirectoryThatCannotBeWritten) {
  Partitions made(0, {.temp_dir = "/nowhere", .memory_bytes = 1});
  RowPartitions& partitions = made.rows;
  std::vector<int64_t> keys(5000, 1);
  Status status;
  for (int i = 0; i < 100 && status.ok(); ++i) status = partitions.Add(MakeBatch(keys));
  EXPECT_EQ(status.code(), StatusCode::kIoError);
  EXPECT_THAT(status.message(), ::testing::HasSubstr("/nowhere"));
}

}  // namespace
}  // namespace tpch
