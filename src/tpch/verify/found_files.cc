#include "tpch/verify/found_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>

#include "tpch/read/column_names.h"

namespace tpch {
namespace {

namespace fs = std::filesystem;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Compares names so that `x.10` comes behind `x.9`.
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

/// Returns a folder's value with `%20` and the like decoded.
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

/// What the folders of a path say.
struct Folders {
  std::optional<Table> table;
  std::map<std::string, std::string> values;
};

void ReadFolderName(const std::string& name, Folders* folders) {
  const size_t sign = name.find('=');
  if (sign == std::string::npos) {
    if (const auto table = FindTable(ToLower(name))) folders->table = table;
    return;
  }
  const std::string key = ToLower(name.substr(0, sign));
  const std::string value = Decode(name.substr(sign + 1));
  if (key == "table") {
    if (const auto table = FindTable(ToLower(value))) folders->table = table;
  } else {
    folders->values[key] = value;
  }
}

bool IsManifest(const std::string& name) {
  return name.starts_with("_tpch.") && name.ends_with(".json");
}

bool IsLeftOut(const std::string& name) {
  return name.starts_with('.') || name.starts_with('_') || name.ends_with(".inprogress");
}

/// Returns whether a name is that of a text file with rows: by its extension, which may be followed
/// by a part's number (`.tbl.3`), or if it is nothing but a table's name.
bool IsTextName(const fs::path& path) {
  fs::path name = path.filename();
  const std::string last = name.extension().string();
  if (last.size() > 1 && std::ranges::all_of(last.substr(1), IsDigit)) name = name.stem();
  const std::string extension = ToLower(name.extension().string());
  for (const std::string_view known : {".tbl", ".csv", ".tsv", ".psv", ".txt", ".dat"}) {
    if (extension == known) return true;
  }
  return extension.empty() && TableOfName(name.string()).has_value();
}

Result<std::optional<FileKind>> RecognizeKind(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Status::FromErrno(fmt::format("cannot read '{}'", path.string()), errno);
  char magic[6] = {};
  file.read(magic, sizeof magic);
  const std::string_view begin(magic, static_cast<size_t>(file.gcount()));
  if (begin.starts_with("PAR1")) return std::optional(FileKind::kParquet);
  if (begin == "ARROW1") return std::optional(FileKind::kArrow);
  // What is cut off or garbage is what its name says.
  const std::string extension = ToLower(path.extension().string());
  if (extension == ".parquet") return std::optional(FileKind::kParquet);
  if (extension == ".arrow" || extension == ".feather" || extension == ".ipc") {
    return std::optional(FileKind::kArrow);
  }
  return IsTextName(path) ? std::optional(FileKind::kText) : std::nullopt;
}

/// Looks for files below some paths.
class Finder {
 public:
  explicit Finder(std::optional<Table> table) : table_(table) {}

  Status Find(const fs::path& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) {
      return Status::Invalid(
          fmt::format("'{}' is not there; name a file or directory that is", path.string()));
    }
    Folders folders;
    const fs::path absolute = fs::absolute(path, error).lexically_normal();
    if (fs::is_directory(status)) {
      fs::path name = absolute.filename();
      if (name.empty()) name = absolute.parent_path().filename();
      ReadFolderName(name.string(), &folders);
      return FindBelow(path, folders);
    }
    ReadFolderName(absolute.parent_path().filename().string(), &folders);
    return AddFile(path, folders, /*is_named=*/true);
  }

  FoundFiles Finish() {
    std::ranges::sort(found_.files, [](const FoundFile& a, const FoundFile& b) {
      return ComesBefore(a.path.string(), b.path.string());
    });
    // A file below two of the paths is still one file.
    const auto repeated = std::ranges::unique(found_.files, {}, &FoundFile::path);
    found_.files.erase(repeated.begin(), repeated.end());
    return std::move(found_);
  }

 private:
  Status FindBelow(const fs::path& dir, const Folders& folders) {
    std::error_code error;
    for (fs::directory_iterator entry(dir, error), end; !error && entry != end;
         entry.increment(error)) {
      const std::string name = entry->path().filename().string();
      if (IsManifest(name)) found_.manifests.push_back(entry->path());
      if (IsLeftOut(name)) continue;
      if (entry->is_directory(error)) {
        Folders below = folders;
        ReadFolderName(name, &below);
        TPCH_RETURN_NOT_OK(FindBelow(entry->path(), below));
      } else if (!error) {
        TPCH_RETURN_NOT_OK(AddFile(entry->path(), folders, /*is_named=*/false));
      }
    }
    return error ? Status::FromErrno(fmt::format("cannot read '{}'", dir.string()), error.value())
                 : Status::OK();
  }

  Status AddFile(const fs::path& path, const Folders& folders, bool is_named) {
    std::optional<Table> table = table_ ? table_ : folders.table;
    const std::string name = path.filename().string();
    if (!table) table = TableOfName(name);
    TPCH_ASSIGN_OR_RETURN(const std::optional<FileKind> kind, RecognizeKind(path));
    if (!kind) {
      if (!is_named && !TableOfName(name)) {
        found_.others.push_back(path);
        return Status::OK();
      }
      return Status::Invalid(
          fmt::format("'{}' is of no kind that can be read; use tbl, csv, parquet or arrow files",
                      path.string()));
    }
    // Others number the files of any table so.
    const bool is_numbered_part = !table_ && !folders.table && ToLower(name).starts_with("part-");
    if (is_numbered_part) table.reset();
    found_.files.push_back({path, *kind, table, folders.values});
    return Status::OK();
  }

  std::optional<Table> table_;
  FoundFiles found_;
};

}  // namespace

std::optional<Table> TableOfName(std::string_view name) {
  const auto* end = std::ranges::find_if_not(name, IsLetter);
  return FindTable(ToLower(std::string_view(name.begin(), end)));
}

Result<FoundFiles> FindFiles(const std::vector<fs::path>& paths, std::optional<Table> table) {
  Finder finder(table);
  for (const fs::path& path : paths) TPCH_RETURN_NOT_OK(finder.Find(path));
  FoundFiles found = finder.Finish();
  if (found.files.empty()) {
    return Status::Invalid(fmt::format("'{}' has no tbl, csv, parquet or arrow files",
                                       paths.empty() ? "" : paths.front().string()));
  }
  return found;
}

}  // namespace tpch
