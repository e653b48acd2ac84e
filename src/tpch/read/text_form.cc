#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "tpch/read/column_names.h"
#include "tpch/read/text_fields.h"
#include "tpch/read/text_file.h"

namespace tpch {
namespace {

constexpr std::string_view kDelimiters = "|,\t;~^\x01";

/// A first line cut at one of the delimiters.
struct Cut {
  char delimiter = '|';
  std::vector<std::string> fields;
  size_t num_names = 0;  ///< fields that are names of columns
};

/// Returns how many of the fields are column names of the table, or of the one that has most.
size_t CountNames(const std::vector<std::string>& fields, std::optional<Table> table) {
  size_t most = 0;
  for (const Table candidate : kAllTables) {
    if (table && candidate != *table) continue;
    most = std::max(most, static_cast<size_t>(
                              std::ranges::count_if(fields, [candidate](const std::string& field) {
                                return FindColumnLoosely(candidate, field).has_value();
                              })));
  }
  return most;
}

Cut CutAt(char delimiter, std::string_view line, std::optional<Table> table) {
  Cut cut{delimiter, {}, 0};
  FieldSplitter splitter(delimiter);
  for (const std::string_view field : splitter.Split(line)) cut.fields.emplace_back(field);
  cut.num_names = CountNames(cut.fields, table);
  return cut;
}

/// Returns how many columns a line has. No value is empty, so an empty last field is none: it
/// stands behind a trailing delimiter.
size_t CountColumns(const Cut& cut) {
  return cut.fields.size() - (cut.fields.back().empty() ? 1 : 0);
}

TextForm FormWithHeader(const Cut& cut) {
  TextForm form{cut.delimiter, true, {}, cut.fields.size()};
  for (const std::string& field : cut.fields) form.columns.push_back({field, {}});
  if (form.columns.back().name.empty()) form.columns.pop_back();  // a trailing delimiter
  return form;
}

}  // namespace

Result<TextForm> RecognizeText(std::string_view first_line, std::optional<Table> table) {
  if (first_line.starts_with("\xEF\xBB\xBF")) first_line.remove_prefix(3);  // a byte order mark
  std::vector<Cut> cuts;
  for (const char delimiter : kDelimiters) cuts.push_back(CutAt(delimiter, first_line, table));
  const Cut& most_names = *std::ranges::max_element(cuts, {}, &Cut::num_names);
  // Some column names are words of comments too, so one name does not make a header.
  if (most_names.num_names >= 2) return FormWithHeader(most_names);
  if (!table) {
    return Status::Invalid("its name says no table, and its first line is no header; use --table");
  }
  for (const Cut& cut : cuts) {
    if (CountColumns(cut) == Describe(*table).columns.size()) {
      return TextForm{cut.delimiter, false, NamesOf(*table), cut.fields.size()};
    }
  }
  const Cut& most_columns = *std::ranges::max_element(cuts, {}, CountColumns);
  return Status::Invalid(fmt::format(
      "its first line has {} fields, and {} has {} columns; give the file a header line that says "
      "which are there",
      CountColumns(most_columns), Describe(*table).name, Describe(*table).columns.size()));
}

}  // namespace tpch
