#include "tpch/generate/data_options.h"

#include <map>
#include <string>

#include "tests/unit/status_matchers.h"
#include "tpch/encode/text_format.h"

namespace tpch {
namespace {

using testing::Pair;
using testing::UnorderedElementsAre;

DataOptions Describe(FileFormat format, const TextOptions& options) {
  return DescribeData({.tables = {Table::kPart}}, *MakeTextFormat(MakeTextStyle(format, options)));
}

// Returns the options whose values differ from those of TBL with default options.
std::map<std::string, std::string> Unusual(const DataOptions& described) {
  const DataOptions usual = Describe(FileFormat::kTbl, {});
  std::map<std::string, std::string> unusual;
  for (size_t i = 0; i < usual.size(); ++i) {
    EXPECT_EQ(described[i].name, usual[i].name);
    if (described[i].value != usual[i].value) unusual[usual[i].name] = described[i].value;
  }
  return unusual;
}

TEST(DataOptions, AreAllThatAnyFormatHas) {
  std::string text;
  for (const DataOption& option : Describe(FileFormat::kTbl, {})) {
    if (option.name != "version") text += option.name + " " + option.value + "\n";
  }
  EXPECT_EQ(text,
            "scale-factor 1\n"
            "parts none\n"
            "max-rows none\n"
            "format tbl\n"
            "compression default\n"
            "delimiter default\n"
            "no-header default\n"
            "no-trailing-delimiter default\n"
            "row-group-rows 1048576\n"
            "row-group-bytes default\n"
            "page-bytes 1MiB\n"
            "data-page-version 1\n"
            "page-checksums default\n"
            "parquet-profile default\n"
            "column-encoding default\n"
            "column-compression default\n"
            "bloom-filter default\n");
}

TEST(DataOptions, SayWhatIsSelected) {
  const Selection selection{.scale_factor = ScaleFactor::FromInteger(3),
                            .tables = {Table::kPart},
                            .num_parts = 4,
                            .parts = {2},
                            .max_rows = 7};
  EXPECT_THAT(
      Unusual(DescribeData(selection, *MakeTextFormat(kTblStyle))),
      UnorderedElementsAre(Pair("scale-factor", "3"), Pair("parts", "4"), Pair("max-rows", "7")));
}

TEST(DataOptions, SayHowTextIsWritten) {
  EXPECT_THAT(Unusual(Describe(FileFormat::kCsv, {.delimiter = ','})),
              UnorderedElementsAre(Pair("format", "csv")));
  EXPECT_THAT(Unusual(Describe(FileFormat::kCsv, {.delimiter = '|', .header = false})),
              UnorderedElementsAre(Pair("format", "csv"), Pair("delimiter", "|"),
                                   Pair("no-header", "true")));
  EXPECT_THAT(
      Unusual(Describe(FileFormat::kTbl, {.delimiter = '\t', .trailing_delimiter = false})),
      UnorderedElementsAre(Pair("delimiter", "\\t"), Pair("no-trailing-delimiter", "true")));
}

TEST(DataOptions, OfAnotherFormatChangeNothing) {
  EXPECT_TRUE(Unusual(Describe(FileFormat::kTbl, {.header = false})).empty());
  EXPECT_THAT(Unusual(Describe(FileFormat::kCsv, {.trailing_delimiter = false})),
              UnorderedElementsAre(Pair("format", "csv")));
}

TEST(DataOptions, SayHowTextIsCompressed) {
  const TextOptions zstd{.compression = {Codec::kZstd, 3}};
  EXPECT_THAT(Unusual(Describe(FileFormat::kCsv, zstd)),
              UnorderedElementsAre(Pair("format", "csv"), Pair("compression", "zstd:3")));
  const TextOptions gzip{.compression = {Codec::kGzip, {}}};
  EXPECT_THAT(Unusual(Describe(FileFormat::kTbl, gzip)),
              UnorderedElementsAre(Pair("compression", "gzip:6")));
}

TEST(DataOptions, LeadToTheExtension) {
  for (const Codec codec : kTextCodecs) {
    const TextOptions options{.compression = {codec, {}}};
    const auto format = MakeTextFormat(MakeTextStyle(FileFormat::kCsv, options));
    Manifest manifest;
    manifest.options = DescribeData({.tables = {Table::kPart}}, *format);
    EXPECT_EQ(ExtensionOf(manifest), format->extension());
  }
  const auto of = [](const char* format, const char* compression) {
    Manifest manifest;
    manifest.options = {{"format", format}, {"compression", compression}};
    return ExtensionOf(manifest);
  };
  EXPECT_EQ(of("tbl", "lz4"), "tbl.lz4");
  EXPECT_EQ(of("parquet", "zstd:3"), "parquet");
  EXPECT_EQ(of("csv", "another"), "csv");
  EXPECT_EQ(ExtensionOf({}), "");
}

}  // namespace
}  // namespace tpch
