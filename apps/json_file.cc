#include "apps/json_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>
#include <vector>

#include "apps/json_stream.h"
#include "apps/own_json.h"
#include "tpch/io/small_file.h"
#include "tpch/io/unfinished_file.h"

namespace tpch {
namespace {

namespace fs = std::filesystem;

Status WriteError(const fs::path& path, int error_number) {
  return Status::FromErrno(fmt::format("cannot write '{}'", path.string()), error_number);
}

// Returns whether to replace the file at `path`, or why that is not allowed.
Result<Existing> Examine(const fs::path& path, bool overwrite) {
  TPCH_ASSIGN_OR_RETURN(const std::vector<fs::path> names, FollowLinks(path));
  const fs::path& target = names.back();
  struct stat status{};
  if (::lstat(target.c_str(), &status) != 0) {
    if (errno == ENOENT) return Existing::kKeep;
    return WriteError(path, errno);
  }
  if (!S_ISREG(status.st_mode)) {
    return Status::IoError(fmt::format("'{}' is not a regular file any more", path.string()));
  }
  if (::faccessat(AT_FDCWD, target.c_str(), W_OK, AT_EACCESS) != 0) return WriteError(path, errno);
  if (overwrite || status.st_size == 0) return Existing::kReplace;
  TPCH_ASSIGN_OR_RETURN(const bool is_own, IsOwnJson(target));
  if (is_own) return Existing::kReplace;
  return Status::Invalid(
      fmt::format("'{}' exists already and is not a report of this program; use another name, or "
                  "--overwrite to replace it",
                  path.string()));
}

// Returns whether the file is a mount point: such a file can be overwritten but not replaced.
bool IsMountPoint(const fs::path& path) {
  struct statx status{};
  return ::statx(AT_FDCWD, path.c_str(), 0, 0, &status) == 0 &&
         (status.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
}

// Makes a directory and its missing parents, and appends those it made to `made`.
Status MakeDirectory(const fs::path& dir, std::vector<fs::path>* made) {
  std::error_code error;
  if (dir.empty() || fs::is_directory(dir, error)) return Status::OK();
  TPCH_RETURN_NOT_OK(MakeDirectory(dir.parent_path(), made));
  if (fs::create_directory(dir, error)) made->push_back(dir);
  if (!error) return Status::OK();
  return Status::FromErrno(fmt::format("cannot make the directory '{}'", dir.string()),
                           error.value());
}

// A file that gets its name when it is complete.
class JsonFile : public JsonTarget {
 public:
  JsonFile(fs::path path, bool overwrite, std::vector<fs::path> made_directories)
      : path_(std::move(path)),
        overwrite_(overwrite),
        made_directories_(std::move(made_directories)) {}

  Status Write(std::string_view text, const std::atomic<bool>& /*stop*/) override {
    while (true) {
      // Others may have written to the path since the run started.
      TPCH_ASSIGN_OR_RETURN(const Existing existing, ExamineAgain());
      const Status status = WriteSmallFile(path_, text, existing, Durability::kSystem);
      std::error_code error;
      const bool appeared = existing == Existing::kKeep && fs::exists(path_, error);
      if (status.ok() || !appeared) return status;
    }
  }

  void Forgo() override {
    for (; !made_directories_.empty(); made_directories_.pop_back()) {
      ::rmdir(made_directories_.back().c_str());  // fails if others have put files there
    }
  }

  // Returns an error if no file can be made there.
  Status Try() const {
    TPCH_ASSIGN_OR_RETURN(const std::vector<fs::path> names, FollowLinks(path_));
    TPCH_RETURN_NOT_OK(CheckDirectory(names.back()));
    return UnfinishedFile::Create(names.back(), Existing::kReplace).status();
  }

 private:
  // Returns an error if the directory is gone: the program does not make it again.
  Status CheckDirectory(const fs::path& target) const {
    struct stat status{};
    const fs::path dir = target.has_parent_path() ? target.parent_path() : ".";
    return ::stat(dir.c_str(), &status) == 0 ? Status::OK() : WriteError(path_, errno);
  }

  // Returns only IoErrors: a state that the user could not know is not a usage error.
  Result<Existing> ExamineAgain() const {
    TPCH_ASSIGN_OR_RETURN(const std::vector<fs::path> names, FollowLinks(path_));
    TPCH_RETURN_NOT_OK(CheckDirectory(names.back()));
    Result<Existing> existing = Examine(path_, overwrite_);
    if (existing.ok()) return existing;
    return Status::IoError(existing.status().text());
  }

  fs::path path_;
  bool overwrite_;
  std::vector<fs::path> made_directories_;
};

}  // namespace

Result<std::unique_ptr<JsonTarget>> OpenJsonFile(const fs::path& path, const JsonRules& rules) {
  TPCH_ASSIGN_OR_RETURN(const Existing existing, Examine(path, rules.overwrite));
  if (existing == Existing::kReplace && IsMountPoint(path)) return OpenJsonInPlace(path);
  std::vector<fs::path> made;
  const fs::path parent = path.parent_path();
  const Status is_made = rules.data.IsMade(parent) ? MakeDirectory(parent, &made) : Status::OK();
  auto file = std::make_unique<JsonFile>(path, rules.overwrite, std::move(made));
  const Status usable = is_made.ok() ? file->Try() : is_made;
  if (usable.ok()) return std::unique_ptr<JsonTarget>(std::move(file));
  file->Forgo();
  return usable;
}

}  // namespace tpch
