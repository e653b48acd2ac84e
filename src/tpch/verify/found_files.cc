#include "tpch/verify/found_files.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <deque>
#include <system_error>
#include <utility>

#include "tpch/base/format_message.h"
#include "tpch/base/input_file.h"
#include "tpch/io/output_uri.h"
#include "tpch/verify/file_names.h"

namespace tpch {
namespace {

namespace fs = std::filesystem;

std::string ReasonOf(int error_number) { return std::generic_category().message(error_number); }

// Returns the kind of a file that can be opened.
Result<std::optional<FileKind>> RecognizeKind(const fs::path& path) {
  TPCH_ASSIGN_OR_RETURN(const InputFile file, InputFile::Open(path));
  std::string begin;
  TPCH_RETURN_NOT_OK(file.Read(0, 6, &begin));
  if (begin.starts_with("PAR1")) return std::optional(FileKind::kParquet);
  if (begin == "ARROW1") return std::optional(FileKind::kArrow);
  // For truncated or damaged files, the name decides.
  if (IsParquetName(path)) return std::optional(FileKind::kParquet);
  if (IsArrowName(path)) return std::optional(FileKind::kArrow);
  return IsTextName(path) ? std::optional(FileKind::kText) : std::nullopt;
}

// Searches paths for files.
class Finder {
 public:
  Finder(std::optional<Table> table, const std::atomic<bool>& stop) : table_(table), stop_(stop) {}

  // Examines a path that the user named.
  Status Find(const fs::path& path) {
    TPCH_RETURN_NOT_OK(CheckPathIsThere(path));
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0) return ReadError(path, errno);
    std::error_code error;
    const fs::path absolute = fs::absolute(path, error).lexically_normal();
    FolderNames folders;
    if (S_ISDIR(status.st_mode)) {
      const bool has_slash = absolute.filename().empty();
      folders.Add((has_slash ? absolute.parent_path() : absolute).filename().string());
      if (!IsNew(status, path)) return Status::OK();
      return FindBelow(path, folders, /*is_named=*/true);
    }
    if (!S_ISREG(status.st_mode)) {
      return Status::Invalid(fmt::format("'{}' is {}", path.string(), FileTypeName(status.st_mode)),
                             "name regular files and directories, or - for standard input");
    }
    folders.Add(absolute.parent_path().filename().string());
    return AddFile(path, status, folders, /*is_named=*/true);
  }

  // Examines the targets of symbolic links last, so that a file has its own name rather than that
  // of a link to it.
  Status FollowLinks() {
    while (!links_.empty()) {
      const auto [path, folders] = std::move(links_.front());
      links_.pop_front();
      TPCH_RETURN_NOT_OK(LookAt(path, folders));
    }
    return Status::OK();
  }

  FoundFiles Finish() {
    std::ranges::sort(found_.files, [](const FoundFile& a, const FoundFile& b) {
      return ComesBefore(a.name, b.name);
    });
    return std::move(found_);
  }

 private:
  static Status ReadError(const fs::path& path, int error_number) {
    return Status::FromErrno(fmt::format("cannot read '{}'", path.string()), error_number);
  }

  Status CheckStop() const { return stop_ ? Status::Cancelled("interrupted") : Status::OK(); }

  // Returns whether a file or directory is new.
  bool IsNew(const struct stat& status, const fs::path& path) {
    return seen_.try_emplace({status.st_dev, status.st_ino}, path).second;
  }

  void NoteRepetition(const struct stat& status, const fs::path& path) {
    found_.notices.emplace_back(fmt::format("skipped '{}': the same as '{}'", path.string(),
                                            seen_.at({status.st_dev, status.st_ino}).string()));
  }

  Status FindBelow(const fs::path& dir, const FolderNames& folders, bool is_named) {
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator entry(dir, error), end; !error && entry != end;
         entry.increment(error)) {
      TPCH_RETURN_NOT_OK(CheckStop());
      names.push_back(entry->path().filename().string());
    }
    if (error && is_named) return ReadError(dir, error.value());
    if (error) {
      found_.notices.emplace_back(
          fmt::format("skipped '{}': {}", dir.string(), ReasonOf(error.value())));
    }
    std::ranges::sort(names);
    for (const std::string& name : names) TPCH_RETURN_NOT_OK(AddEntry(dir / name, name, folders));
    return Status::OK();
  }

  Status AddEntry(const fs::path& path, const std::string& name, const FolderNames& folders) {
    TPCH_RETURN_NOT_OK(CheckStop());
    struct stat status{};
    const bool is_there = ::lstat(path.c_str(), &status) == 0;
    if (MayBeManifest(name)) {
      if (!is_there || IsNew(status, path)) found_.manifests.push_back(path);
      return Status::OK();
    }
    if (IsLeftOut(name)) return Status::OK();
    if (!is_there || !S_ISLNK(status.st_mode)) return LookAt(path, folders);
    links_.push_back({path, folders});
    return Status::OK();
  }

