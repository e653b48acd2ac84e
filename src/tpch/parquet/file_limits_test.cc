#include "tpch/parquet/file_limits.h"

#include <regex>
#include <string>
#include <vector>

#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

using testing::HasSubstr;

std::vector<FileBaseRows> FilesAt(const char* scale_factor, const std::vector<Table>& tables) {
  const ScaleFactor parsed = ValueOf(ScaleFactor::Parse(scale_factor));
  std::vector<FileBaseRows> files;
  files.reserve(tables.size());
  for (const Table table : tables) files.push_back({table, NumBaseRows(table, parsed)});
  return files;
}

std::vector<FileBaseRows> AllFilesAt(const char* scale_factor) {
  return FilesAt(scale_factor, {kAllTables.begin(), kAllTables.end()});
}

Status Check(const ParquetOptions& options, const std::vector<FileBaseRows>& files) {
  return CheckFileLimits(ValueOf(MakeParquetTables(options)), options, files);
}

Status CheckRows(int64_t row_group_rows, const std::vector<FileBaseRows>& files) {
  return Check({.row_group_rows = row_group_rows}, files);
}

/// Returns the rows that a refusal names.
int64_t NamedRows(const Status& refusal) {
  std::smatch match;
  const std::string& message = refusal.message();
  const bool found = std::regex_search(message, match, std::regex("at (?:least|most) (\\d+)[,;]"));
  EXPECT_TRUE(found) << message;
  return found ? std::stoll(match[1]) : 0;
}

TEST(CheckFileLimits, NamesTheFewestRowsThatWork) {
  for (const auto& files :
       {FilesAt("30000", {Table::kLineitem}), FilesAt("100000", {Table::kLineitem}),
        FilesAt("100000", {Table::kPartsupp}), FilesAt("100000", {Table::kOrders}),
        FilesAt("300", {Table::kOrders}), AllFilesAt("1000"), AllFilesAt("30000")}) {
    const int64_t fewest = NamedRows(CheckRows(8, files));
    EXPECT_THAT(CheckRows(fewest, files), IsOk());
    EXPECT_FALSE(CheckRows(fewest - 1, files).ok()) << fewest;
  }
}

TEST(CheckFileLimits, NamesTheMostRowsThatWork) {
  for (const auto& files : {AllFilesAt("1000"), FilesAt("1000", {Table::kLineitem}),
                            FilesAt("1000", {Table::kOrders}), FilesAt("30000", {Table::kPart})}) {
    const int64_t most = NamedRows(CheckRows(kMaxRowGroupRows, files));
    EXPECT_THAT(CheckRows(most, files), IsOk());
    EXPECT_FALSE(CheckRows(most + 1, files).ok()) << most;
  }
}

TEST(CheckFileLimits, RefusesRowGroupsWhoseCommentsHaveMoreThan2GiB) {
  // l_comment would have 2,562,754,035 bytes, compressed with Snappy.
  const Status status = CheckRows(220'113'632, FilesAt("37", {Table::kLineitem}));
  EXPECT_THAT(status.message(), HasSubstr("row_group_rows: 220113632 could make"));
  EXPECT_THAT(status.message(), HasSubstr("l_comment (lineitem)"));
}

TEST(CheckFileLimits, TakesARowGroupOfAGiB) {
  EXPECT_THAT(Check({.row_group_bytes = int64_t{1} << 30}, AllFilesAt("1000")), IsOk());
}

TEST(CheckFileLimits, SaysThatTheDefaultIsTooSmall) {
  const Status status = Check({}, FilesAt("10000", {Table::kLineitem}));
  EXPECT_THAT(status.message(), HasSubstr("the default of 1048576 rows"));
  EXPECT_THAT(status.message(), HasSubstr("use row_group_rows of at least "));
  EXPECT_THAT(CheckRows(NamedRows(status), FilesAt("10000", {Table::kLineitem})), IsOk());
}

TEST(CheckFileLimits, NamesBytesWhereNoRowsWorkForAllTables) {
  // Lineitem needs more rows in a row group than the comments of partsupp allow.
  EXPECT_THAT(CheckRows(8, AllFilesAt("100000")).message(),
              HasSubstr("use row_group_bytes of at least "));
}

TEST(CheckFileLimits, NamesPartsWhereNoRowGroupsWorkForAllTables) {
  ParquetOptions options{.profile = ParquetProfile::kCompatible,
                         .row_group_rows = kDefaultRowGroupRows};
  options.column_encodings.push_back({"l_shipinstruct", Encoding::kPlain});
  options.column_encodings.push_back({"l_shipmode", Encoding::kPlain});
  std::vector<FileBaseRows> files = AllFilesAt("100000");
  for (FileBaseRows& file : files) file.num_base_rows *= 4;
  const Status status = Check(options, files);
  std::smatch match;
  const std::string message = status.message();
  ASSERT_TRUE(std::regex_search(message, match, std::regex("use (\\d+) times as many num_parts")))
      << message;
  for (FileBaseRows& file : files) file.num_base_rows /= std::stoll(match[1]);
  EXPECT_THAT(Check(options, files), IsOk());
}

TEST(CheckFileLimits, BytesThatHoldNoRowAreRefusedInUnitsThatCanBeRead) {
  EXPECT_EQ(Check({.row_group_bytes = 1}, FilesAt("0.001", {Table::kRegion})).message(),
            "row_group_bytes: 1B is less than the dictionaries of region and a row take; use at "
            "least 81B");
}

}  // namespace
}  // namespace tpch
