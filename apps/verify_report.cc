#include "apps/verify_report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "apps/option_names.h"
#include "apps/redaction.h"
#include "apps/text.h"
#include "apps/version.h"
#include "tpch/enum_names.h"

namespace tpch {
namespace {

using Json = nlohmann::ordered_json;

// Longer texts are shortened in the report for people.
constexpr size_t kMaxValueSize = 60;

// So many sets of a table are described there that differ.
constexpr int64_t kMaxDifferingSets = 10;

constexpr EnumName<Verdict> kVerdicts[] = {{Verdict::kEqual, "equal"},
                                           {Verdict::kEquivalent, "equivalent"},
                                           {Verdict::kDifferent, "different"},
                                           {Verdict::kUnreadable, "unreadable"},
                                           {Verdict::kNotThere, "not there"}};

// Returns a text in quotes; of a long text only a part that starts before `first_difference`, so
// that the difference is visible.
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

// Collects the lines of a report. Escapes their values, so that each stays one line.
class Lines {
 public:
  template <typename... Values>
  void Add(fmt::format_string<Values...> format, Values&&... values) {
    text_ += EscapeText(fmt::format(format, std::forward<Values>(values)...)) + "\n";
  }

  std::string Take() { return std::move(text_); }

 private:
  std::string text_;
};

void AddCount(std::string_view what, const ReportedCount& count, Lines* lines) {
  if (count.num_rows == 0) return;
  lines->Add("  {} {} row{}", GroupDigits(count.num_rows), what, count.num_rows == 1 ? "" : "s");
  for (const ReportedExample& example : count.examples) lines->Add("    {}", FormatPlace(example));
}

void AddColumn(const ReportedColumn& column, Lines* lines) {
  lines->Add("  {} differs in {} row{} ({:.3g} %)", column.name,
             GroupDigits(column.differing.num_rows), column.differing.num_rows == 1 ? "" : "s",
             column.share * 100);
  for (const ReportedExample& example : column.differing.examples) {
    lines->Add("    {}: {}", FormatPlace(example), FormatValues(example.expected, example.found));
  }
}

std::string FormatSets(int64_t first, int64_t last) {
  return first == last ? fmt::format("set {}: ", first) : fmt::format("sets {}-{}: ", first, last);
}

// `sets` precedes the paths.
void AddTable(const TableReport& table, const std::string& sets, Lines* lines) {
  const std::string_view name = NameOf(table.table);
  if (table.verdict == Verdict::kNotThere) return lines->Add("{:<9} not there", name);
  const std::string verdict = fmt::format("{:<9} {:<10}", name, NameOf(table.verdict, kVerdicts));
  if (table.verdict == Verdict::kUnreadable)
    return lines->Add("{} {}", verdict, ShowMessage(table.error.text()));
  lines->Add("{} {:>15} rows  {}{}{}", verdict, GroupDigits(table.num_rows), sets,
             table.paths.front(),
             table.paths.size() == 1 ? std::string()
                                     : fmt::format(" and {} more", table.paths.size() - 1));
  if (!table.missing_columns.empty()) {
    lines->Add("  missing columns: {}", fmt::join(table.missing_columns, ", "));
  }
  if (!table.extra_columns.empty()) {
    lines->Add("  columns that the table does not have: {}", fmt::join(table.extra_columns, ", "));
  }
  for (const std::string& note : table.notes) lines->Add("  {}", note);
  AddCount("missing", table.missing, lines);
  AddCount("extra", table.extra, lines);
  AddCount("duplicate", table.duplicate, lines);
  for (const ReportedColumn& column : table.columns) AddColumn(column, lines);
  for (const std::string& claim : table.untrue_claims) lines->Add("  {}", claim);
}

bool IsRight(const TableReport& table) {
  return table.verdict == Verdict::kEqual || table.verdict == Verdict::kEquivalent;
}

// Adds a table of one refresh set after the other. Adjacent sets that are right in the same way
// have one line, and so have many that differ.
void AddRefreshTables(std::vector<TableReport> tables, Lines* lines) {
  int64_t num_differing = 0;
  for (size_t begin = 0, end = 0; begin < tables.size(); begin = end) {
    TableReport& first = tables[begin];
    const auto is_next_like_first = [&](const TableReport& next) {
      return IsRight(first) && next.verdict == first.verdict && next.notes == first.notes &&
             *next.set == *tables[end - 1].set + 1;
    };
    for (end = begin + 1; end < tables.size() && is_next_like_first(tables[end]); ++end) {
      first.num_rows += tables[end].num_rows;
      first.paths.insert(first.paths.end(), tables[end].paths.begin(), tables[end].paths.end());
    }
    if (!IsRight(first) && ++num_differing > kMaxDifferingSets) continue;
    AddTable(first, FormatSets(*first.set, *tables[end - 1].set), lines);
  }
  if (num_differing <= kMaxDifferingSets) return;
  lines->Add("{:<9} {} more sets differ", NameOf(tables.front().table),
             num_differing - kMaxDifferingSets);
}

void AddRefreshSets(const std::vector<TableReport>& tables, Lines* lines) {
  for (const Table table : kRefreshTables) {
    std::vector<TableReport> of_table;
    std::ranges::copy_if(tables, std::back_inserter(of_table), [table](const TableReport& report) {
      return report.table == table && report.verdict != Verdict::kNotThere;
    });
    AddRefreshTables(std::move(of_table), lines);
  }
}

std::string DescribeParameters(const QueryRun& run) {
  std::string text = run.seed ? fmt::format("seed {}", *run.seed) : "default parameters";
  if (run.stream) text += fmt::format(", stream {}", *run.stream);
  return text;
}

void AddQueries(const QueryRun& run, const std::vector<QueryReport>& queries, Lines* lines) {
  if (queries.empty()) return;
  const auto num_equal = std::ranges::count_if(
      queries, [](const QueryReport& query) { return query.difference.empty(); });
  lines->Add("{} of {} queries give the reference's answers ({}, {})", num_equal, queries.size(),
             NameOf(run.engine, kQueryEngines), DescribeParameters(run));
  for (const QueryReport& query : queries) {
    if (query.difference.empty()) continue;
    lines->Add("  query {}: {}", query.number, query.difference);
  }
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
  Json json = {{"table", NameOf(table.table)}, {"verdict", NameOf(table.verdict, kVerdicts)}};
  if (table.verdict == Verdict::kNotThere) return json;
  json["paths"] = table.paths;
  if (!table.error.ok()) json["error"] = ShowMessage(table.error.text());
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

Json ToJson(const std::optional<int64_t>& value) { return value ? Json(*value) : Json(); }

Json ToJson(const QueryRun& run, const std::vector<QueryReport>& queries) {
  Json json = {{"engine", NameOf(run.engine, kQueryEngines)},
               {"seed", ToJson(run.seed)},
               {"stream", ToJson(run.stream)},
               {"queries", Json::array()}};
  for (const QueryReport& query : queries) {
    json["queries"].push_back({{"query", query.number}, {"difference", query.difference}});
  }
  return json;
}

}  // namespace

std::string FormatVerifyReport(const VerifyReport& report) {
  Lines lines;
  for (const ManifestReport& manifest : report.manifests) {
    lines.Add("{}: {} file{}, {}", manifest.path, manifest.num_files,
              manifest.num_files == 1 ? "" : "s",
              manifest.differences.empty() ? "no differences" : "differs");
    for (const std::string& difference : manifest.differences) lines.Add("  {}", difference);
  }
  if (report.scale_factor) lines.Add("scale factor {}", report.scale_factor->ToString());
  for (const TableReport& table : report.tables) AddTable(table, "", &lines);
  AddRefreshSets(report.refresh_tables, &lines);
  AddQueries(report.query_run, report.queries, &lines);
  for (const Message& notice : report.notices) lines.Add("{}", ShowMessage(notice));
  return lines.Take();
}

std::string FormatVerifyJson(const VerifyReport& report) {
  Json json = {{"program", "tpch"}, {"version", kVersion}};
  if (!report.status.ok()) json["error"] = HideSecrets(ShowMessage(report.status.text()));
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
  if (!report.refresh_tables.empty()) json["refresh_sets"] = Json::array();
  for (const TableReport& table : report.refresh_tables) {
    Json one = {{"set", *table.set}};
    one.update(ToJson(table));
    json["refresh_sets"].push_back(std::move(one));
  }
  if (!report.queries.empty()) json.update(ToJson(report.query_run, report.queries));
  json["notices"] = Json::array();
  for (const Message& notice : report.notices) json["notices"].push_back(ShowMessage(notice));
  // Paths and values may contain any bytes, but JSON must be UTF-8.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace tpch