  // Examines an entry of a directory.
  Status LookAt(const fs::path& path, const FolderNames& folders) {
    TPCH_RETURN_NOT_OK(CheckStop());
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0) {
      AddUnreadable(path, folders, ReasonOf(errno));
      return Status::OK();
    }
    if (S_ISREG(status.st_mode)) return AddFile(path, status, folders, /*is_named=*/false);
    if (!S_ISDIR(status.st_mode)) {
      AddUnreadable(path, folders, fmt::format("it is {}", FileTypeName(status.st_mode)));
      return Status::OK();
    }
    if (!IsNew(status, path)) {
      NoteRepetition(status, path);
      return Status::OK();
    }
    FolderNames below = folders;
    below.Add(path.filename().string());
    return FindBelow(path, below, /*is_named=*/false);
  }

  static std::optional<int64_t> SetOf(const fs::path& path, const FolderNames& folders) {
    return folders.set ? folders.set : SetOfName(path.filename().string());
  }

  std::optional<Table> TableOf(const fs::path& path, const FolderNames& folders) const {
    const std::optional<Table> table = table_ ? table_ : folders.table;
    if (table) return table;
    return TableOfName(path.filename().string(), TablesOf(SetOf(path, folders)));
  }

  // Adds an unreadable entry of a directory: an error only if it is a table's file.
  void AddUnreadable(const fs::path& path, const FolderNames& folders, const Message& reason) {
    const std::optional<Table> table = TableOf(path, folders);
    const bool is_of_table = IsParquetName(path) || IsArrowName(path) || IsTextName(path);
    if (!table || !is_of_table) {
      found_.notices.push_back(FormatMessage("skipped '{}': {}", path.string(), reason));
      return;
    }
    found_.files.push_back(
        {path, path.string(), FileKind::kText, table, folders.values, SetOf(path, folders),
         Status::IoError(FormatMessage("cannot read '{}': {}", path.string(), reason))});
  }

  Status AddFile(const fs::path& path, const struct stat& status, const FolderNames& folders,
                 bool is_named) {
    const auto recognized = RecognizeKind(path);
    if (!recognized.ok() && is_named) return recognized.status();
    if (!recognized.ok()) {
      AddUnreadable(path, folders, recognized.status().text());
      return Status::OK();
    }
    const std::string name = path.filename().string();
    if (!*recognized && (is_named || TableOfName(name))) {
      return Status::Invalid(fmt::format("'{}' is of no kind that can be read", path.string()),
                             "use tbl, csv, parquet or arrow files");
    }
    if (!IsNew(status, path)) {
      if (!is_named) NoteRepetition(status, path);
      return Status::OK();
    }
    if (!*recognized) {
      found_.others.push_back(path);
      return Status::OK();
    }
    std::optional<Table> table = TableOf(path, folders);
    // Other programs number the files of any table like this.
    const bool is_numbered_part = !table_ && !folders.table && IsNumberedPartName(name);
    if (is_numbered_part) table.reset();
    found_.files.push_back(
        {path, path.string(), **recognized, table, folders.values, SetOf(path, folders), {}});
    return Status::OK();
  }

  std::optional<Table> table_;
  const std::atomic<bool>& stop_;
  FoundFiles found_;
  std::map<std::pair<dev_t, ino_t>, fs::path> seen_;
  std::deque<std::pair<fs::path, FolderNames>> links_;
};

}  // namespace

Status CheckPathIsThere(const fs::path& path) {
  const std::string text = path.string();
  const bool is_there = ::access(path.c_str(), F_OK) == 0;
  const int error_number = errno;
  const bool has_scheme = text.find("://") != std::string::npos;
  if (IsUri(text) && (has_scheme || !is_there)) {
    return Status::Invalid(
        fmt::format("'{}': cannot read object stores yet; copy the files to a local directory and "
                    "name that",
                    RedactUris(text)));
  }
  if (is_there || (error_number != ENOENT && error_number != ENOTDIR)) return Status::OK();
  return Status::Invalid(fmt::format("'{}' does not exist", text),
                         "name a file or directory that does");
}

Result<FoundFiles> FindFiles(const std::vector<fs::path>& paths, std::optional<Table> table,
                             const std::atomic<bool>& stop) {
  Finder finder(table, stop);
  for (const fs::path& path : paths) TPCH_RETURN_NOT_OK(finder.Find(path));
  TPCH_RETURN_NOT_OK(finder.FollowLinks());
  FoundFiles found = finder.Finish();
  if (found.files.empty()) {
    return Status::Invalid(fmt::format("'{}' has no tbl, csv, parquet or arrow files",
                                       paths.empty() ? "" : paths.front().string()),
                           found.notices.empty() ? Message() : found.notices.front());
  }
  return found;
}

}  // namespace tpch
