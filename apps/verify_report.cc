#include "apps/verify_report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "apps/text.h"
#include "apps/version.h"

namespace tpch {
namespace {

using Json = nlohmann::ordered_json;

/// Texts longer than this are cut in the report for people.
constexpr size_t kMaxValueSize = 60;

std::string_view VerdictName(Verdict verdict) {
  switch (verdict) {
    case Verdict::kEqual:
      return "equal";
    case Verdict::kEquivalent:
      return "equivalent";
    case Verdict::kDifferent:
      return "different";
    case Verdict::kUnreadable:
      return "unreadable";
    case Verdict::kNotThere:
      return "not there";
  }
  return "";
}

/// Returns a text in quotes; of a long one a part that begins before `first_difference`, so that it
/// is in view.
std::string ShortValue(const std::string& text, size_t first_difference) {
  const size_t begin = first_difference < kMaxValueSize ? 0 : first_difference - kMaxValueSize / 2;
  const std::string part = text.substr(begin, kMaxValueSize);
  return fmt::format("'{}{}{}'", begin > 0 ? "…" : "", part,
                     begin + part.size() < text.size() ? "…" : "");
}

std::string FormatValues(const std::string& expected, const std::string& found) {
  const auto difference = std::ranges::mismatch(expected, found).in1 - expected.begin();
  const auto first_difference = static_cast<size_t>(difference);
  return fmt::format("expected {}, found {}", ShortValue(expected, first_difference),
                     ShortValue(found, first_difference));
}

std::string FormatPlace(const ReportedExample& example) {
  if (example.path.empty()) return example.key;
  if (example.row == 0) return fmt::format("{}: {}", example.path, example.key);
  return fmt::format("{} row {}: {}", example.path, GroupDigits(example.row), example.key);
}

std::string FormatCountLines(std::string_view what, const ReportedCount& count) {
  if (count.num_rows == 0) return {};
  std::string text = fmt::format("  {} {} row{}\n", GroupDigits(count.num_rows), what,
                                 count.num_rows == 1 ? "" : "s");
  for (const ReportedExample& example : count.examples) {
    text += fmt::format("    {}\n", FormatPlace(example));
  }
  return text;
}

std::string FormatColumn(const ReportedColumn& column) {
  std::string text = fmt::format("  {} differs in {} row{} ({:.3g} %)\n", column.name,
                                 GroupDigits(column.differing.num_rows),
                                 column.differing.num_rows == 1 ? "" : "s", column.share * 100);
  for (const ReportedExample& example : column.differing.examples) {
    text += fmt::format("    {}: {}\n", FormatPlace(example),
                        FormatValues(example.expected, example.found));
  }
  return text;
}

std::string FormatTable(const TableReport& table) {
  const std::string_view name = Describe(table.table).name;
  if (table.verdict == Verdict::kNotThere) return fmt::format("{:<9} not there\n", name);
  std::string text = fmt::format("{:<9} {:<10} ", name, VerdictName(table.verdict));
  if (table.verdict == Verdict::kUnreadable) return text + table.error + "\n";
  text +=
      fmt::format("{:>15} rows  {}{}\n", GroupDigits(table.num_rows), table.paths.front(),
                  table.paths.size() == 1 ? std::string()
                                          : fmt::format(" and {} more", table.paths.size() - 1));
  if (!table.missing_columns.empty()) {
    text += fmt::format("  missing columns: {}\n", fmt::join(table.missing_columns, ", "));
  }
  if (!table.extra_columns.empty()) {
    text += fmt::format("  columns that the table does not have: {}\n",
                        fmt::join(table.extra_columns, ", "));
  }
  for (const std::string& note : table.notes) text += fmt::format("  {}\n", note);
  text += FormatCountLines("missing", table.missing);
  text += FormatCountLines("extra", table.extra);
  text += FormatCountLines("duplicate", table.duplicate);
  for (const ReportedColumn& column : table.columns) text += FormatColumn(column);
  for (const std::string& claim : table.untrue_claims) text += fmt::format("  {}\n", claim);
  return text;
}

std::string FormatQueries(const std::vector<QueryReport>& queries) {
  std::string text;
  int64_t num_different = 0;
  for (const QueryReport& query : queries) {
    if (query.difference.empty()) continue;
    ++num_different;
    text += fmt::format("  query {}: {}\n", query.number, query.difference);
  }
  return fmt::format("{} of {} queries give the reference's answers\n{}",
                     static_cast<int64_t>(queries.size()) - num_different, queries.size(), text);
}

Json ToJson(const ReportedCount& count) {
  Json examples = Json::array();
  for (const ReportedExample& example : count.examples) {
    Json one;
    if (!example.path.empty()) one["path"] = example.path;
    if (example.row > 0) one["row"] = example.row;
    one["key"] = example.key;
    if (!example.expected.empty() || !example.found.empty()) {
      one["expected"] = example.expected;
      one["found"] = example.found;
    }
    examples.push_back(std::move(one));
  }
  return {{"num_rows", count.num_rows}, {"examples", std::move(examples)}};
}

Json ToJson(const TableReport& table) {
  Json json = {{"table", Describe(table.table).name}, {"verdict", VerdictName(table.verdict)}};
  if (table.verdict == Verdict::kNotThere) return json;
  json["paths"] = table.paths;
  if (!table.error.empty()) json["error"] = table.error;
  if (table.verdict == Verdict::kUnreadable) return json;
  json["num_rows"] = table.num_rows;
  json["num_expected_rows"] = table.num_expected_rows;
  json["num_differing_rows"] = table.num_differing_rows;
  json["missing"] = ToJson(table.missing);
  json["extra"] = ToJson(table.extra);
  json["duplicate"] = ToJson(table.duplicate);
  json["columns"] = Json::array();
  for (const ReportedColumn& column : table.columns) {
    Json one = {{"name", column.name}, {"share", column.share}};
    one.update(ToJson(column.differing));
    json["columns"].push_back(std::move(one));
  }
  json["missing_columns"] = table.missing_columns;
  json["extra_columns"] = table.extra_columns;
  json["notes"] = table.notes;
  json["untrue_claims"] = table.untrue_claims;
  return json;
}

}  // namespace

std::string FormatVerifyReport(const VerifyReport& report) {
  std::string text;
  for (const ManifestReport& manifest : report.manifests) {
    text += fmt::format("{}: {} file{}, {}\n", manifest.path, manifest.num_files,
                        manifest.num_files == 1 ? "" : "s",
                        manifest.differences.empty() ? "as it says" : "not as it says");
    for (const std::string& difference : manifest.differences) {
      text += fmt::format("  {}\n", difference);
    }
  }
  if (report.scale_factor) {
    text += fmt::format("scale factor {}\n", report.scale_factor->ToString());
  }
  for (const TableReport& table : report.tables) text += FormatTable(table);
  if (!report.queries.empty()) text += FormatQueries(report.queries);
  for (const std::string& notice : report.notices) text += notice + "\n";
  return text;
}

std::string FormatVerifyJson(const VerifyReport& report) {
  Json json = {{"program", "tpch"}, {"version", kVersion}};
  if (!report.status.ok()) json["error"] = report.status.message();
  if (report.scale_factor) json["scale_factor"] = report.scale_factor->ToString();
  json["equal"] = report.status.ok() && !report.HasDifferences() && !report.HasUnreadable();
  json["manifests"] = Json::array();
  for (const ManifestReport& manifest : report.manifests) {
    json["manifests"].push_back({{"path", manifest.path},
                                 {"num_files", manifest.num_files},
                                 {"differences", manifest.differences}});
  }
  json["tables"] = Json::array();
  for (const TableReport& table : report.tables) json["tables"].push_back(ToJson(table));
  if (!report.queries.empty()) json["queries"] = Json::array();
  for (const QueryReport& query : report.queries) {
    json["queries"].push_back({{"query", query.number}, {"difference", query.difference}});
  }
  json["notices"] = report.notices;
  // Paths and values may hold any bytes; JSON takes UTF-8 only.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace tpch
