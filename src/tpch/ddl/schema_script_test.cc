#include "tpch/ddl/schema_script.h"

#include <string>

#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

TextForm TblForm(Table table) {
  TextForm form;
  for (const ColumnDescriptor& column : Describe(table).columns) {
    form.columns.push_back({std::string(column.name), ""});
  }
  form.num_fields = form.columns.size() + 1;
  return form;
}

MATCHER_P(IsInvalid, part, "") {
  return testing::ExplainMatchResult(IsError(StatusCode::kInvalid, HasSubstr(part)), arg,
                                     result_listener);
}

std::string Script(const SchemaOptions& options) { return ValueOf(FormatSchema(options)); }

TEST(SchemaScript, HasTablesAfterThoseThatTheyReference) {
  const SchemaOptions options{.dialect = Dialect::kSqlite,
                              .tables = {Table::kNation, Table::kRegion}};
  EXPECT_EQ(Script(options), R"(-- TPC-H schema: dialect sqlite

-- Regions of the world
CREATE TABLE region (
  r_regionkey INTEGER NOT NULL,  -- Number of the region
  r_name      TEXT    NOT NULL,  -- Name
  r_comment   TEXT    NOT NULL,  -- Comment
  CONSTRAINT region_pk PRIMARY KEY (r_regionkey)
);

-- Nations, each in a region
CREATE TABLE nation (
  n_nationkey INTEGER NOT NULL,  -- Number of the nation
  n_name      TEXT    NOT NULL,  -- Name
  n_regionkey INTEGER NOT NULL,  -- Region of the nation
  n_comment   TEXT    NOT NULL,  -- Comment
  CONSTRAINT nation_pk PRIMARY KEY (n_nationkey),
  CONSTRAINT nation_region_fk FOREIGN KEY (n_regionkey) REFERENCES region (r_regionkey)
);
)");
}

TEST(SchemaScript, AddsKeysAfterLoading) {
  const SchemaOptions options{.dialect = Dialect::kPostgresql,
                              .tables = {Table::kRegion},
                              .files = {{Table::kRegion, "it's/r.tbl", TblForm(Table::kRegion)}}};
  EXPECT_EQ(Script(options), R"(-- TPC-H schema: dialect postgresql

CREATE TABLE region (
  r_regionkey BIGINT       NOT NULL,
  r_name      CHAR(25)     NOT NULL,
  r_comment   VARCHAR(152) NOT NULL
);
COMMENT ON TABLE region IS 'Regions of the world';
COMMENT ON COLUMN region.r_regionkey IS 'Number of the region';
COMMENT ON COLUMN region.r_name IS 'Name';
COMMENT ON COLUMN region.r_comment IS 'Comment';

\copy region FROM PROGRAM 'sed ''s/.$//'' ''it''\''''s/r.tbl''' WITH (DELIMITER '|')

ALTER TABLE region ADD CONSTRAINT region_pk PRIMARY KEY (r_regionkey);

ANALYZE region;
)");
}

TEST(SchemaScript, AddsForeignKeysAfterAllPrimaryKeys) {
  const std::string text = Script({.dialect = Dialect::kAnsi, .keys = Keys::kOnly});
  EXPECT_LT(text.rfind("PRIMARY KEY"), text.find("FOREIGN KEY"));
  EXPECT_THAT(text, EndsWith("ALTER TABLE lineitem ADD CONSTRAINT lineitem_partsupp_fk FOREIGN KEY "
                             "(l_partkey, l_suppkey) REFERENCES partsupp (ps_partkey, "
                             "ps_suppkey);\n"));
}

TEST(SchemaScript, CanLeaveKeysOut) {
  for (const auto& [dialect, name] : kDialects) {
    EXPECT_THAT(Script({.dialect = dialect, .keys = Keys::kNone}),
                AllOf(HasSubstr("CREATE TABLE lineitem ("), Not(HasSubstr(" KEY ")),
                      Not(HasSubstr("ORDER BY (")), Not(HasSubstr("{"))))
        << name;
  }
}

TEST(SchemaScript, RefusesWhatEnginesDoNotRead) {
  const auto refusal = [](Dialect dialect, const LoadFile& file) {
    return CheckFiles(std::span(&file, 1), dialect);
  };
  const TextForm tbl = TblForm(Table::kRegion);
  const LoadFile parquet{Table::kRegion, "region.parquet", std::nullopt};
  EXPECT_THAT(refusal(Dialect::kMysql, parquet), IsInvalid("mysql does not load parquet"));
  EXPECT_THAT(refusal(Dialect::kAnsi, parquet), IsInvalid("has no statement"));
  EXPECT_THAT(refusal(Dialect::kDatafusion, {Table::kRegion, "r.tbl", tbl}),
              IsInvalid("whose lines end with a delimiter"));
  EXPECT_THAT(refusal(Dialect::kDuckdb, {Table::kRegion, "a[1].tbl", tbl}), IsInvalid("has a '['"));
  EXPECT_THAT(refusal(Dialect::kSqlite, {Table::kRegion, "a\nb.tbl", tbl}),
              IsInvalid("has a control character"));
  EXPECT_THAT(refusal(Dialect::kSqlite, {Table::kNation, "r.tbl", tbl}),
              IsInvalid("other columns than nation"));
  EXPECT_THAT(refusal(Dialect::kSqlite, {Table::kRegion, "a[1].tbl", tbl}), IsOk());
  TextForm compressed = tbl;
  compressed.codec = Codec::kLz4;
  EXPECT_THAT(refusal(Dialect::kDuckdb, {Table::kRegion, "r", compressed}),
              IsInvalid("does not read 'r', which lz4 has compressed; use gzip or zstd"));
  EXPECT_THAT(refusal(Dialect::kMysql, {Table::kRegion, "r", compressed}),
              IsInvalid("decompress it"));
}

TEST(SchemaScript, ReadsAFolderInPlaceOnlyIfItIsOfOneTable) {
  const std::vector<LoadFile> parts = {{Table::kRegion, "region/1.parquet", std::nullopt},
                                       {Table::kRegion, "region/2.parquet", std::nullopt},
                                       {Table::kNation, "nation.parquet", std::nullopt}};
  EXPECT_THAT(CheckFiles(parts, Dialect::kDatafusion), IsOk());
  std::vector<LoadFile> mixed = parts;
  mixed[2].path = "region/nation.parquet";
  EXPECT_THAT(CheckFiles(mixed, Dialect::kDatafusion), IsInvalid("only as a folder"));
  EXPECT_THAT(CheckFiles(mixed, Dialect::kDuckdb), IsOk());
}

}  // namespace
}  // namespace tpch
