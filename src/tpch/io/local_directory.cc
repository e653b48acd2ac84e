#include "tpch/io/local_directory.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <memory>
#include <vector>

#include "tpch/base/file_descriptor.h"
#include "tpch/base/input_file.h"
#include "tpch/io/disk_space.h"
#include "tpch/io/local_file_output.h"
#include "tpch/io/small_file.h"
#include "tpch/io/unfinished_file.h"

namespace tpch {
namespace {

namespace fs = std::filesystem;

constexpr int64_t kPieceBytes = int64_t{1} << 20;

// Passes the bytes that a file had when it was opened to `consume`.
Status ReadPieces(const InputFile& file, const PieceConsumer& consume) {
  std::string piece;
  for (int64_t offset = 0; offset < file.size_bytes(); offset += kPieceBytes) {
    piece.clear();
    TPCH_RETURN_NOT_OK(
        file.Read(offset, std::min(kPieceBytes, file.size_bytes() - offset), &piece));
    TPCH_RETURN_NOT_OK(consume(piece));
  }
  return Status::OK();
}

// Returns the final name that belongs to the temporary name `name`, or nullopt.
std::optional<std::string_view> FinalName(std::string_view name) {
  constexpr std::string_view kSuffix = ".inprogress";
  constexpr size_t kRandomLength = 9;  // a dot and eight digits
  if (!name.starts_with('.') || !name.ends_with(kSuffix)) return std::nullopt;
  name.remove_prefix(1);
  name.remove_suffix(kSuffix.size());
  if (name.size() <= kRandomLength || name[name.size() - kRandomLength] != '.') return std::nullopt;
  name.remove_suffix(kRandomLength);
  return name;
}

int64_t Nanoseconds(const timespec& time) {
  return int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

OutputEntry MakeEntry(const struct stat& status) {
  OutputEntry entry{OutputEntry::Kind::kOther, 0, status.st_ino, Nanoseconds(status.st_mtim),
                    Nanoseconds(status.st_ctim)};
  if (S_ISDIR(status.st_mode)) entry.kind = OutputEntry::Kind::kDirectory;
  if (S_ISREG(status.st_mode)) {
    entry.kind = OutputEntry::Kind::kFile;
    entry.size_bytes = status.st_size;
  }
  return entry;
}

// Lists the names with this prefix in the directory that is open as `descriptor`. Returns an errno
// value, or 0.
int ListDirectory(int descriptor, std::string_view prefix, OutputEntries* entries) {
  // The stream closes its descriptor.
  const int copy = descriptor < 0 ? -1 : ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
  if (copy < 0) return errno;
  const std::unique_ptr<DIR, int (*)(DIR*)> stream(::fdopendir(copy), ::closedir);
  if (stream == nullptr) return errno;
  errno = 0;
  while (const dirent* const found = ::readdir(stream.get())) {
    struct stat status{};
    const std::string name = found->d_name;
    if (!name.starts_with(prefix) || name == "." || name == "..") continue;
    if (::fstatat(descriptor, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0) {
      entries->emplace(name, MakeEntry(status));
    } else if (errno != ENOENT) {  // it may have disappeared meanwhile
      return errno;
    }
    errno = 0;
  }
  return errno;
}

}  // namespace

std::string LocalDirectory::Name(const std::string& path) const {
  return path.empty() ? dir_.string() : (dir_ / path).string();
}

Result<OutputEntries> LocalDirectory::List(const std::string& folder, std::string_view prefix) {
  TPCH_ASSIGN_OR_RETURN(const std::shared_ptr<const HeldDirectory> root, tree_->Find());
  if (root == nullptr) return OutputEntries();
  TPCH_RETURN_NOT_OK(root->CheckInPlace());
  const FileDescriptor descriptor(::openat(root->descriptor(),
                                           folder.empty() ? "." : folder.c_str(),
                                           O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (descriptor.value() < 0 && (errno == ENOENT || errno == ENOTDIR)) return OutputEntries();
  OutputEntries entries;
  const int error_number = ListDirectory(descriptor.value(), prefix, &entries);
  if (error_number == 0) return entries;
  return Status::FromErrno(fmt::format("cannot list '{}'", Name(folder)), error_number);
}

Result<std::optional<OutputEntry>> LocalDirectory::Examine(const std::string& path) {
  TPCH_ASSIGN_OR_RETURN(const std::shared_ptr<const HeldDirectory> root, tree_->Find());
  if (root == nullptr) return std::optional<OutputEntry>();
  struct stat status{};
  if (::fstatat(root->descriptor(), path.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0) {
    return std::optional(MakeEntry(status));
  }
  if (errno == ENOENT || errno == ENOTDIR) return std::optional<OutputEntry>();
  return Status::FromErrno(fmt::format("cannot examine '{}'", Name(path)), errno);
}

Status LocalDirectory::Read(const std::string& path, const PieceConsumer& consume) {
  TPCH_ASSIGN_OR_RETURN(const InputFile file, InputFile::Open(dir_ / path, Name(path)));
  return ReadPieces(file, consume);
}

Result<std::optional<std::string>> LocalDirectory::ReadText(const std::string& path) {
  const Result<InputFile> opened = InputFile::Open(dir_ / path, Name(path));
  std::error_code error;
  if (!opened.ok() && !fs::exists(dir_ / path, error) && !error) {
    return std::optional<std::string>();
  }
  TPCH_RETURN_NOT_OK(opened.status());
  const InputFile& file = *opened;
  TPCH_RETURN_NOT_OK(CheckTextSize(Name(path), file.size_bytes()));
  std::string text;
  TPCH_RETURN_NOT_OK(file.Read(0, file.size_bytes(), &text));
  return std::optional<std::string>(std::move(text));
}

Status LocalDirectory::ReplaceText(const std::string& path, std::string_view text) {
  TPCH_ASSIGN_OR_RETURN(std::shared_ptr<const HeldDirectory> folder, tree_->MakeParentOf(path));
  TPCH_ASSIGN_OR_RETURN(
      std::unique_ptr<UnfinishedFile> file,
      UnfinishedFile::Create(std::move(folder), fs::path(path).filename(), Existing::kReplace));
  return WriteSmallFile(std::move(file), text, options_.durability);
}

Status LocalDirectory::Remove(const std::string& path) {
  TPCH_ASSIGN_OR_RETURN(const std::shared_ptr<const HeldDirectory> root, tree_->Find());
  if (root == nullptr || ::unlinkat(root->descriptor(), path.c_str(), 0) == 0) return Status::OK();
  if (errno == ENOENT || errno == ENOTDIR) return Status::OK();
  return Status::FromErrno(fmt::format("cannot remove '{}'", Name(path)), errno);
}

void LocalDirectory::RemoveEmptyFolder(const std::string& folder) {
  const auto root = tree_->Find();
  if (root.ok() && *root != nullptr) {
    ::unlinkat((*root)->descriptor(), folder.c_str(), AT_REMOVEDIR);
  }
}

void LocalDirectory::RemoveStaleFiles(const std::set<std::string>& paths) {
  std::map<fs::path, std::set<std::string, std::less<>>> names;  // by directory
  names[dir_] = {kDirectProbeName};
  for (const std::string& path : paths) {
    const fs::path whole = dir_ / path;
    names[whole.parent_path()].insert(whole.filename());
  }
  for (const auto& [parent, final_names] : names) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(parent, error)) {
      const std::string name = entry.path().filename();
      const auto final_name = FinalName(name);
      // Ignore failures: temporary names are random, so leftovers do no harm.
      if (!final_name || !final_names.contains(*final_name)) continue;
      if (UnfinishedFile::IsLeftBehind(entry.path())) fs::remove(entry.path(), error);
    }
  }
}

Status LocalDirectory::Make() { return tree_->Make().status(); }

Result<std::unique_ptr<DirectoryLock>> LocalDirectory::Lock(const LockWait& wait) {
  TPCH_ASSIGN_OR_RETURN(std::shared_ptr<const HeldDirectory> root, tree_->Find());
  if (root == nullptr) return std::unique_ptr<DirectoryLock>();
  return DirectoryLock::Take(std::move(root), wait);
}

Result<std::optional<int64_t>> LocalDirectory::FreeBytes() {
  TPCH_ASSIGN_OR_RETURN(const int64_t free_bytes, FreeSpaceBytes(dir_));
  return std::optional<int64_t>(free_bytes);
}

int64_t LocalDirectory::StagingBytes(int64_t estimated_bytes) const {
  return LocalFileOutput::StagingBytes(options_, estimated_bytes);
}

Result<std::unique_ptr<FileOutput>> LocalDirectory::OpenOutput(const FileSizeEstimates& files,
                                                               BufferPool* pool) {
  TPCH_ASSIGN_OR_RETURN(auto output, LocalFileOutput::Open(options_, tree_, files, pool));
  return std::unique_ptr<FileOutput>(std::move(output));
}

}  // namespace tpch
