#include "tpch/parquet/options_check.h"

#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

using testing::HasSubstr;

TEST(CheckParquetOptions, TakesTheDefaults) { EXPECT_THAT(CheckParquetOptions({}), IsOk()); }

TEST(CheckParquetOptions, ChecksTheCompressionOfFilesAndColumns) {
  EXPECT_THAT(CheckParquetOptions({.compression = {Codec::kLz4, {}}}).message(),
              HasSubstr("compression: 'lz4' is not a codec of parquet"));
  const Status of_column =
      CheckParquetOptions({.column_compressions = {{"l_tax", {Codec::kSnappy, 3}}}});
  EXPECT_THAT(of_column.message(), HasSubstr("column_compressions: 'snappy:3'"));
}

TEST(CheckParquetOptions, RefusesNumbersOutOfRange) {
  for (const ParquetOptions& options :
       {ParquetOptions{.row_group_rows = 0}, ParquetOptions{.row_group_rows = kMaxRowGroupRows + 1},
        ParquetOptions{.row_group_bytes = 0}, ParquetOptions{.page_bytes = kMinPageBytes - 1},
        ParquetOptions{.page_bytes = kMaxPageBytes + 1}, ParquetOptions{.data_page_version = 0},
        ParquetOptions{.data_page_version = 3},
        ParquetOptions{.profile = ParquetProfile::kCompatible, .data_page_version = 2}}) {
    const Status status = CheckParquetOptions(options);
    EXPECT_FALSE(status.ok());
    EXPECT_THAT(status.message(), HasSubstr("; use "));
  }
}

TEST(CheckParquetOptions, ShowsSizesAsUsersWriteThem) {
  EXPECT_THAT(CheckParquetOptions({.page_bytes = 1023}).message(), HasSubstr("'1023'"));
  EXPECT_THAT(
      CheckParquetOptions({.page_bytes = 5 << 20}),
      IsError(StatusCode::kInvalid, "page_bytes: '5MiB' is out of range; use 1KiB to 4MiB"));
}

TEST(CheckParquetOptions, RefusesColumnsThatDoNotExist) {
  EXPECT_FALSE(CheckParquetOptions({.bloom_filter_columns = {"l_taxes"}}).ok());
  EXPECT_FALSE(CheckParquetOptions({.column_encodings = {{"l_taxes", Encoding::kPlain}}}).ok());
  EXPECT_FALSE(CheckParquetOptions({.column_compressions = {{"l_taxes", {}}}}).ok());
}

TEST(CheckParquetOptions, RefusesColumnsThatAreThereTwice) {
  const auto twice = HasSubstr("'l_tax' is given twice; use it once");
  const ColumnEncoding plain = {"l_tax", Encoding::kPlain};
  const ColumnCompression snappy = {"l_tax", {}};
  EXPECT_THAT(CheckParquetOptions({.column_encodings = {plain, plain}}).message(), twice);
  EXPECT_THAT(CheckParquetOptions({.column_compressions = {snappy, snappy}}).message(), twice);
  EXPECT_THAT(CheckParquetOptions({.bloom_filter_columns = {"l_tax", "l_tax"}}).message(), twice);
}

TEST(CheckParquetOptions, NamesTheEncodingsThatFit) {
  const Status few =
      CheckParquetOptions({.column_encodings = {{"o_orderdate", Encoding::kDeltaLengthByteArray}}});
  EXPECT_THAT(few.message(), HasSubstr("values known beforehand"));
  EXPECT_THAT(few.message(), HasSubstr("plain, dictionary, delta_binary_packed"));
  // Five names, but they are read from the text of the table.
  const Status names =
      CheckParquetOptions({.column_encodings = {{"r_name", Encoding::kDictionary}}});
  EXPECT_THAT(names.message(), HasSubstr("values not known beforehand"));
}

}  // namespace
}  // namespace tpch
