#include "tpch/verify/file_names.h"

#include <algorithm>

#include "tpch/compress/codec_suffix.h"
#include "tpch/read/column_names.h"
#include "tpch/run/data_file_name.h"

namespace tpch {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Decodes `%20` and the like in a folder's value.
std::string Decode(std::string_view text) {
  std::string decoded;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto hex = [](char c) { return IsDigit(c) ? c - '0' : (c | 32) - 'a' + 10; };
    const auto is_hex = [](char c) { return IsDigit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f'); };
    if (text[i] == '%' && i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2])) {
      decoded += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
      i += 2;
    } else {
      decoded += text[i];
    }
  }
  return decoded;
}

}  // namespace

void FolderNames::Add(const std::string& name) {
  const size_t sign = name.find('=');
  if (sign == std::string::npos) {
    if (const auto folder_set = ParseRefreshFolder(name)) set = folder_set;
    if (const auto known = FindTable(ToLower(name), TablesOf(set))) table = known;
    return;
  }
  const std::string key = ToLower(name.substr(0, sign));
  const std::string value = Decode(name.substr(sign + 1));
  if (key == "table") {
    if (const auto known = FindTable(ToLower(value), TablesOf(set))) table = known;
  } else {
    values[key] = value;
  }
}

std::optional<Table> TableOfName(std::string_view name, std::span<const Table> tables) {
  const auto* end = std::ranges::find_if_not(name, IsLetter);
  return FindTable(ToLower(std::string_view(name.begin(), end)), tables);
}

std::optional<int64_t> SetOfName(std::string_view name) {
  const std::optional<DataFileName> file = ParseDataFileName(name);
  return file ? file->set : std::nullopt;
}

std::span<const Table> TablesOf(const std::optional<int64_t>& set) {
  if (set) return kRefreshTables;
  return kAllTables;
}

bool ComesBefore(const std::string& a, const std::string& b) {
  size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (!IsDigit(a[i]) || !IsDigit(b[j])) {
      if (a[i] != b[j]) return a[i] < b[j];
      ++i, ++j;
      continue;
    }
    const size_t a_end = std::min(a.find_first_not_of("0123456789", i), a.size());
    const size_t b_end = std::min(b.find_first_not_of("0123456789", j), b.size());
    while (i + 1 < a_end && a[i] == '0') ++i;
    while (j + 1 < b_end && b[j] == '0') ++j;
    if (a_end - i != b_end - j) return a_end - i < b_end - j;
    const int order = a.compare(i, a_end - i, b, j, b_end - j);
    if (order != 0) return order < 0;
    i = a_end;
    j = b_end;
  }
  return a.size() - i < b.size() - j;
}

bool MayBeManifest(const std::string& name) {
  return name.starts_with("_tpch.") && name.ends_with(".json");
}

bool IsLeftOut(const std::string& name) {
  return name.starts_with('.') || name.starts_with('_') || name.ends_with(".inprogress");
}

bool IsTextName(const std::filesystem::path& path) {
  if (SetOfName(path.filename().string())) return true;
  const std::string lower_case = ToLower(path.filename().string());
  std::string_view uncompressed = lower_case;
  (void)TakeCodecSuffix(&uncompressed);
  std::filesystem::path name = uncompressed;
  const std::string last = name.extension().string();
  if (last.size() > 1 && std::ranges::all_of(last.substr(1), IsDigit)) name = name.stem();
  const std::string extension = name.extension().string();
  for (const std::string_view known : {".tbl", ".csv", ".tsv", ".psv", ".txt", ".dat"}) {
    if (extension == known) return true;
  }
  return extension.empty() && TableOfName(name.string()).has_value();
}

bool IsNumberedPartName(const std::string& name) { return ToLower(name).starts_with("part-"); }

bool IsParquetName(const std::filesystem::path& path) {
  return ToLower(path.extension().string()) == ".parquet";
}

bool IsArrowName(const std::filesystem::path& path) {
  const std::string extension = ToLower(path.extension().string());
  return extension == ".arrow" || extension == ".feather" || extension == ".ipc";
}

}  // namespace tpch
