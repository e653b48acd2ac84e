#include "tpch/ddl/table_statement.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "tpch/ddl/keys.h"
#include "tpch/ddl/quote.h"
#include "tpch/queries/replace_all.h"
#include "tpch/schema/declared_size.h"
#include "tpch/schema/descriptions.h"

namespace tpch {
namespace {

std::string TypeOf(const ColumnDescriptor& column, const TypeNames& types) {
  switch (column.type) {
    case LogicalType::kInt32:
      return std::string(types.int32);
    case LogicalType::kInt64:
      return std::string(types.int64);
    case LogicalType::kDecimal:
      return std::string(types.decimal);
    case LogicalType::kDate:
      return std::string(types.date);
    case LogicalType::kString:
      break;
  }
  const std::string_view type = HasFixedSize(column) ? types.fixed_text : types.text;
  return fmt::format(fmt::runtime(type), DeclaredSize(column));
}

// A line of the list in parentheses.
struct Line {
  std::string text;
  std::string comment = {};  // of SQL, after the comma
};

std::vector<Line> LinesOfColumns(Table table, const DdlSyntax& syntax) {
  const auto columns = Describe(table).columns;
  size_t name_width = 0;
  size_t type_width = 0;
  for (const ColumnDescriptor& column : columns) {
    name_width = std::max(name_width, column.name.size());
    type_width = std::max(type_width, TypeOf(column, syntax.types).size());
  }
  std::vector<Line> lines;
  for (const ColumnDescriptor& column : columns) {
    Line line{fmt::format("{:{}} {:{}}{}", column.name, name_width, TypeOf(column, syntax.types),
                          type_width, syntax.not_null)};
    const std::string_view description = DescriptionOf(column);
    if (syntax.comments == CommentStyle::kInline) {
      line.text += " COMMENT " + QuoteSql(description);
    } else if (syntax.comments == CommentStyle::kText) {
      line.comment = description;
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string JoinLines(const std::vector<Line>& lines) {
  std::string text;
  for (const Line& line : lines) {
    text += fmt::format("  {}{}{}{}\n", line.text, &line == &lines.back() ? "" : ",",
                        line.comment.empty() ? "" : "  -- ", line.comment);
  }
  return text;
}

std::string CommentStatements(Table table) {
  std::string text =
      fmt::format("COMMENT ON TABLE {} IS {};\n", NameOf(table), QuoteSql(DescriptionOf(table)));
  for (const ColumnDescriptor& column : Describe(table).columns) {
    text += fmt::format("COMMENT ON COLUMN {}.{} IS {};\n", NameOf(table), column.name,
                        QuoteSql(DescriptionOf(column)));
  }
  return text;
}

// Fills in what follows the list of columns.
std::string FillEnd(std::string_view end, Table table, bool with_keys) {
  const TableDescriptor& description = Describe(table);
  const std::string key = JoinNames(description.columns, description.key_columns);
  std::string text(end);
  ReplaceAll("{sort_key}", with_keys ? fmt::format("({})", key) : "tuple()", &text);
  ReplaceAll("{comment}", QuoteSql(DescriptionOf(table)), &text);
  return text;
}

}  // namespace

std::string MakeTable(Table table, const DdlSyntax& syntax, bool with_keys, std::string_view verb,
                      std::string_view end) {
  std::vector<Line> lines = LinesOfColumns(table, syntax);
  if (with_keys) {
    for (std::string& clause : KeyClauses(table, syntax)) lines.push_back({std::move(clause)});
  }
  std::string text;
  if (syntax.comments == CommentStyle::kText) {
    text = fmt::format("-- {}\n", DescriptionOf(table));
  }
  text += fmt::format("{} {} (\n{}){};\n", verb, NameOf(table), JoinLines(lines),
                      FillEnd(end, table, with_keys));
  if (syntax.comments == CommentStyle::kStatements) text += CommentStatements(table);
  return text;
}

}  // namespace tpch
