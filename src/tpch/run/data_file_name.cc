#include "tpch/run/data_file_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "tpch/compress/codec_suffix.h"
#include "tpch/row_range.h"

namespace tpch {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Takes a number, in the form in which it is printed, from the start of `text`.
std::optional<int64_t> TakeNumber(std::string_view* text) {
  int64_t number = 0;
  const char* const begin = text->data();
  const auto [rest, error] = std::from_chars(begin, begin + text->size(), number);
  const bool is_printed = error == std::errc() && IsDigit(text->front()) && text->front() != '0';
  if (!is_printed || number > kMaxParts) return std::nullopt;
  text->remove_prefix(static_cast<size_t>(rest - begin));
  return number;
}

bool Take(std::string_view begin, std::string_view* text) {
  if (!text->starts_with(begin)) return false;
  text->remove_prefix(begin.size());
  return true;
}

// Letters, which the suffix of a codec may follow.
bool IsExtension(std::string_view text) {
  (void)TakeCodecSuffix(&text);
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

constexpr std::string_view kTblExtension = "tbl";

bool IsTbl(std::string_view extension) {
  (void)TakeCodecSuffix(&extension);
  return extension == kTblExtension;
}

// Returns whether the table has keys to delete, which no database contains.
bool HasDeletes(Table table) { return std::ranges::find(kAllTables, table) == kAllTables.end(); }

std::string FormatPart(const std::optional<int64_t>& part) {
  return part ? fmt::format(".{}", *part) : "";
}

// dbgen: `-U`.
std::string FormatDbgenName(const DataFileName& name) {
  const std::string_view table = Describe(name.table).name;
  const std::string_view suffix = std::string_view(name.extension).substr(kTblExtension.size());
  const bool is_delete = HasDeletes(name.table);
  return fmt::format("{}{}{}{}{}{}", table, is_delete ? "" : ".tbl",
                     is_delete && !name.part ? "." : ".u", *name.set, FormatPart(name.part),
                     suffix);
}

std::string FormatRefreshName(const DataFileName& name) {
  if (IsTbl(name.extension)) return FormatDbgenName(name);
  return fmt::format("refresh.{}/{}{}.{}", *name.set, Describe(name.table).name,
                     FormatPart(name.part), name.extension);
}

// Takes `.<number>` from the start of `text`, if it is there.
std::optional<int64_t> TakePart(std::string_view* text) {
  std::string_view rest = *text;
  if (!Take(".", &rest)) return std::nullopt;
  const std::optional<int64_t> part = TakeNumber(&rest);
  if (part) *text = rest;
  return part;
}

// Returns the name that the path may be: of equal text only if it is.
std::optional<DataFileName> GuessDbgenName(Table table, std::string_view rest) {
  (void)(HasDeletes(table) || Take(".tbl", &rest));
  if (!Take(".u", &rest) && !Take(".", &rest)) return std::nullopt;
  const std::optional<int64_t> set = TakeNumber(&rest);
  if (!set) return std::nullopt;
  const std::optional<int64_t> part = TakePart(&rest);
  return DataFileName{table, part, std::string(kTblExtension) += rest, set};
}

std::optional<DataFileName> ParseRefreshName(std::string_view path) {
  std::optional<int64_t> set;
  std::string_view rest = path;
  if (Take("refresh.", &rest)) {
    set = TakeNumber(&rest);
    if (!set || !Take("/", &rest)) return std::nullopt;
  }
  const std::string_view name = rest.substr(0, rest.find('.'));
  const std::optional<Table> table = FindTable(name, kRefreshTables);
  if (!table) return std::nullopt;
  rest.remove_prefix(name.size());
  std::optional<DataFileName> file;
  if (!set) {
    file = GuessDbgenName(*table, rest);
  } else {
    const std::optional<int64_t> part = TakePart(&rest);
    if (Take(".", &rest)) file = {*table, part, std::string(rest), set};
  }
  const bool is_name = file && IsExtension(file->extension) && FormatDataFileName(*file) == path;
  return is_name ? file : std::nullopt;
}

}  // namespace

std::string FormatDataFileName(const DataFileName& name) {
  if (name.set) return FormatRefreshName(name);
  const std::string_view table = Describe(name.table).name;
  if (!name.part) return fmt::format("{}.{}", table, name.extension);
  return fmt::format("{0}/{0}.{1}.{2}", table, *name.part, name.extension);
}

std::optional<DataFileName> ParseDataFileName(std::string_view path) {
  const std::string_view name = path.substr(0, path.find_first_of("./"));
  if (const auto of_set = ParseRefreshName(path)) return of_set;
  const std::optional<Table> table = FindTable(name);
  if (!table) return std::nullopt;
  DataFileName file{*table, std::nullopt, {}};
  std::string_view rest = path.substr(name.size());
  if (Take("/", &rest)) {
    if (!Take(name, &rest) || !Take(".", &rest)) return std::nullopt;
    file.part = TakeNumber(&rest);
    if (!file.part) return std::nullopt;
  }
  if (!Take(".", &rest) || !IsExtension(rest)) return std::nullopt;
  file.extension = rest;
  return file;
}

std::optional<int64_t> ParseRefreshFolder(std::string_view name) {
  if (!Take("refresh.", &name)) return std::nullopt;
  const std::optional<int64_t> set = TakeNumber(&name);
  return name.empty() ? set : std::nullopt;
}

bool IsOfRefreshSets(std::string_view name) {
  if (ParseRefreshFolder(name)) return true;
  if (name.starts_with("_tpch.refresh.")) return IsManifestName(name);
  const std::optional<DataFileName> file = ParseDataFileName(name);
  return file && file->set;
}

bool IsManifestName(std::string_view name) {
  if (!Take(kManifestPrefix, &name)) return false;
  if (name == "json") return true;
  const bool is_of_sets = Take("refresh.", &name);
  if (!TakeNumber(&name)) return false;
  if (Take("..", &name) && !TakeNumber(&name)) return false;
  if (is_of_sets) return name == ".json";
  return Take("-of-", &name) && TakeNumber(&name) && name == ".json";
}

}  // namespace tpch
