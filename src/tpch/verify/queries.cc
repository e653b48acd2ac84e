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

// An engine's name for people, and the dialect of its queries.
struct Engine {
  QueryEngine value;
  std::string_view name;
  Dialect dialect;
};

constexpr Engine kEngines[] = {{QueryEngine::kDuckdb, "DuckDB", Dialect::kDuckdb},
                               {QueryEngine::kDatafusion, "DataFusion", Dialect::kDatafusion},
                               {QueryEngine::kClickhouse, "ClickHouse", Dialect::kClickhouse},
                               {QueryEngine::kSpark, "Spark", Dialect::kSpark}};

// SQL types for the columns of text files.
constexpr EnumName<LogicalType> kSqlTypes[] = {{LogicalType::kInt32, "INTEGER"},
                                               {LogicalType::kInt64, "BIGINT"},
                                               {LogicalType::kDecimal, "DECIMAL(15,2)"},
                                               {LogicalType::kDate, "DATE"},
                                               {LogicalType::kString, "VARCHAR"}};

constexpr EnumName<FileKind> kFileKinds[] = {
    {FileKind::kParquet, "parquet"}, {FileKind::kArrow, "arrow"}, {FileKind::kText, "csv"}};

// Adds the form of a text file and the types of its columns.
Status DescribeText(const TableInput& input, Table table, const std::atomic<bool>& stop,
                    Json* json) {
  TPCH_ASSIGN_OR_RETURN(const TextForm form, ReadTextForm(input.path, input.name, table, &stop));
  (*json)["delimiter"] = std::string(1, form.delimiter);
  (*json)["quote"] = form.quoting == Quoting::kDoubleQuotes ? "\"" : "";
  (*json)["header"] = form.has_header;
  const auto columns = Describe(table).columns;
  Json& fields = (*json)["fields"] = Json::array();
  for (size_t i = 0; i < form.columns.size(); ++i) {
    const auto place = std::ranges::find(input.match.file_columns, static_cast<int>(i));
    const auto column = static_cast<size_t>(place - input.match.file_columns.begin());
    const bool is_known = place != input.match.file_columns.end();
    fields.push_back({is_known ? std::string(columns[column].name) : fmt::format("column_{}", i),
                      is_known ? NameOf(columns[column].type, kSqlTypes) : "VARCHAR"});
  }
  if (form.has_trailing_delimiter()) fields.push_back({"end_of_line", "VARCHAR"});
  return Status::OK();
}

// Makes a link to a file, with a name that engines take literally: no wildcards, no `name=value`.
Status Link(const fs::path& target, const fs::path& link) {
  std::error_code error;
  fs::create_symlink(fs::absolute(target, error), link, error);
  if (!error) return Status::OK();
  return Status::FromErrno(fmt::format("cannot make the link '{}'", link.string()), error.value());
}

// Returns Invalid if an engine does not read files of this kind or codec.
Status CheckEngineReads(const TableInput& input, Codec codec, QueryEngine engine) {
  std::string_view what;
  if (codec == Codec::kLz4 && engine != QueryEngine::kClickhouse) what = "is compressed by lz4";
  if (input.kind == FileKind::kArrow && engine == QueryEngine::kSpark) what = "is an Arrow file";
  if (what.empty()) return Status::OK();
  return Status::Invalid(
      Field::kRunQueries,
      fmt::format("'{}' {}, which {} does not read", input.name, what, NameOf(engine, kEngines)),
      codec == Codec::kLz4 ? "use gzip or zstd" : "use Parquet, CSV or TBL");
}

// Links to a file from `folder`. Returns the link's name, from whose end engines take the codec.
Result<std::string> LinkFile(const TableInput& input, const fs::path& folder, size_t number,
                             QueryEngine engine) {
  const std::string name = ToLower(input.name);
  std::string_view rest = name;
  const Codec codec = TakeCodecSuffix(&rest);
  TPCH_RETURN_NOT_OK(CheckEngineReads(input, codec, engine));
  std::string link =
      fmt::format("{}.{}{}", number, NameOf(input.kind, kFileKinds), SuffixOf(codec));
  TPCH_RETURN_NOT_OK(Link(input.path, folder / link));
  return link;
}

// Adds the names that the columns have in the files.
Status DescribeColumns(const TableInput& input, const TableDescriptor& table, Json* json) {
  (*json)["columns"] = Json::array();
  for (size_t i = 0; i < table.columns.size(); ++i) {
    const std::string_view column = table.columns[i].name;
    if (input.match.file_columns[i] == ColumnMatch::kMissing) {
      return Status::Invalid(Field::kRunQueries,
                             fmt::format("{} of {} is in the names of folders", column, table.name),
                             "use files with all columns");
    }
    const auto index = static_cast<size_t>(input.match.file_columns[i]);
    const bool has_own_names = input.kind != FileKind::kText;
    (*json)["columns"].push_back(
        {column, has_own_names ? input.file->columns()[index].name : std::string(column)});
  }
  return Status::OK();
}

