#include "tpch/verify/queries.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tpch/read/text_file.h"

namespace tpch {
namespace {

using Json = nlohmann::ordered_json;
using std::string_view_literals::operator""sv;

constexpr Query kQueries[] = {
#include "query_texts.inc"
};

/// What Python runs.
constexpr std::string_view kScript =
#include "run_queries.inc"
    ;  // NOLINT: the text stands in the file

/// DuckDB's type of a column in text files.
std::string_view SqlType(LogicalType type) {
  switch (type) {
    case LogicalType::kInt32:
      return "INTEGER";
    case LogicalType::kInt64:
      return "BIGINT";
    case LogicalType::kDecimal:
      return "DECIMAL(15,2)";
    case LogicalType::kDate:
      return "DATE";
    case LogicalType::kString:
      return "VARCHAR";
  }
  return "";
}

std::string_view KindName(FileKind kind) {
  switch (kind) {
    case FileKind::kParquet:
      return "parquet";
    case FileKind::kArrow:
      return "arrow";
    case FileKind::kText:
      return "text";
  }
  return "";
}

/// Adds how a text file is written, and the types of its columns.
Status DescribeText(const TableInput& input, Table table, Json* json) {
  TPCH_ASSIGN_OR_RETURN(const TextForm form, ReadTextForm(input.path, table));
  (*json)["delimiter"] = std::string(1, form.delimiter);
  (*json)["header"] = form.has_header;
  Json& fields = (*json)["fields"] = Json::array();
  for (size_t i = 0; i < form.columns.size(); ++i) {
    const auto place = std::ranges::find(input.match.file_columns, static_cast<int>(i));
    const auto column = static_cast<size_t>(place - input.match.file_columns.begin());
    const bool is_known = place != input.match.file_columns.end();
    fields.push_back({form.columns[i].name,
                      is_known ? SqlType(Describe(table).columns[column].type) : "VARCHAR"});
  }
  // Behind a trailing delimiter.
  if (form.num_fields > form.columns.size()) fields.push_back({"end_of_line", "VARCHAR"});
  return Status::OK();
}

/// Describes where the rows of a table are, for the script.
Result<Json> DescribeTable(Table table, const TableFiles& files) {
  const TableDescriptor& descriptor = Describe(table);
  if (files.inputs.empty() || !files.error.ok() || !files.missing_columns.empty()) {
    return Status::Invalid(
        fmt::format("--queries: {} is not there, or not whole; the queries need all eight tables",
                    descriptor.name));
  }
  const TableInput& first = files.inputs.front();
  Json json = {{"kind", KindName(first.kind)}, {"paths", Json::array()}, {"columns", Json()}};
  for (const TableInput& input : files.inputs) {
    if (input.kind != first.kind || input.match.file_columns != first.match.file_columns) {
      return Status::Invalid(
          fmt::format("--queries: the files of {} are of different kinds or columns; use files of "
                      "one",
                      descriptor.name));
    }
    json["paths"].push_back(std::filesystem::absolute(input.path).string());
  }
  for (size_t i = 0; i < descriptor.columns.size(); ++i) {
    if (first.match.file_columns[i] == ColumnMatch::kMissing) {
      return Status::Invalid(
          fmt::format("--queries: {} of {} is in the names of folders; use files with all columns",
                      descriptor.columns[i].name, descriptor.name));
    }
    const auto index = static_cast<size_t>(first.match.file_columns[i]);
    json["columns"].push_back({descriptor.columns[i].name, first.file->columns()[index].name});
  }
  if (first.kind == FileKind::kText) TPCH_RETURN_NOT_OK(DescribeText(first, table, &json));
  return json;
}

Result<Json> DescribeTables(const FilesOfTables& tables) {
  Json json;
  for (const Table table : kAllTables) {
    TPCH_ASSIGN_OR_RETURN(json[std::string(Describe(table).name)],
                          DescribeTable(table, tables[static_cast<size_t>(table)]));
  }
  return json;
}

/// Runs the script by `python3`, with its request from and its response to a file, and waits.
Status RunScript(const std::filesystem::path& request, const std::filesystem::path& response) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, request.c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, response.c_str(),
                                   O_WRONLY | O_CREAT | O_TRUNC, 0600);
  std::array<std::string, 3> arguments = {"python3", "-c", std::string(kScript)};
  std::array<char*, 4> argv = {arguments[0].data(), arguments[1].data(), arguments[2].data(),
                               nullptr};
  pid_t process = 0;
  const int error = ::posix_spawnp(&process, "python3", &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) {
    return Status::FromErrno("--queries: cannot run python3, which runs DuckDB; install it", error);
  }
  int exit_status = 0;
  while (::waitpid(process, &exit_status, 0) < 0 && errno == EINTR) {
  }
  if (exit_status == 0) return Status::OK();
  return Status::IoError("--queries: python3 failed; its reason stands above");
}

}  // namespace

std::span<const Query> AllQueries() { return kQueries; }

Result<QueryDifferences> RunQueries(const FilesOfTables& tables, const FilesOfTables* reference,
                                    const std::filesystem::path& temp_dir) {
  Json request;
  TPCH_ASSIGN_OR_RETURN(request["tables"], DescribeTables(tables));
  request["reference"] = Json();
  if (reference != nullptr) {
    TPCH_ASSIGN_OR_RETURN(request["reference"], DescribeTables(*reference));
  }
  for (const Query& query : AllQueries()) {
    request["queries"][std::to_string(query.number)] = {{"sql", query.sql},
                                                        {"answer", query.answer}};
  }
  const std::filesystem::path request_path = temp_dir / "request.json";
  const std::filesystem::path response_path = temp_dir / "response.json";
  std::ofstream file(request_path);
  file << request.dump(-1, ' ', false, Json::error_handler_t::replace);
  file.close();
  if (!file) {
    return Status::FromErrno(fmt::format("cannot write '{}'", request_path.string()), errno);
  }
  TPCH_RETURN_NOT_OK(RunScript(request_path, response_path));
  std::ifstream response_file(response_path);
  const Json response = Json::parse(response_file, nullptr, /*allow_exceptions=*/false);
  if (!response.is_object()) return Status::IoError("--queries: python3 gave no answer");
  if (response.contains("error")) {
    return Status::IoError("--queries: " + response["error"].get<std::string>());
  }
  QueryDifferences differences;
  for (const auto& [number, difference] : response.items()) {
    differences[std::stoi(number)] = difference.get<std::string>();
  }
  return differences;
}

}  // namespace tpch
