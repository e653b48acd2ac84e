#include "tpch/read/column_names.h"

#include <algorithm>

namespace tpch {
namespace {

// Returns the name without the table's prefix, such as `l_`.
std::string_view WithoutPrefix(std::string_view name) { return name.substr(name.find('_') + 1); }

int64_t CountColumns(Table table, const std::vector<FileColumn>& file_columns) {
  return std::ranges::count_if(file_columns, [table](const FileColumn& column) {
    return FindColumnLoosely(table, column.name).has_value();
  });
}

}  // namespace

std::string ToLower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::optional<size_t> FindColumnLoosely(Table table, std::string_view name) {
  const std::string lower = ToLower(name);
  const auto columns = Describe(table).columns;
  for (size_t i = 0; i < columns.size(); ++i) {
    if (lower == columns[i].name || lower == WithoutPrefix(columns[i].name)) return i;
  }
  return std::nullopt;
}

ColumnMatch MatchColumns(Table table, const std::vector<FileColumn>& file_columns) {
  ColumnMatch match;
  match.file_columns.resize(Describe(table).columns.size(), ColumnMatch::kMissing);
  for (size_t i = 0; i < file_columns.size(); ++i) {
    const auto column = FindColumnLoosely(table, file_columns[i].name);
    if (column && match.file_columns[*column] == ColumnMatch::kMissing) {
      match.file_columns[*column] = static_cast<int>(i);
    } else {
      match.extra.push_back(file_columns[i].name);
    }
  }
  return match;
}

std::optional<Table> GuessTable(const std::vector<FileColumn>& file_columns) {
  std::optional<Table> best;
  int64_t best_count = 0;
  int64_t second_count = 0;
  for (const Table table : kAllTables) {
    const int64_t count = CountColumns(table, file_columns);
    if (count > best_count) {
      best = table;
      second_count = best_count;
      best_count = count;
    } else {
      second_count = std::max(second_count, count);
    }
  }
  if (!best || best_count == second_count) return std::nullopt;
  const auto num_columns = static_cast<int64_t>(Describe(*best).columns.size());
  return 2 * best_count > num_columns ? best : std::nullopt;
}

std::vector<FileColumn> NamesOf(Table table) {
  std::vector<FileColumn> names;
  for (const ColumnDescriptor& column : Describe(table).columns) {
    names.push_back({std::string(column.name), {}});
  }
  return names;
}

}  // namespace tpch