// The data sets of a request as the script knows them: folders of links below `dir`.
class DataSets {
 public:
  DataSets(fs::path dir, QueryEngine engine, const std::atomic<bool>& stop)
      : dir_(std::move(dir)), engine_(engine), stop_(stop) {}

  // Links to the files of all tables and describes them.
  Result<Json> Describe(const FilesOfTables& tables, std::string_view name) const {
    Json json;
    for (const Table table : kAllTables) {
      const fs::path folder = fs::path(name) / NameOf(table);
      TPCH_ASSIGN_OR_RETURN(json[std::string(NameOf(table))],
                            DescribeTable(table, tables[static_cast<size_t>(table)], folder));
    }
    return json;
  }

 private:
  Result<Json> DescribeTable(Table table, const TableFiles& files, const fs::path& folder) const {
    if (files.inputs.empty() || !files.error.ok() || !files.missing_columns.empty()) {
      return Status::Invalid(
          Field::kRunQueries,
          fmt::format("{} is missing or incomplete; the queries need all eight tables",
                      NameOf(table)));
    }
    const TableInput& first = files.inputs.front();
    Json json = {{"kind", NameOf(first.kind, kFileKinds)}, {"folder", folder.string()}};
    TPCH_ASSIGN_OR_RETURN(json["paths"], LinkFiles(table, files, folder));
    TPCH_RETURN_NOT_OK(DescribeColumns(first, tpch::Describe(table), &json));
    if (first.kind == FileKind::kText) TPCH_RETURN_NOT_OK(DescribeText(first, table, stop_, &json));
    return json;
  }

  // Returns the paths of links to the files, which have the same columns.
  Result<Json> LinkFiles(Table table, const TableFiles& files, const fs::path& folder) const {
    std::error_code error;
    fs::create_directories(dir_ / folder, error);
    const TableInput& first = files.inputs.front();
    Json paths = Json::array();
    for (const TableInput& input : files.inputs) {
      if (input.kind != first.kind || input.match.file_columns != first.match.file_columns) {
        return Status::Invalid(
            Field::kRunQueries,
            fmt::format("the files of {} are of different kinds or columns", NameOf(table)),
            "use files of one");
      }
      TPCH_ASSIGN_OR_RETURN(const std::string link,
                            LinkFile(input, dir_ / folder, paths.size(), engine_));
      paths.push_back((folder / link).string());
    }
    return paths;
  }

  fs::path dir_;
  QueryEngine engine_;
  const std::atomic<bool>& stop_;
};

// Describes a request for the script.
Result<Json> DescribeRequest(const QueryRequest& request, const fs::path& dir,
                             const std::atomic<bool>& stop) {
  const auto& [engine, seed, stream] = request.run;
  const DataSets data_sets(dir, engine, stop);
  Json json = {{"engine", NameOf(engine, kQueryEngines)}, {"reference", Json()}};
  TPCH_ASSIGN_OR_RETURN(json["tables"], data_sets.Describe(*request.tables, "found"));
  if (request.reference != nullptr) {
    TPCH_ASSIGN_OR_RETURN(json["reference"], data_sets.Describe(*request.reference, "expected"));
  }
  TPCH_ASSIGN_OR_RETURN(
      const std::vector<ChosenQuery> queries,
      ChooseQueries({.scale_factor = request.scale_factor, .seed = seed, .stream = stream}));
  for (const ChosenQuery& query : queries) {
    json["queries"][std::to_string(query.number)] = {
        {"sql", FormatQuery(query, EntryOf(engine, kEngines).dialect)},
        {"answer", DescribeQuery(query.number).answer}};
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

Result<std::vector<QueryReport>> RunQueries(const QueryRequest& request, const fs::path& dir,
                                            const std::atomic<bool>& stop) {
  TPCH_ASSIGN_OR_RETURN(const Json json, DescribeRequest(request, dir, stop));
  TPCH_RETURN_NOT_OK(WriteRequest(json, dir / "request.json"));
  TPCH_RETURN_NOT_OK(RunPython(kScript, dir, stop));
  std::ifstream response_file(dir / "response.json");
  const Json response = Json::parse(response_file, nullptr, /*allow_exceptions=*/false);
  if (!response.is_object()) return Status::IoError(Field::kRunQueries, "python3 did not answer");
  if (response.contains("error")) {
    return Status::IoError(Field::kRunQueries, response["error"].get<std::string>());
  }
  std::vector<QueryReport> reports;
  for (const auto& [number, difference] : response.items()) {
    reports.push_back({std::stoi(number), difference.get<std::string>()});
  }
  return reports;
}

}  // namespace tpch
