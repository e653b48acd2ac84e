#include "apps/parse.h"

#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "tests/unit/status_matchers.h"
#include "tpch/base/size_text.h"

namespace tpch {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

constexpr int64_t kMax = std::numeric_limits<int64_t>::max();

/// Matches an error that names the value and a valid alternative.
auto Refuses(const std::string& value, const std::string& way_out) {
  return IsError(StatusCode::kInvalid, AllOf(HasSubstr("'" + value + "'"), HasSubstr(way_out)));
}

TEST(Words, AreTakenInAnyCase) {
  EXPECT_EQ(ValueOf(ParseFormat("Parquet")), FileFormat::kParquet);
  EXPECT_EQ(ValueOf(ParseIoMode("SYNC")), IoMode::kSync);
  EXPECT_EQ(ValueOf(ParseCompression("ZSTD:3", FileFormat::kArrow)).level, 3);
  EXPECT_EQ(ValueOf(ParseParquetProfile("Compatible")), ParquetProfile::kCompatible);
  EXPECT_EQ(ValueOf(ParseColumnEncodings("L_TAX=Plain")).front().column, "l_tax");
}

TEST(Words, OfTablesAreTakenInAnyCaseButForLetters) {
  EXPECT_THAT(ValueOf(ParseTables("Orders,LINEITEM")),
              ElementsAre(Table::kOrders, Table::kLineitem));
  EXPECT_THAT(ValueOf(ParseTables("ALL")), SizeIs(kAllTables.size()));
  EXPECT_THAT(ValueOf(ParseTables("O")), ElementsAre(Table::kOrders));
  EXPECT_THAT(ValueOf(ParseTables("o")), ElementsAre(Table::kOrders, Table::kLineitem));
}

TEST(Words, OfListsMayHaveBlanksBetweenThem) {
  EXPECT_THAT(ValueOf(ParseTables(" orders , lineitem")),
              ElementsAre(Table::kOrders, Table::kLineitem));
  EXPECT_THAT(ValueOf(ParseIntegerList("1, 2", 1, 3)), ElementsAre(1, 2));
  EXPECT_THAT(ValueOf(ParseTables("o, Delete", kRefreshTables)),
              ElementsAre(Table::kOrders, Table::kLineitem, Table::kDelete));
  EXPECT_THAT(ParseColumns("L_TAX, l_comment"), ElementsAre("l_tax", "l_comment"));
  EXPECT_EQ(ValueOf(ParseColumnCompressions("l_tax = zstd:3, L_COMMENT=None")).size(), 2);
}

TEST(Words, AreComparedInOneForm) {
  EXPECT_EQ(NormalizeWord(" Parquet "), "parquet");
  EXPECT_EQ(NormalizeWord(""), "");
}

TEST(ParseInteger, TakesWholeNumbersInTheRange) {
  EXPECT_EQ(ValueOf(ParseInteger("1", 1, 10)), 1);
  EXPECT_EQ(ValueOf(ParseInteger("10", 1, 10)), 10);
  EXPECT_EQ(ValueOf(ParseInteger("007", 1, 10)), 7);
  EXPECT_EQ(ValueOf(ParseInteger("9223372036854775807", 1, kMax)), kMax);
}

TEST(ParseInteger, RefusesNumbersOutOfRange) {
  for (const char* text : {"0", "11", "-1", "99999999999999999999"}) {
    EXPECT_THAT(ParseInteger(text, 1, 10).status(), Refuses(text, "from 1 to 10")) << text;
  }
  EXPECT_THAT(ParseInteger("0", 1, kMax).status(),
              IsError(StatusCode::kInvalid, "'0' is out of range; use a whole number from 1"));
}

TEST(ParseInteger, RefusesWhatIsNotAWholeNumber) {
  for (const char* text : {"", "a", "1.5", "1e3", "1 ", " 1", "+1", "0x1", "5x"}) {
    EXPECT_THAT(ParseInteger(text, 1, 10).status(), Refuses(text, "not a whole number")) << text;
  }
}

TEST(ParseIntegerList, SortsAndCountsRepeatedNumbersOnce) {
  EXPECT_THAT(ValueOf(ParseIntegerList("3,1,3,2", 1, 3)), ElementsAre(1, 2, 3));
  EXPECT_THAT(ValueOf(ParseIntegerList("2", 1, 3)), ElementsAre(2));
}

TEST(ParseIntegerList, RefusesEmptyAndWrongEntries) {
  EXPECT_THAT(ParseIntegerList("", 1, 3).status(), Refuses("", "from 1 to 3"));
  EXPECT_THAT(ParseIntegerList("1,", 1, 3).status(), Refuses("", "from 1 to 3"));
  EXPECT_THAT(ParseIntegerList("1,,2", 1, 3).status(), Refuses("", "from 1 to 3"));
  EXPECT_THAT(ParseIntegerList("1,4", 1, 3).status(), Refuses("4", "from 1 to 3"));
  EXPECT_THAT(ParseIntegerList("1-3", 1, 3).status(), Refuses("1-3", "from 1 to 3"));
}

TEST(ParseIntegerRange, TakesANumberOrTwo) {
  const IntegerRange one = ValueOf(ParseIntegerRange("3", 1, 10));
  EXPECT_EQ(one.first, 3);
  EXPECT_EQ(one.last, 3);
  const IntegerRange two = ValueOf(ParseIntegerRange("3-10", 1, 10));
  EXPECT_EQ(two.first, 3);
  EXPECT_EQ(two.last, 10);
}

TEST(ParseIntegerRange, RefusesOtherTexts) {
  EXPECT_THAT(ParseIntegerRange("", 1, 10).status(), Refuses("", "from 1 to 10"));
  EXPECT_THAT(ParseIntegerRange("-3", 1, 10).status(), Refuses("-3", "from 1 to 10"));
  EXPECT_THAT(ParseIntegerRange("1-", 1, 10).status(), Refuses("", "from 1 to 10"));
  EXPECT_THAT(ParseIntegerRange("1-2-3", 1, 10).status(), Refuses("2-3", "from 1 to 10"));
  EXPECT_THAT(ParseIntegerRange("3-1", 1, 10).status(), Refuses("3-1", "use 1-3"));
  EXPECT_THAT(ParseIntegerRange("1-11", 1, 10).status(), Refuses("11", "from 1 to 10"));
}

TEST(ParseSize, TakesDecimalAndBinaryUnits) {
  EXPECT_EQ(ValueOf(ParseSize("4096")), 4096);
  EXPECT_EQ(ValueOf(ParseSize("1B")), 1);
  EXPECT_EQ(ValueOf(ParseSize("1KB")), 1'000);
  EXPECT_EQ(ValueOf(ParseSize("64MiB")), 64 << 20);
  EXPECT_EQ(ValueOf(ParseSize("1.5GB")), 1'500'000'000);
  EXPECT_EQ(ValueOf(ParseSize("0.5KiB")), 512);
  EXPECT_EQ(ValueOf(ParseSize("1TiB")), int64_t{1} << 40);
}

TEST(ParseSize, TakesSizesAsRefusalsNameThem) {
  for (const int64_t size_bytes : {1, 999, 1023, 1024, 31'268, 1'048'575, 9'301'234}) {
    for (const int64_t scale : {1, 1000, 999'983}) {
      const int64_t exact = size_bytes * scale;
      const int64_t tolerance = exact / 100 + 1;
      EXPECT_EQ(ValueOf(ParseSize(ExactSize(exact))), exact);
      const int64_t more = ValueOf(ParseSize(SizeAtLeast(exact)));
      EXPECT_GE(more, exact) << SizeAtLeast(exact);
      EXPECT_LE(more, exact + tolerance);
      const int64_t less = ValueOf(ParseSize(SizeAtMost(exact)));
      EXPECT_LE(less, exact) << SizeAtMost(exact);
      EXPECT_GE(less, exact - tolerance);
    }
  }
}

TEST(ParseSize, RefusesWhatIsNotAPositiveSize) {
  for (const char* text : {"", "0", "0MB", "-1", "-1MB", "0.5", "MB", "1XB", "1mb", "1 MB", "1.2.3",
                           "nan", "inf", "1e400", "1e18MB", "12MBs"}) {
    EXPECT_THAT(ParseSize(text).status(), Refuses(text, "MiB")) << text;
  }
}

TEST(ParseTables, TakesNames) {
  EXPECT_THAT(ValueOf(ParseTables("orders,region")), ElementsAre(Table::kOrders, Table::kRegion));
  for (const Table table : kAllTables) {
    EXPECT_THAT(ValueOf(ParseTables(NameOf(table))), ElementsAre(table));
  }
}

TEST(ParseTables, AllAreAllOfThemInTheirOrder) {
  EXPECT_THAT(ValueOf(ParseTables("all")), testing::ElementsAreArray(kAllTables));
}

TEST(ParseTables, TakesDbgensLetters) {
  EXPECT_THAT(ValueOf(ParseTables("c")), ElementsAre(Table::kCustomer));
  EXPECT_THAT(ValueOf(ParseTables("L,O")), ElementsAre(Table::kLineitem, Table::kOrders));
  EXPECT_THAT(ValueOf(ParseTables("o")), ElementsAre(Table::kOrders, Table::kLineitem));
  EXPECT_THAT(ValueOf(ParseTables("P,S")), ElementsAre(Table::kPart, Table::kPartsupp));
  EXPECT_THAT(ValueOf(ParseTables("p")), ElementsAre(Table::kPart, Table::kPartsupp));
  EXPECT_THAT(ValueOf(ParseTables("s")), ElementsAre(Table::kSupplier));
  EXPECT_THAT(ValueOf(ParseTables("n,r")), ElementsAre(Table::kNation, Table::kRegion));
  EXPECT_THAT(ValueOf(ParseTables("l")), ElementsAre(Table::kNation, Table::kRegion));
}

TEST(ParseTables, RepeatedTablesCountOnce) {
  EXPECT_THAT(ValueOf(ParseTables("lineitem,o,orders,L")),
              ElementsAre(Table::kLineitem, Table::kOrders));
  EXPECT_THAT(ValueOf(ParseTables("all,all")), SizeIs(kAllTables.size()));
}

TEST(ParseTables, RefusesUnknownNames) {
  for (const char* text : {"", "line", "x", "parts"}) {
    EXPECT_THAT(ParseTables(text).status(), Refuses(text, "lineitem")) << text;
  }
  EXPECT_THAT(ParseTables("orders,,part").status(), Refuses("", "lineitem"));
  EXPECT_THAT(ParseTables("orders,nope").status(), Refuses("nope", "lineitem"));
}

TEST(ParseFormat, TakesTheFormatsNames) {
  EXPECT_EQ(ValueOf(ParseFormat("tbl")), FileFormat::kTbl);
  EXPECT_EQ(ValueOf(ParseFormat("csv")), FileFormat::kCsv);
  EXPECT_EQ(ValueOf(ParseFormat("parquet")), FileFormat::kParquet);
  EXPECT_EQ(ValueOf(ParseFormat("arrow")), FileFormat::kArrow);
  for (const char* text : {"", "TBLX", "orc", "parquet "}) {
    EXPECT_THAT(ParseFormat(text).status(), Refuses(text, "use parquet, csv, tbl or arrow"));
  }
}

TEST(ParseCompression, TakesEveryCodecOfTheFormat) {
  for (const FileFormatDescriptor& format : kFileFormats) {
    for (const Codec codec : format.codecs) {
      const Compression compression =
          ValueOf(ParseCompression(NameOf(codec, kCodecs), format.value));
      EXPECT_EQ(compression.codec, codec);
      EXPECT_EQ(compression.level, std::nullopt);
    }
  }
}

TEST(ParseCompression, TakesLevelsOfTheCodecsThatHaveSome) {
  for (const Codec codec : kParquetCodecs) {
    const CodecDescriptor& descriptor = EntryOf(codec, kCodecs);
    for (int level = descriptor.min_level; level <= descriptor.max_level; ++level) {
      const std::string text = std::string(descriptor.name) + ":" + std::to_string(level);
      EXPECT_EQ(ValueOf(ParseCompression(text, FileFormat::kParquet)).level, level) << text;
    }
  }
}

TEST(ParseCompression, NamesTheFormatAndItsCodecs) {
  const auto error = [](const char* text, FileFormat format) {
    return ParseCompression(text, format).status().message();
  };
  for (const char* text : {"", "ZSTDX", "lzo", ":1"}) {
    EXPECT_THAT(error(text, FileFormat::kParquet),
                AllOf(HasSubstr(text), HasSubstr("is not a codec of parquet"),
                      HasSubstr("use none, snappy, zstd, lz4_raw, gzip or brotli")));
    EXPECT_THAT(error(text, FileFormat::kArrow),
                AllOf(HasSubstr(text), HasSubstr("is not a codec of arrow"),
                      HasSubstr("use none, lz4 or zstd")));
  }
  EXPECT_EQ(error("lz4", FileFormat::kParquet),
            "'lz4' is not a codec of parquet; did you mean lz4_raw? use none, snappy, zstd, "
            "lz4_raw, gzip or brotli");
  EXPECT_EQ(error("lz4_raw", FileFormat::kArrow),
            "'lz4_raw' is not a codec of arrow; did you mean lz4? use none, lz4 or zstd");
}

TEST(ParseCompression, RefusesLevelsThatTheCodecLacks) {
  const auto error = [](const char* text) {
    return ParseCompression(text, FileFormat::kParquet).status();
  };
  for (const char* text : {"zstd:0", "zstd:23", "zstd:-1", "zstd:", "zstd:x", "zstd:1.5"}) {
    EXPECT_THAT(error(text), Refuses(text, "1 to 22")) << text;
  }
  for (const char* text : {"gzip:10", "gzip:0"}) {
    EXPECT_THAT(error(text), Refuses(text, "1 to 9")) << text;
  }
  for (const char* text : {"snappy:1", "none:1", "lz4_raw:1", "snappy:"}) {
    EXPECT_THAT(error(text), Refuses(text, "takes no level")) << text;
  }
  EXPECT_THAT(ParseCompression("lz4:13", FileFormat::kArrow).status(),
              Refuses("lz4:13", "1 to 12"));
}

TEST(ParseColumnEncodings, TakesEveryEncoding) {
  for (const auto& encoding : kEncodings) {
    const auto parsed =
        ValueOf(ParseColumnEncodings("l_tax=plain,o_clerk=" + std::string(encoding.name)));
    ASSERT_EQ(parsed.size(), 2U);
    EXPECT_EQ(parsed[0].column, "l_tax");
    EXPECT_EQ(parsed[1].column, "o_clerk");
    EXPECT_EQ(parsed[1].encoding, encoding.value);
  }
  EXPECT_THAT(ParseColumnEncodings("l_tax").status(), Refuses("l_tax", "="));
  EXPECT_THAT(ParseColumnEncodings("l_tax=rle").status(), Refuses("rle", "dictionary"));
}

TEST(ParseColumnCompressions, TakesCodecsAndLevels) {
  const auto parsed = ValueOf(ParseColumnCompressions("l_tax=none,l_comment=zstd:7"));
  ASSERT_EQ(parsed.size(), 2U);
  EXPECT_EQ(parsed[0].compression.codec, Codec::kNone);
  EXPECT_EQ(parsed[1].column, "l_comment");
  EXPECT_EQ(parsed[1].compression.codec, Codec::kZstd);
  EXPECT_EQ(parsed[1].compression.level, 7);
  EXPECT_THAT(ParseColumnCompressions("l_tax=zstd:99").status(), Refuses("zstd:99", "1 to 22"));
}

TEST(ParseParquetProfile, TakesTwoNames) {
  EXPECT_EQ(ValueOf(ParseParquetProfile("default")), ParquetProfile::kDefault);
  EXPECT_EQ(ValueOf(ParseParquetProfile("compatible")), ParquetProfile::kCompatible);
  EXPECT_THAT(ParseParquetProfile("old").status(), Refuses("old", "compatible"));
}

TEST(ParseDelimiter, TakesOneCharacterOrATab) {
  EXPECT_EQ(ValueOf(ParseDelimiter("|")), '|');
  EXPECT_EQ(ValueOf(ParseDelimiter("\t")), '\t');
  EXPECT_EQ(ValueOf(ParseDelimiter("\\t")), '\t');
  for (const char* text : {"", "||", "\\n", "ab"}) {
    EXPECT_THAT(ParseDelimiter(text).status(), Refuses(text, "use one")) << text;
  }
}

TEST(Dialect, IsTakenInAnyCase) {
  EXPECT_EQ(ValueOf(ParseDialect("PostgreSQL")), Dialect::kPostgresql);
}

TEST(Dialect, RefusesOthersAndSuggestsTheNearest) {
  EXPECT_THAT(ParseDialect("postgres").status(), Refuses("postgres", "did you mean postgresql?"));
  EXPECT_THAT(ParseDialect("oracle").status(), Refuses("oracle", "; use ansi, duckdb, "));
}

TEST(QueryNumbers, KeepOrderAndRepetitions) {
  EXPECT_THAT(ValueOf(ParseQueryNumbers({"22", "1", "22"})), ElementsAre(22, 1, 22));
  EXPECT_THAT(ParseQueryNumbers({"1", "23"}).status(), Refuses("23", "from 1 to 22"));
}

}  // namespace
}  // namespace tpch
