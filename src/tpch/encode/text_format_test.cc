#include "tpch/encode/text_format.h"

#include <span>
#include <string>

#include "tests/unit/equal_units.h"
#include "tests/unit/golden.h"
#include "tests/unit/table_text.h"
#include "tpch/compress/decompressor.h"

namespace tpch {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

ScaleFactor Small() { return ParseScaleFactor("0.01"); }

/// Returns a whole file, put together as a run does it.
std::string MakeFile(Table table, const TextStyle& style, const ScaleFactor& scale_factor) {
  const std::unique_ptr<Format> format = MakeTextFormat(style);
  const auto encoder = format->MakeFileEncoder({scale_factor, table, 1, 1});
  ByteBuffer begin;
  EXPECT_THAT(encoder->Begin(&begin), IsOk());
  BufferPool pool;
  const auto unit_encoder = format->MakeUnitEncoder(table, &pool);
  const std::vector<Table> tables = {table};
  const auto generator = MakeTableGenerator(tables, {scale_factor, SharedTextPool()});
  const RowRange rows = WholeTable(table, scale_factor);
  std::vector<ColumnBatch> batches = generator->MakeBatches(rows.size());
  generator->Start({rows, 0, 0});
  generator->Fill(rows.size(), batches);
  EXPECT_THAT(unit_encoder->Add(batches.front()), IsOk());
  Chunk chunk = ValueOf(unit_encoder->Finish());
  EXPECT_EQ(chunk.num_rows, batches.front().num_rows());
  std::vector<ByteBuffer> ready;
  EXPECT_THAT(encoder->Append(std::move(chunk), static_cast<int64_t>(begin.size()), &ready),
              IsOk());
  std::string file(begin.view());
  for (const ByteBuffer& buffer : ready) file += buffer.view();
  std::vector<ByteBuffer> end;
  EXPECT_THAT(encoder->Finish(static_cast<int64_t>(file.size()), &end), IsOk());
  EXPECT_TRUE(end.empty());
  return file;
}

TEST(TextFormat, TblFilesHaveTheReferencesDigests) {
  const auto golden = ReadGolden("tbl_md5.json", "0.01");
  for (const Table table : kAllTables) {
    const std::string name(Describe(table).name);
    EXPECT_EQ(Md5(MakeFile(table, kTblStyle, Small())), golden.at(name).get<GoldenFile>().md5)
        << name;
  }
}

TEST(TextFormat, CsvFilesHaveTheReferencesDigests) {
  const auto golden = ReadGolden("csv_md5_sf0.01.json", "files");
  for (const Table table : kAllTables) {
    const std::string name = std::string(Describe(table).name) + ".csv";
    EXPECT_EQ(Md5(MakeFile(table, kCsvStyle, Small())), golden.at(name).get<GoldenFile>().md5)
        << name;
  }
}

std::string FirstLine(const std::string& text) { return text.substr(0, text.find('\n')); }

TEST(TextFormat, HeaderNamesTheColumns) {
  EXPECT_EQ(FirstLine(MakeFile(Table::kRegion, kCsvStyle, Small())),
            "r_regionkey,r_name,r_comment");
  TextStyle style = kCsvStyle;
  style.header = false;
  EXPECT_THAT(MakeFile(Table::kRegion, style, Small()), StartsWith("0,AFRICA,\""));
  style = kTblStyle;
  style.header = true;
  EXPECT_EQ(FirstLine(MakeFile(Table::kRegion, style, Small())), "r_regionkey|r_name|r_comment|");
}

TEST(TextFormat, DelimiterStandsBetweenFieldsAndAtTheEndIfWanted) {
  TextStyle style = kTblStyle;
  style.delimiter = '\t';
  EXPECT_THAT(MakeFile(Table::kNation, style, Small()), StartsWith("0\tALGERIA\t0\t"));
  EXPECT_THAT(MakeFile(Table::kNation, style, Small()), HasSubstr("\t\n1\t"));
  style.trailing_delimiter = false;
  EXPECT_THAT(MakeFile(Table::kNation, style, Small()), Not(HasSubstr("\t\n")));
}

std::string Decompress(Codec codec, std::string_view file) {
  std::string text(10'000, '\0');
  size_t size = 0;
  for (const auto decompressor = MakeDecompressor(codec); !file.empty();) {
    size += ValueOf(decompressor->Decompress(&file, std::span(text).subspan(size)));
  }
  text.resize(size);
  return text;
}

TEST(TextFormat, CompressesTheHeaderAndTheRowsToTheSameText) {
  const std::string text = MakeFile(Table::kNation, kCsvStyle, Small());
  for (const Codec codec : {Codec::kGzip, Codec::kZstd, Codec::kLz4}) {
    TextStyle style = kCsvStyle;
    style.compression.codec = codec;
    const std::string file = MakeFile(Table::kNation, style, Small());
    EXPECT_LT(file.size(), text.size());
    EXPECT_EQ(Decompress(codec, file), text);
  }
}

TEST(TextFormat, CompressedUnitWithoutRowsIsAFrame) {
  TextStyle style = kTblStyle;
  style.compression.codec = Codec::kGzip;
  BufferPool pool;
  const auto format = MakeTextFormat(style);
  const auto encoder = format->MakeUnitEncoder(Table::kPart, &pool);
  const Chunk chunk = ValueOf(encoder->Finish());
  ASSERT_EQ(chunk.buffers.size(), 1);
  EXPECT_TRUE(BeginsFrame(Codec::kGzip, chunk.buffers.front().view()));
  EXPECT_EQ(Decompress(Codec::kGzip, chunk.buffers.front().view()), "");
}

TEST(TextFormat, ExtensionsShowTheCodec) {
  const auto extension_of = [](FileFormat format, Codec codec) {
    const TextOptions options{.compression = {codec, {}}};
    return std::string(MakeTextFormat(MakeTextStyle(format, options))->extension());
  };
  EXPECT_EQ(extension_of(FileFormat::kCsv, Codec::kNone), "csv");
  EXPECT_EQ(extension_of(FileFormat::kCsv, Codec::kZstd), "csv.zst");
  EXPECT_EQ(extension_of(FileFormat::kTbl, Codec::kGzip), "tbl.gz");
  EXPECT_EQ(extension_of(FileFormat::kTbl, Codec::kLz4), "tbl.lz4");
}

TextStyle WithDelimiter(TextStyle style, char delimiter) {
  style.delimiter = delimiter;
  return style;
}

TEST(CheckDelimiter, TakesCharactersThatNoUnquotedValueHolds) {
  for (const char c : {'|', '\t', '~', '^'}) {
    EXPECT_THAT(CheckDelimiter(WithDelimiter(kTblStyle, c)), IsOk()) << c;
    EXPECT_THAT(CheckDelimiter(WithDelimiter(kCsvStyle, c)), IsOk()) << c;
  }
  for (const char c : {',', ';', ':', '?', '!'}) {
    EXPECT_THAT(CheckDelimiter(WithDelimiter(kCsvStyle, c)), IsOk()) << c;
  }
}

TEST(CheckDelimiter, RefusesWhatOccursInValues) {
  for (const char c : {'a', 'Z', '7', ' ', '#', '-', '.', '"', '\n', '\r', '\0', '\x80'}) {
    for (const TextStyle& style : {kTblStyle, kCsvStyle}) {
      EXPECT_THAT(CheckDelimiter(WithDelimiter(style, c)),
                  IsError(StatusCode::kInvalid, HasSubstr("use a character that does not")));
    }
  }
  for (const char c : {',', ';', ':', '?', '!'}) {
    EXPECT_THAT(CheckDelimiter(WithDelimiter(kTblStyle, c)), HasCode(StatusCode::kInvalid)) << c;
  }
}

TEST(CheckDelimiter, RefusesWhatOccursInAHeader) {
  TextStyle style = WithDelimiter(kCsvStyle, '_');
  EXPECT_THAT(CheckDelimiter(style), IsError(StatusCode::kInvalid, HasSubstr("column names")));
  style.header = false;
  EXPECT_THAT(CheckDelimiter(style), IsOk());
}

TEST(TextFormat, EveryTakenDelimiterIsAbsentFromUnquotedValues) {
  const TextStyle unquoted{"csv", '\n', false, false, true};
  for (const Table table : kAllTables) {
    const std::string text =
        MakeTexts({table}, {.scale_factor = Small(),
                            .part = {0, std::min<int64_t>(1000, NumBaseRows(table, Small()))},
                            .style = unquoted})
            .front();
    bool quoted = false;
    for (const char c : text) {
      quoted ^= c == '"';
      if (quoted || c == '\n' || c == '"') continue;
      EXPECT_THAT(CheckDelimiter(WithDelimiter(kCsvStyle, c)), HasCode(StatusCode::kInvalid));
    }
  }
}

TEST(TextFormat, UnitWithoutRowsIsAFileWithoutRows) {
  const std::unique_ptr<Format> format = MakeTextFormat(kTblStyle);
  BufferPool pool;
  const Chunk chunk = ValueOf(format->MakeUnitEncoder(Table::kPart, &pool)->Finish());
  EXPECT_EQ(chunk.num_rows, 0);
  for (const ByteBuffer& buffer : chunk.buffers) EXPECT_EQ(buffer.size(), 0);
}

TEST(TextFormat, TablesThatAreMadeTogetherHaveEqualUnits) {
  const std::unique_ptr<Format> format = MakeTextFormat(kTblStyle);
  ExpectUnitsOfUnitTables(*format);
}

}  // namespace
}  // namespace tpch
