#include "tpch/verify/queries.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tpch/compress/codec_suffix.h"
#include "tpch/enum_names.h"
#include "tpch/queries/queries.h"
#include "tpch/queries/query_templates.h"
#include "tpch/read/column_names.h"
#include "tpch/read/text_file.h"
#include "tpch/verify/python_process.h"

namespace tpch {
namespace {

namespace fs = std::filesystem;

using Json = nlohmann::ordered_json;
using std::string_view_literals::operator""sv;

// The Python script.
constexpr std::string_view kScript =
#include "run_queries.inc"
    ;  // NOLINT: the text stands in the file

// DuckDB's types for the columns of text files.
constexpr EnumName<LogicalType> kSqlTypes[] = {{LogicalType::kInt32, "INTEGER"},
                                               {LogicalType::kInt64, "BIGINT"},
                                               {LogicalType::kDecimal, "DECIMAL(15,2)"},
                                               {LogicalType::kDate, "DATE"},
                                               {LogicalType::kString, "VARCHAR"}};

constexpr EnumName<FileKind> kFileKinds[] = {
    {FileKind::kParquet, "parquet"}, {FileKind::kArrow, "arrow"}, {FileKind::kText, "text"}};

// Adds the form of a text file and the types of its columns.
Status DescribeText(const TableInput& input, Table table, const std::atomic<bool>& stop,
                    Json* json) {
  TPCH_ASSIGN_OR_RETURN(const TextForm form, ReadTextForm(input.path, input.name, table, &stop));
  (*json)["delimiter"] = std::string(1, form.delimiter);
  (*json)["quote"] = form.quoting == Quoting::kDoubleQuotes ? "\"" : "";
  (*json)["header"] = form.has_header;
  Json& fields = (*json)["fields"] = Json::array();
  for (size_t i = 0; i < form.columns.size(); ++i) {
    const auto place = std::ranges::find(input.match.file_columns, static_cast<int>(i));
    const auto column = static_cast<size_t>(place - input.match.file_columns.begin());
    const bool is_known = place != input.match.file_columns.end();
    fields.push_back(
        {form.columns[i].name,
         is_known ? NameOf(Describe(table).columns[column].type, kSqlTypes) : "VARCHAR"});
  }
  if (form.has_trailing_delimiter()) fields.push_back({"end_of_line", "VARCHAR"});
  return Status::OK();
}

// Makes a link to a file, with a name that DuckDB takes literally: no wildcards, no `name=value`.
Status Link(const fs::path& target, const fs::path& link) {
  std::error_code error;
  fs::create_symlink(fs::absolute(target, error), link, error);
  if (!error) return Status::OK();
  return Status::FromErrno(fmt::format("cannot make the link '{}'", link.string()), error.value());
}

// Returns the end of a link's name, from which DuckDB takes the codec of a text file.
Result<std::string_view> SuffixOfLink(const TableInput& input) {
  const std::string name = ToLower(input.name);
  std::string_view rest = name;
  const Codec codec = TakeCodecSuffix(&rest);
  if (codec != Codec::kLz4) return SuffixOf(codec);
  return Status::Invalid(
      Field::kRunQueries,
      fmt::format("'{}' is compressed by lz4, which DuckDB does not read", input.name),
      "use gzip or zstd");
}

// Describes for the script where the rows of a table are: behind links in `dir`.
Result<Json> DescribeTable(Table table, const TableFiles& files, const fs::path& dir,
                           const std::atomic<bool>& stop) {
  const TableDescriptor& descriptor = Describe(table);
  if (files.inputs.empty() || !files.error.ok() || !files.missing_columns.empty()) {
    return Status::Invalid(
        Field::kRunQueries,
        fmt::format("{} is missing or incomplete; the queries need all eight tables",
                    descriptor.name));
  }
  const TableInput& first = files.inputs.front();
  Json json = {
      {"kind", NameOf(first.kind, kFileKinds)}, {"paths", Json::array()}, {"columns", Json()}};
  for (const TableInput& input : files.inputs) {
    if (input.kind != first.kind || input.match.file_columns != first.match.file_columns) {
      return Status::Invalid(
          Field::kRunQueries,
          fmt::format("the files of {} are of different kinds or columns", descriptor.name),
          "use files of one");
    }
    TPCH_ASSIGN_OR_RETURN(const std::string_view suffix, SuffixOfLink(input));
    const std::string name =
        fmt::format("{}/{}.{}.{}{}", dir.filename().string(), descriptor.name, json["paths"].size(),
                    NameOf(input.kind, kFileKinds), suffix);
    TPCH_RETURN_NOT_OK(Link(input.path, dir.parent_path() / name));
    json["paths"].push_back(name);
  }
  for (size_t i = 0; i < descriptor.columns.size(); ++i) {
    if (first.match.file_columns[i] == ColumnMatch::kMissing) {
      return Status::Invalid(Field::kRunQueries,
                             fmt::format("{} of {} is in the names of folders",
                                         descriptor.columns[i].name, descriptor.name),
                             "use files with all columns");
    }
    const auto index = static_cast<size_t>(first.match.file_columns[i]);
    json["columns"].push_back({descriptor.columns[i].name, first.file->columns()[index].name});
  }
  if (first.kind == FileKind::kText) TPCH_RETURN_NOT_OK(DescribeText(first, table, stop, &json));
  return json;
}

// Makes `dir` and describes all tables for a script that runs in its parent.
Result<Json> DescribeTables(const FilesOfTables& tables, const fs::path& dir,
                            const std::atomic<bool>& stop) {
  std::error_code error;
  fs::create_directory(dir, error);
  Json json;
  for (const Table table : kAllTables) {
    TPCH_ASSIGN_OR_RETURN(json[std::string(Describe(table).name)],
                          DescribeTable(table, tables[static_cast<size_t>(table)], dir, stop));
  }
  return json;
}

Status WriteRequest(const Json& request, const fs::path& path) {
  std::ofstream file(path);
  file << request.dump(-1, ' ', false, Json::error_handler_t::replace);
  file.close();
  if (file) return Status::OK();
  return Status::FromErrno(fmt::format("cannot write '{}'", path.string()), errno);
}

}  // namespace

Result<QueryDifferences> RunQueries(const FilesOfTables& tables, const FilesOfTables* reference,
                                    const fs::path& dir, const std::atomic<bool>& stop) {
  Json request;
  TPCH_ASSIGN_OR_RETURN(request["tables"], DescribeTables(tables, dir / "found", stop));
  request["reference"] = Json();
  if (reference != nullptr) {
    TPCH_ASSIGN_OR_RETURN(request["reference"], DescribeTables(*reference, dir / "expected", stop));
  }
  TPCH_ASSIGN_OR_RETURN(const std::vector<ChosenQuery> queries, ChooseQueries({}));
  for (const ChosenQuery& query : queries) {
    request["queries"][std::to_string(query.number)] = {
        {"sql", FormatQuery(query, Dialect::kDuckdb)},
        {"answer", DescribeQuery(query.number).answer}};
  }
  TPCH_RETURN_NOT_OK(WriteRequest(request, dir / "request.json"));
  TPCH_RETURN_NOT_OK(RunPython(kScript, dir, stop));
  std::ifstream response_file(dir / "response.json");
  const Json response = Json::parse(response_file, nullptr, /*allow_exceptions=*/false);
  if (!response.is_object()) return Status::IoError(Field::kRunQueries, "python3 did not answer");
  if (response.contains("error")) {
    return Status::IoError(Field::kRunQueries, response["error"].get<std::string>());
  }
  QueryDifferences differences;
  for (const auto& [number, difference] : response.items()) {
    differences[std::stoi(number)] = difference.get<std::string>();
  }
  return differences;
}

}  // namespace tpch
