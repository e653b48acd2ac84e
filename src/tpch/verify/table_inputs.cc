#include "tpch/verify/table_inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "tpch/base/format_message.h"
#include "tpch/enum_names.h"
#include "tpch/modules/module_loader.h"
#include "tpch/read/column_names.h"
#include "tpch/read/text_file.h"

namespace tpch {
namespace {

Result<std::unique_ptr<TableFile>> OpenFile(const FoundFile& found, const std::atomic<bool>& stop) {
  TPCH_RETURN_NOT_OK(found.error);
  if (found.kind == FileKind::kText) {
    return OpenTextFile(found.path, found.name, found.table, &stop);
  }
  const Result<const ReaderModule*> loaded = LoadReaderModule();
  if (loaded.status().code() == StatusCode::kInvalid) {
    return Status::Invalid(FormatMessage("'{}': {}", found.path.string(), loaded.status().text()));
  }
  TPCH_RETURN_NOT_OK(loaded.status());
  const ReaderModule* const module = *loaded;
  return found.kind == FileKind::kParquet ? module->open_parquet_file(found.path)
                                          : module->open_arrow_file(found.path);
}

void AddOnce(std::string text, std::vector<std::string>* texts) {
  if (std::ranges::find(*texts, text) == texts->end()) texts->push_back(std::move(text));
}

// Adds the new names. There may be many.
void AddExtraColumns(const std::vector<std::string>& names, std::vector<std::string>* all) {
  std::unordered_set<std::string> known(all->begin(), all->end());
  for (const std::string& name : names) {
    const std::string shown = name.empty() ? "(without a name)" : name;
    if (known.insert(shown).second) all->push_back(shown);
  }
}

constexpr EnumName<LogicalType> kTypes[] = {{LogicalType::kInt32, "int32"},
                                            {LogicalType::kInt64, "int64"},
                                            {LogicalType::kDecimal, "decimal(15,2)"},
                                            {LogicalType::kDate, "date"},
                                            {LogicalType::kString, "string"}};

// Finds the columns of the table in a file, and reports unusual ones.
TableInput MatchFile(const FoundFile& found, Table table, std::shared_ptr<const TableFile> file,
                     TableFiles* of_table) {
  TableInput input{found.path, found.name, found.kind, std::move(file), {}, {}};
  input.match = MatchColumns(table, input.file->columns());
  const auto columns = Describe(table).columns;
  for (const auto& [name, value] : found.folder_values) {
    const auto column = FindColumnLoosely(table, name);
    if (column && input.match.file_columns[*column] == ColumnMatch::kMissing) {
      input.constants[*column] = value;
    }
  }
  for (size_t i = 0; i < columns.size(); ++i) {
    const int index = input.match.file_columns[i];
    if (index == ColumnMatch::kMissing) {
      if (!input.constants.contains(i)) {
        AddOnce(std::string(columns[i].name), &of_table->missing_columns);
      }
      continue;
    }
    const FileColumn& column = input.file->columns()[static_cast<size_t>(index)];
    if (column.is_nullable) AddOnce("columns are nullable", &of_table->type_notes);
    const std::string_view usual = NameOf(columns[i].type, kTypes);
    if (column.type.empty() || column.type == usual) continue;
    AddOnce(fmt::format("{} is {} instead of {}", columns[i].name, column.type, usual),
            &of_table->type_notes);
  }
  for (std::string& remark : input.file->remarks()) of_table->remarks.push_back(std::move(remark));
  AddExtraColumns(input.match.extra, &of_table->extra_columns);
  return input;
}

}  // namespace

Result<FilesOfTables> OpenTables(const std::vector<FoundFile>& files,
                                 const std::atomic<bool>& stop) {
  FilesOfTables tables;
  for (const FoundFile& found : files) {
    if (stop) return Status::Cancelled("interrupted");
    Result<std::unique_ptr<TableFile>> file = OpenFile(found, stop);
    if (!file.ok() && (file.status().code() == StatusCode::kInvalid || !found.table)) {
      return file.status();
    }
    const std::optional<Table> table = found.table ? found.table : GuessTable((*file)->columns());
    if (!table) {
      return Status::Invalid(
          fmt::format("'{}': neither its name nor its columns say which table it is", found.name),
          FormatMessage("use {}", Field::kTable));
    }
    TableFiles& of_table = tables[static_cast<size_t>(*table)];
    of_table.paths.push_back(found.name);
    if (!file.ok()) {
      if (of_table.error.ok()) of_table.error = file.status();
      continue;
    }
    if ((*file)->columns().empty() && (*file)->num_rows() == 0) continue;
    of_table.inputs.push_back(MatchFile(found, *table, std::move(*file), &of_table));
  }
  return tables;
}

}  // namespace tpch
