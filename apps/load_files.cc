#include "apps/load_files.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <atomic>
#include <set>

#include "tpch/compress/codec_suffix.h"
#include "tpch/verify/found_files.h"

namespace tpch {
namespace {

FileFormat FormatOf(const FoundFile& file) {
  if (file.kind == FileKind::kParquet) return FileFormat::kParquet;
  if (file.kind == FileKind::kArrow) return FileFormat::kArrow;
  const std::string name = file.path.filename().string();
  return name.find(".tbl") == std::string::npos ? FileFormat::kCsv : FileFormat::kTbl;
}

std::string JoinTables(const std::vector<Table>& tables, std::string_view separator) {
  std::vector<std::string_view> names;
  names.reserve(tables.size());
  for (const Table table : tables) names.push_back(NameOf(table));
  return fmt::format("{}", fmt::join(names, separator));
}

// Returns the only format of the files.
Result<FileFormat> ChooseFormat(const std::string& directory, const std::vector<FoundFile>& files) {
  std::set<FileFormat> formats;
  for (const FoundFile& file : files) formats.insert(FormatOf(file));
  if (formats.size() == 1) return *formats.begin();
  std::vector<std::string_view> names;
  names.reserve(formats.size());
  for (const FileFormat format : formats) names.push_back(NameOf(format, kFileFormats));
  return Status::Invalid(
      fmt::format("'{}' has files of several formats, {}", directory, fmt::join(names, ", ")),
      "choose one with --format");
}

// Returns Invalid if a table has no files.
Status CheckTablesAreThere(const std::string& directory, FileFormat format,
                           const std::vector<Table>& tables, const std::vector<FoundFile>& files) {
  std::vector<Table> found;
  std::vector<Table> missing;
  for (const Table table : tables) {
    const bool is_there = std::ranges::count(files, table, &FoundFile::table) > 0;
    (is_there ? found : missing).push_back(table);
  }
  if (missing.empty()) return Status::OK();
  return Status::Invalid(
      fmt::format("'{}' has no {} files of {}", directory, NameOf(format, kFileFormats),
                  JoinTables(missing, ", ")),
      found.empty() ? "name the directory of the files"
                    : fmt::format("name only the tables that it has: {}", JoinTables(found, " ")));
}

// Describes a file; nullopt if it is a text without rows and header.
Result<std::optional<LoadFile>> Describe(const FoundFile& file) {
  TPCH_RETURN_NOT_OK(file.error);
  LoadFile load{*file.table, file.path.string(), std::nullopt};
  if (file.kind == FileKind::kParquet) return std::optional(std::move(load));
  const std::atomic<bool> stop = false;
  TPCH_ASSIGN_OR_RETURN(load.text, ReadTextForm(file.path, file.name, file.table, &stop));
  if (load.text->columns.empty()) return std::optional<LoadFile>();
  return std::optional(std::move(load));
}

}  // namespace

Result<std::vector<LoadFile>> FindLoadFiles(const std::string& directory,
                                            std::optional<FileFormat> format,
                                            const std::vector<Table>& tables) {
  const std::atomic<bool> stop = false;
  TPCH_ASSIGN_OR_RETURN(FoundFiles found, FindFiles({directory}, std::nullopt, stop));
  std::vector<FoundFile>& files = found.files;
  std::erase_if(files, [&](const FoundFile& file) {
    return !file.table || file.set || std::ranges::find(tables, *file.table) == tables.end();
  });
  if (!format && !files.empty()) {
    TPCH_ASSIGN_OR_RETURN(format, ChooseFormat(directory, files));
  }
  std::erase_if(files, [&](const FoundFile& file) { return FormatOf(file) != format; });
  if (format == FileFormat::kArrow) {
    return Status::Invalid("no dialect loads arrow files", "use parquet, csv or tbl");
  }
  TPCH_RETURN_NOT_OK(
      CheckTablesAreThere(directory, format.value_or(FileFormat::kParquet), tables, files));
  std::vector<LoadFile> loads;
  for (const FoundFile& file : files) {
    TPCH_ASSIGN_OR_RETURN(std::optional<LoadFile> load, Describe(file));
    if (load) loads.push_back(std::move(*load));
  }
  std::ranges::stable_sort(loads, {}, &LoadFile::table);
  return loads;
}

}  // namespace tpch
