#include "tpch/io/file_sink.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <random>
#include <utility>

namespace tpch {
namespace {

/// Names what could not be done with which file.
Status FileError(const char* action, const std::filesystem::path& path, int error_number) {
  return Status::FromErrno(fmt::format("cannot {} '{}'", action, path.string()), error_number);
}

class FileSink : public Sink {
 public:
  FileSink(int descriptor, std::filesystem::path temporary, std::filesystem::path path,
           Existing existing, BufferPool* pool)
      : descriptor_(descriptor),
        temporary_(std::move(temporary)),
        path_(std::move(path)),
        existing_(existing),
        pool_(pool) {}

  ~FileSink() override { Abort(); }

  // The kernel writes a file's pages under one lock: a second writer would only wait for it, and
  // spin meanwhile.
  WriteOrder write_order() const override { return WriteOrder::kSequential; }

  Status Write(ByteBuffer buffer, int64_t offset) override {
    std::string_view rest = buffer.view();
    while (!rest.empty()) {
      const ssize_t written = ::pwrite(descriptor_, rest.data(), rest.size(), offset);
      if (written < 0) {
        if (errno == EINTR) continue;
        return FileError("write", path_, errno);
      }
      rest.remove_prefix(static_cast<size_t>(written));
      offset += written;
    }
    pool_->Give(std::move(buffer));
    return Status::OK();
  }

  Status Commit(int64_t size_bytes) override {
    struct stat status{};
    if (::fstat(descriptor_, &status) != 0) return FileError("examine", path_, errno);
    if (status.st_size != size_bytes) {
      return Status::IoError(fmt::format("'{}' has {} bytes instead of {}", path_.string(),
                                         status.st_size, size_bytes));
    }
    // The descriptor is gone whatever close returns, and its error may be the first report of a
    // failed write.
    if (::close(std::exchange(descriptor_, -1)) != 0) return FileError("close", path_, errno);
    TPCH_RETURN_NOT_OK(Rename());
    temporary_.clear();
    return Status::OK();
  }

  void Abort() override {
    if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
    temporary_.clear();
  }

 private:
  Status Rename() {
    const unsigned flags = existing_ == Existing::kKeep ? RENAME_NOREPLACE : 0;
    if (::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, path_.c_str(), flags) == 0) {
      return Status::OK();
    }
    // Some file systems know no flags; the name was free when the run began.
    const bool flags_unknown = flags != 0 && (errno == EINVAL || errno == ENOSYS);
    if (flags_unknown && ::rename(temporary_.c_str(), path_.c_str()) == 0) return Status::OK();
    return FileError("rename the finished file to", path_, errno);
  }

  int descriptor_;
  std::filesystem::path temporary_;  // empty once renamed or removed
  std::filesystem::path path_;
  Existing existing_;
  BufferPool* pool_;
};

}  // namespace

Result<std::unique_ptr<Sink>> OpenFileSink(const std::filesystem::path& path, Existing existing,
                                           BufferPool* pool) {
  std::error_code error;
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), error);
  if (error) return FileError("make the directory", path.parent_path(), error.value());
  std::random_device random;
  for (;;) {
    const std::string name =
        fmt::format(".{}.{:08x}.inprogress", path.filename().string(), random());
    std::filesystem::path temporary = path.parent_path() / name;
    const int descriptor =
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (descriptor >= 0) {
      return std::unique_ptr<Sink>(
          new FileSink(descriptor, std::move(temporary), path, existing, pool));
    }
    if (errno != EEXIST) return FileError("create", path, errno);
  }
}

}  // namespace tpch
