#include "tpch/ddl/load_statements.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "tpch/ddl/keys.h"
#include "tpch/ddl/quote.h"

namespace tpch {
namespace {

std::string QuoteDelimiter(const TextForm& form) {
  return QuoteSql(std::string_view(&form.delimiter, 1));
}

std::string JoinColumns(Table table) {
  std::vector<std::string_view> names;
  for (const ColumnDescriptor& column : Describe(table).columns) names.push_back(column.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

// Returns a shell command that prints the rows of a file without delimiters at their ends; "" if
// the file has them.
std::string CommandOf(const LoadFile& file) {
  constexpr std::string_view kCutLines = "sed 's/.$//'";
  const std::string path = QuoteForShell(file.path);
  const bool cuts = file.text->has_trailing_delimiter();
  const Codec codec = file.text->codec;
  if (codec == Codec::kNone) return cuts ? fmt::format("{} {}", kCutLines, path) : "";
  const std::string rows = fmt::format("{} -dc {}", NameOf(codec, kCodecs), path);
  return cuts ? fmt::format("{} | {}", rows, kCutLines) : rows;
}

// psql's \copy, because COPY reads files of the server. Ends with the line.
std::string LoadIntoPostgresql(const LoadFile& file) {
  const std::string command = CommandOf(file);
  const std::string source =
      command.empty() ? QuoteSql(file.path) : fmt::format("PROGRAM {}", QuoteSql(command));
  return fmt::format("\\copy {} FROM {} WITH ({}{}DELIMITER {})\n", NameOf(file.table), source,
                     file.text->quoting == Quoting::kNone ? "" : "FORMAT csv, ",
                     file.text->has_header ? "HEADER true, " : "", QuoteDelimiter(*file.text));
}

// Without detection, which would examine the values, and take folders such as `name=value` for
// columns. A delimiter at the end is no field.
std::string LoadIntoDuckdb(const LoadFile& file) {
  const std::string path = QuoteSql(file.path);
  if (!file.text) {
    const bool has_sign = file.path.find('=') != std::string::npos;
    return fmt::format("INSERT INTO {} BY NAME SELECT * FROM read_parquet({}{});\n",
                       NameOf(file.table), path, has_sign ? ", hive_partitioning = false" : "");
  }
  return fmt::format(
      "COPY {} FROM {} (FORMAT csv, AUTO_DETECT false, HEADER {}, DELIMITER {}{});\n",
      NameOf(file.table), path, file.text->has_header, QuoteDelimiter(*file.text),
      file.text->quoting == Quoting::kNone ? ", QUOTE ''" : "");
}

// Commands of the program sqlite3, which also warns about delimiters at the end.
std::string LoadIntoSqlite(const LoadFile& file) {
  const std::string command = CommandOf(file);
  const std::string source = QuoteDouble(command.empty() ? file.path : "|" + command);
  return fmt::format(".separator {} \"\\n\"\n.import {}{} {}\n",
                     QuoteDouble(std::string_view(&file.text->delimiter, 1)),
                     file.text->has_header ? "-skip 1 " : "", source, NameOf(file.table));
}

// LOCAL, because otherwise the server reads its own files.
std::string LoadIntoMysql(const LoadFile& file) {
  const TextForm& form = *file.text;
  return fmt::format(
      "LOAD DATA LOCAL INFILE {} INTO TABLE {}\n  FIELDS TERMINATED BY {}{} ESCAPED BY ''\n"
      "  LINES TERMINATED BY '{}\\n'{};\n",
      QuoteWithBackslashes(file.path), NameOf(file.table), QuoteDelimiter(form),
      form.quoting == Quoting::kNone ? "" : " OPTIONALLY ENCLOSED BY '\"'",
      form.has_trailing_delimiter() ? std::string_view(&form.delimiter, 1) : "",
      form.has_header ? " IGNORE 1 LINES" : "");
}

// FROM INFILE reads a file of the client. By default blanks around fields without quotes are lost.
std::string LoadIntoClickhouse(const LoadFile& file) {
  const std::string path = QuoteWithBackslashes(file.path);
  if (!file.text) {
    return fmt::format("INSERT INTO {} FROM INFILE {} FORMAT Parquet;\n", NameOf(file.table), path);
  }
  return fmt::format(
      "INSERT INTO {} FROM INFILE {}\n"
      "  SETTINGS format_csv_delimiter = {}, input_format_csv_trim_whitespaces = 0\n"
      "  FORMAT CSV{};\n",
      NameOf(file.table), path, QuoteDelimiter(*file.text),
      file.text->has_header ? "WithNames" : "");
}

// Returns the columns of a text file with their types; Spark infers them otherwise, or takes texts.
std::string FieldsForSpark(const LoadFile& file) {
  constexpr EnumName<LogicalType> kTypes[] = {{LogicalType::kInt32, "INT"},
                                              {LogicalType::kInt64, "BIGINT"},
                                              {LogicalType::kDecimal, "DECIMAL(15,2)"},
                                              {LogicalType::kDate, "DATE"},
                                              {LogicalType::kString, "STRING"}};
  std::vector<std::string> fields;
  for (const ColumnDescriptor& column : Describe(file.table).columns) {
    fields.push_back(fmt::format("{} {}", column.name, NameOf(column.type, kTypes)));
  }
  if (file.text->has_trailing_delimiter()) fields.emplace_back("end_of_line STRING");
  return fmt::format("{}", fmt::join(fields, ", "));
}

std::string LoadIntoSpark(const LoadFile& file) {
  const std::string_view table = NameOf(file.table);
  const std::string columns = JoinColumns(file.table);
  if (!file.text) {
    return fmt::format("INSERT INTO {} SELECT {}\n  FROM parquet.{};\n", table, columns,
                       QuoteName(file.path));
  }
  return fmt::format(
      "CREATE TEMPORARY VIEW {0}_file ({1})\n"
      "  USING csv OPTIONS (path {2}, sep {3}, header '{4}', mode 'FAILFAST');\n"
      "INSERT INTO {0} SELECT {5}\n  FROM {0}_file;\n"
      "DROP VIEW {0}_file;\n",
      table, FieldsForSpark(file), QuoteWithBackslashes(file.path), QuoteDelimiter(*file.text),
      file.text->has_header, columns);
}

constexpr Codec kNoCodecs[] = {Codec::kNone};
constexpr Codec kUsualCodecs[] = {Codec::kNone, Codec::kGzip, Codec::kZstd};
constexpr Codec kAllCodecs[] = {Codec::kNone, Codec::kGzip, Codec::kZstd, Codec::kLz4};

constexpr std::string_view kWildcards = "*?[]{}";

// What a dialect's engine reads.
struct Loader {
  Dialect dialect;
  bool reads_parquet;
  std::span<const Codec> codecs;  // of text files; none is the first
  std::string (*load)(const LoadFile&);
  std::string_view wildcards = "";  // in paths
};

constexpr Loader kLoaders[] = {
    {Dialect::kDuckdb, true, kUsualCodecs, LoadIntoDuckdb, kWildcards},
    {Dialect::kPostgresql, false, kAllCodecs, LoadIntoPostgresql},
    {Dialect::kSqlite, false, kAllCodecs, LoadIntoSqlite},
    {Dialect::kClickhouse, true, kAllCodecs, LoadIntoClickhouse, kWildcards},
    {Dialect::kSpark, true, kUsualCodecs, LoadIntoSpark, kWildcards},
    {Dialect::kMysql, false, kNoCodecs, LoadIntoMysql},
    {Dialect::kDatafusion, true, kUsualCodecs, nullptr, kWildcards}};

const Loader* FindLoader(Dialect dialect) {
  const auto* const found = std::ranges::find(kLoaders, dialect, &Loader::dialect);
  return found == std::end(kLoaders) ? nullptr : found;
}

std::string SuggestCodecs(std::span<const Codec> codecs) {
  std::vector<std::string_view> names;
  for (const Codec codec : codecs.subspan(1)) names.push_back(NameOf(codec, kCodecs));
  return names.empty() ? "decompress it" : fmt::format("use {}", fmt::join(names, " or "));
}

Status CheckPath(const std::string& path, const Loader& loader) {
  const auto is_control = [](unsigned char c) { return c < ' ' || c == 0x7f; };
  if (std::ranges::any_of(path, is_control)) {
    return Status::Invalid(fmt::format("'{}' has a control character", path), "use another path");
  }
  const size_t wildcard = path.find_first_of(loader.wildcards);
  if (wildcard == std::string::npos) return Status::OK();
  return Status::Invalid(fmt::format("'{}' has a '{}', for which {} searches other names", path,
                                     path[wildcard], NameOf(loader.dialect, kDialects)),
                         "use another path");
}

// Returns whether a header has the columns of the table in their order.
bool HasColumnsOf(Table table, const TextForm& form) {
  return std::ranges::equal(form.columns, Describe(table).columns, {}, &FileColumn::name,
                            &ColumnDescriptor::name);
}

Status CheckText(const LoadFile& file, const Loader& loader) {
  const TextForm& form = *file.text;
  const std::string_view dialect = NameOf(loader.dialect, kDialects);
  if (std::ranges::find(loader.codecs, form.codec) == loader.codecs.end()) {
    return Status::Invalid(fmt::format("{} does not read '{}', which {} has compressed", dialect,
                                       file.path, NameOf(form.codec, kCodecs)),
                           SuggestCodecs(loader.codecs));
  }
  if (!HasColumnsOf(file.table, form)) {
    return Status::Invalid(fmt::format("'{}' has other columns than {}, or another order of them",
                                       file.path, NameOf(file.table)),
                           "use files with all columns in the order of the standard");
  }
  if (form.has_carriage_returns) {
    return Status::Invalid(
        fmt::format("'{}' has carriage returns, which would be loaded too", file.path),
        "remove them");
  }
  if (loader.load == nullptr && form.has_trailing_delimiter()) {
    return Status::Invalid(
        fmt::format("{} does not read '{}', whose lines end with a delimiter", dialect, file.path),
        "use csv or parquet");
  }
  return Status::OK();
}

Status CheckFile(const LoadFile& file, const Loader& loader) {
  TPCH_RETURN_NOT_OK(CheckPath(file.path, loader));
  if (file.text) return CheckText(file, loader);
  if (loader.reads_parquet) return Status::OK();
  return Status::Invalid(fmt::format("{} does not load parquet", NameOf(loader.dialect, kDialects)),
                         "use csv or tbl");
}

std::filesystem::path FolderOf(const LoadFile& file) {
  return std::filesystem::path(file.path).parent_path();
}

// Checks that several files of a table, which are read in place as a folder, have one of their own.
Status CheckFolder(const LoadFile& file, std::span<const LoadFile> files) {
  for (const LoadFile& other : files) {
    if ((other.table == file.table) == (FolderOf(other) == FolderOf(file))) continue;
    return Status::Invalid(fmt::format("datafusion reads the files of {} only as a folder of their "
                                       "own, and '{}' is elsewhere",
                                       NameOf(file.table), other.path),
                           "use a folder for each table, as parts have");
  }
  return Status::OK();
}

}  // namespace

Status CheckFiles(std::span<const LoadFile> files, Dialect dialect) {
  const Loader* const loader = FindLoader(dialect);
  if (loader == nullptr) {
    return Status::Invalid("the SQL standard has no statement that loads a file",
                           "use the dialect of an engine");
  }
  for (const LoadFile& file : files) {
    TPCH_RETURN_NOT_OK(CheckFile(file, *loader));
    const bool is_alone = std::ranges::count(files, file.table, &LoadFile::table) == 1;
    if (loader->load == nullptr && !is_alone) TPCH_RETURN_NOT_OK(CheckFolder(file, files));
  }
  return Status::OK();
}

bool ReadsInPlace(Dialect dialect) {
  const Loader* const loader = FindLoader(dialect);
  return loader != nullptr && loader->load == nullptr;
}

std::string FilesOfTable(std::span<const LoadFile> files) {
  const LoadFile& first = files.front();
  const std::string location = files.size() == 1 ? first.path : FolderOf(first).string() + "/";
  std::string text = fmt::format("\nSTORED AS {}\nLOCATION {}", first.text ? "CSV" : "PARQUET",
                                 QuoteSql(location));
  if (!first.text) return text;
  text += fmt::format("\nOPTIONS ('format.has_header' '{}', 'format.delimiter' {}",
                      first.text->has_header, QuoteDelimiter(*first.text));
  if (first.text->codec != Codec::kNone) {
    text += fmt::format(", 'format.compression' '{}'", NameOf(first.text->codec, kCodecs));
  }
  return text + ")";
}

std::string LoadStatements(std::span<const LoadFile> files, Dialect dialect) {
  std::string text;
  for (const LoadFile& file : files) text += FindLoader(dialect)->load(file);
  return text;
}

}  // namespace tpch
