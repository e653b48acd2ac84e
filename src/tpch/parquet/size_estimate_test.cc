// Estimates against real files of scale factor 1, of which they are made with the first rows.

#include "tpch/parquet/size_estimate.h"

#include <string>
#include <vector>

#include "tests/unit/column_encodings.h"
#include "tests/unit/encoded_file.h"
#include "tpch/parquet/parquet_format.h"

namespace tpch {
namespace {

constexpr int64_t kNumBaseRows = 8000;

/// Expects the estimate of the size of every table's file to be wrong by less than a share of it.
void ExpectWithin(double share, const ParquetOptions& options) {
  const auto format = ValueOf(MakeParquetFormat(options));
  for (const Table table : kAllTables) {
    if (!Describe(table).scaled) continue;
    const int64_t unit_base_rows = std::min(kNumBaseRows, format->UnitBaseRows(table));
    const std::string file =
        EncodeFile(*format, {ParseScaleFactor("1"), table, kNumBaseRows, unit_base_rows, 256});
    const int64_t num_rows = kNumBaseRows * Describe(table).rows_per_base_row;
    const auto estimate = static_cast<double>(format->EstimateSizeBytes(table, num_rows));
    EXPECT_NEAR(static_cast<double>(file.size()) / estimate, 1, share) << Describe(table).name;
  }
}

TEST(SizeEstimate, IsWrongByATenthAtMostInBothProfiles) {
  for (const Codec codec : kParquetCodecs) {
    SCOPED_TRACE(NameOf(codec, kCodecs));
    ExpectWithin(0.1, {.compression = {codec, {}}});
    ExpectWithin(0.1, {.compression = {codec, {}}, .profile = ParquetProfile::kCompatible});
  }
}

TEST(SizeEstimate, IsWrongByAQuarterAtMostWithAnyEncoding) {
  for (const auto& encoding : kEncodings) {
    for (const Codec codec : {Codec::kNone, Codec::kSnappy, Codec::kZstd}) {
      SCOPED_TRACE(std::string(encoding.name) + " " + std::to_string(static_cast<int>(codec)));
      ExpectWithin(0.25,
                   {.compression = {codec, {}}, .column_encodings = EveryColumnAs(encoding.value)});
    }
  }
}

TEST(SizeEstimate, IsWrongByAQuarterAtMostAtAnyLevel) {
  for (const Compression& compression : {Compression{Codec::kZstd, 9}, Compression{Codec::kGzip, 1},
                                         Compression{Codec::kBrotli, 0}}) {
    SCOPED_TRACE(static_cast<int>(compression.codec));
    ExpectWithin(0.25, {.compression = compression});
  }
}

}  // namespace
}  // namespace tpch
