#include "tpch/io/local_directory.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include "tpch/base/input_file.h"
#include "tpch/io/disk_space.h"
#include "tpch/io/local_file_output.h"
#include "tpch/io/small_file.h"
#include "tpch/io/unfinished_file.h"

namespace tpch {
namespace {

namespace fs = std::filesystem;

/// A manifest of a million files is smaller.
constexpr int64_t kMaxTextBytes = int64_t{256} << 20;

constexpr int64_t kPieceBytes = int64_t{1} << 20;

/// Hands the bytes that a file had when it was opened to `consume`.
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

/// Returns the name of the file that `name` is a temporary name of, or nothing.
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

}  // namespace

std::string LocalDirectory::Name(const std::string& path) const {
  return path.empty() ? dir_.string() : (dir_ / path).string();
}

Result<std::map<std::string, OutputEntry>> LocalDirectory::Find(
    const std::set<std::string>& paths) {
  std::map<std::string, OutputEntry> found;
  for (const std::string& path : paths) {
    std::error_code error;
    const fs::file_status status = fs::symlink_status(dir_ / path, error);
    if (!fs::exists(status)) continue;
    OutputEntry& entry = found[path];
    if (fs::is_regular_file(status)) {
      entry.size_bytes = static_cast<int64_t>(fs::file_size(dir_ / path, error));
    } else {
      entry.kind =
          fs::is_directory(status) ? OutputEntry::Kind::kDirectory : OutputEntry::Kind::kOther;
    }
  }
  return found;
}

Status LocalDirectory::Read(const std::string& path, const PieceConsumer& consume) {
  TPCH_ASSIGN_OR_RETURN(const InputFile file, InputFile::Open(dir_ / path, Name(path)));
  return ReadPieces(file, consume);
}

Result<std::optional<std::string>> LocalDirectory::ReadText(const std::string& path) {
  std::error_code error;
  if (!fs::exists(dir_ / path, error) && !error) return std::optional<std::string>();
  TPCH_ASSIGN_OR_RETURN(const InputFile file, InputFile::Open(dir_ / path, Name(path)));
  if (file.size_bytes() > kMaxTextBytes) {
    return Status::Invalid(
        fmt::format("'{}' has {} bytes, more than any of this program's; "
                    "remove it",
                    Name(path), file.size_bytes()));
  }
  std::string text;
  TPCH_RETURN_NOT_OK(file.Read(0, file.size_bytes(), &text));
  return std::optional<std::string>(std::move(text));
}

Status LocalDirectory::ReplaceText(const std::string& path, std::string_view text) {
  return WriteSmallFile(dir_ / path, text, Existing::kReplace, options_.durability);
}

Status LocalDirectory::Remove(const std::string& path) {
  std::error_code error;
  fs::remove(dir_ / path, error);
  return error ? Status::FromErrno(fmt::format("cannot remove '{}'", Name(path)), error.value())
               : Status::OK();
}

void LocalDirectory::RemoveStaleFiles(const std::set<std::string>& paths) {
  std::map<fs::path, std::set<std::string, std::less<>>> names;  // by their directory
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
      // What cannot be removed is in nobody's way: temporary names are random.
      if (!final_name || !final_names.contains(*final_name)) continue;
      if (!UnfinishedFile::IsUnderWay(entry.path())) fs::remove(entry.path(), error);
    }
  }
}

std::unique_ptr<DirectoryLock> LocalDirectory::Lock() {
  return std::make_unique<DirectoryLock>(dir_);
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
  TPCH_ASSIGN_OR_RETURN(auto output, LocalFileOutput::Open(options_, dir_, files, pool));
  return std::unique_ptr<FileOutput>(std::move(output));
}

}  // namespace tpch
