#include "tpch/parquet/options_description.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tpch {
namespace {

using testing::ElementsAre;

// Returns the values in the order of the names.
std::vector<std::string> Values(const ParquetOptions& options) {
  std::vector<std::string> values;
  for (const DataOption& option : DescribeParquetOptions(options)) values.push_back(option.value);
  return values;
}

TEST(DescribeParquetOptions, NamesDefaultsAsManifestsDo) {
  const DataOptions described = DescribeParquetOptions({});
  EXPECT_EQ(described.front(), (DataOption{"compression", "default", "snappy"}));
  EXPECT_THAT(Values({}), ElementsAre("default", "1048576", "default", "1MiB", "1", "default",
                                      "default", "default", "default", "default"));
}

TEST(DescribeParquetOptions, UsesTheWordsOfTheCommandLine) {
  EXPECT_THAT(
      Values({.compression = {Codec::kZstd, 3},
              .profile = ParquetProfile::kCompatible,
              .row_group_rows = 7000,
              .page_bytes = 64 << 10,
              .data_page_version = 2,
              .page_checksums = true,
              .column_encodings = {{"l_tax", Encoding::kPlain}, {"p_name", Encoding::kDictionary}},
              .column_compressions = {{"l_tax", {Codec::kGzip, 9}}, {"p_name", {Codec::kNone, {}}}},
              .bloom_filter_columns = {"l_tax", "p_name"}}),
      ElementsAre("zstd:3", "7000", "default", "64KiB", "2", "true", "compatible",
                  "l_tax=plain,p_name=dictionary", "l_tax=gzip:9,p_name=none", "l_tax,p_name"));
  EXPECT_EQ(Values({.row_group_bytes = 128'000'000})[2], "128MB");
}

}  // namespace
}  // namespace tpch
