#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "tpch/base/format_message.h"
#include "tpch/read/column_names.h"
#include "tpch/read/text_fields.h"
#include "tpch/read/text_file.h"

namespace tpch {
namespace {

// The usual delimiters, then all others that occur in no value of TBL and no unquoted value of
// CSV.
constexpr std::string_view kDelimiters =
    "|,\t;~^\x01:?!$%&'()*+/<=>@[\\]_`{}"
    "\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f\x10\x11\x12\x13"
    "\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f\x7f";

// Lines that are split to determine the delimiter.
constexpr size_t kMaxSampleLines = 16;

// The first lines, split at one of the delimiters.
struct Cut {
  char delimiter = '|';
  std::vector<std::string> fields;  // of the first line
  std::string_view fault;           // of the first line's quotes
  size_t num_names = 0;             // fields that are column names
  size_t num_fitting_lines = 0;     // lines with as many columns as the table
  bool begins_with_number = false;  // like every line, because the first column is a key
  size_t num_fields = 0;            // of the first fitting line
};

// Returns how many fields are column names of the table, or of the table with the most matches.
size_t CountNames(const std::vector<std::string>& fields, std::optional<Table> table) {
  size_t most = 0;
  for (const Table candidate : kFileTables) {
    if (table && candidate != *table) continue;
    most = std::max(most, static_cast<size_t>(
                              std::ranges::count_if(fields, [candidate](const std::string& field) {
                                return FindColumnLoosely(candidate, field).has_value();
                              })));
  }
  return most;
}

// Returns the number of columns of a line. No value is empty, so an empty last field follows a
// trailing delimiter and is not a column.
size_t CountColumns(std::span<const std::string_view> fields) {
  return fields.size() - (fields.back().empty() ? 1 : 0);
}

bool IsNumber(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

Cut CutAt(char delimiter, const std::vector<std::string_view>& lines, std::optional<Table> table,
          Quoting quoting) {
  Cut cut;
  cut.delimiter = delimiter;
  FieldSplitter splitter(delimiter, quoting);
  for (const std::string_view field : splitter.Split(lines.front())) cut.fields.emplace_back(field);
  cut.fault = splitter.fault();
  cut.num_names = CountNames(cut.fields, table);
  cut.begins_with_number = IsNumber(cut.fields.front());
  if (!table) return cut;
  for (const std::string_view line : lines) {
    const std::vector<std::string_view>& fields = splitter.Split(line);
    if (CountColumns(fields) != Describe(*table).columns.size()) continue;
    if (cut.num_fitting_lines++ == 0) cut.num_fields = fields.size();
  }
  return cut;
}

// Returns the complete lines, or the only line, without carriage returns.
std::vector<std::string_view> SampleLines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (lines.size() < kMaxSampleLines) {
    const size_t newline = text.find('\n');
    if (newline == std::string_view::npos && !lines.empty()) break;
    std::string_view line = text.substr(0, newline);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    if (newline == std::string_view::npos) break;
    text.remove_prefix(newline + 1);
  }
  return lines;
}

Result<TextForm> FormWithHeader(const Cut& cut, Quoting quoting) {
  if (!cut.fault.empty()) return Status::Invalid(fmt::format("its header has {}", cut.fault));
  TextForm form{cut.delimiter, quoting, true, false, {}, cut.fields.size()};
  for (const std::string& field : cut.fields) form.columns.push_back({field, {}});
  return form;
}

Result<TextForm> FormWithoutHeader(const std::vector<Cut>& cuts, Table table, Quoting quoting) {
  const size_t num_columns = Describe(table).columns.size();
  const Cut& best = *std::ranges::max_element(cuts, {}, [](const Cut& cut) {
    return std::pair(cut.num_fitting_lines, cut.begins_with_number);
  });
  if (best.num_fitting_lines > 0) {
    const bool is_tbl = best.num_fields > num_columns;
    return TextForm{best.delimiter, is_tbl ? Quoting::kNone : quoting, false, false, NamesOf(table),
                    best.num_fields};
  }
  const auto count_columns = [](const Cut& cut) {
    return cut.fields.size() - (cut.fields.back().empty() ? 1 : 0);
  };
  const Cut& most_columns = *std::ranges::max_element(cuts, {}, count_columns);
  return Status::Invalid(
      fmt::format("its first line has {} fields, and {} has {} columns",
                  count_columns(most_columns), Describe(table).name, num_columns),
      "give the file a header line that says which are there");
}

}  // namespace

Result<TextForm> RecognizeText(std::string_view first_lines, std::optional<Table> table,
                               Quoting quoting) {
  const std::vector<std::string_view> lines = SampleLines(first_lines);
  std::vector<Cut> cuts;
  for (const char delimiter : kDelimiters) {
    cuts.push_back(CutAt(delimiter, lines, table, quoting));
  }
  const Cut& most_names = *std::ranges::max_element(cuts, {}, &Cut::num_names);
  // Some column names also occur as words in comments, so one name does not make a header, unless
  // the table has no other column.
  const size_t num_columns = table ? Describe(*table).columns.size() : 2;
  const bool has_header = most_names.num_names >= std::min<size_t>(num_columns, 2);
  if (!has_header && !table) {
    return Status::Invalid("its name is not a table's, and its first line is not a header",
                           FormatMessage("use {}", Field::kTable));
  }
  TPCH_ASSIGN_OR_RETURN(TextForm form, has_header ? FormWithHeader(most_names, quoting)
                                                  : FormWithoutHeader(cuts, *table, quoting));
  form.has_carriage_returns = first_lines.substr(0, first_lines.find('\n')).ends_with('\r');
  return form;
}

}  // namespace tpch
