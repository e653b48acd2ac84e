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

}  // namespace

std::string FormatDataFileName(const DataFileName& name) {
  const std::string_view table = Describe(name.table).name;
  if (!name.part) return fmt::format("{}.{}", table, name.extension);
  return fmt::format("{0}/{0}.{1}.{2}", table, *name.part, name.extension);
}

std::optional<DataFileName> ParseDataFileName(std::string_view path) {
  const std::string_view name = path.substr(0, path.find_first_of("./"));
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

bool IsManifestName(std::string_view name) {
  if (!Take("_tpch.", &name)) return false;
  if (name == "json") return true;
  if (!TakeNumber(&name)) return false;
  if (Take("..", &name) && !TakeNumber(&name)) return false;
  return Take("-of-", &name) && TakeNumber(&name) && name == ".json";
}

}  // namespace tpch
