#include "apps/json_target.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <string_view>
#include <vector>

#include "apps/json_file.h"
#include "apps/json_stream.h"
#include "tpch/base/format_message.h"
#include "tpch/io/output_uri.h"
#include "tpch/io/small_file.h"
#include "tpch/verify/file_names.h"

namespace tpch {
namespace {

namespace fs = std::filesystem;

using OpenedTarget = Result<std::unique_ptr<JsonTarget>>;

bool IsSame(const struct stat& a, const struct stat& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

// Returns Invalid for a regular file that is this process's standard input, output or error.
Status CheckStandardStreams(const fs::path& path, const struct stat& file) {
  constexpr const char* kNames[] = {"standard input comes from", "standard output goes to",
                                    "standard error goes to"};
  for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; ++descriptor) {
    struct stat stream{};
    if (::fstat(descriptor, &stream) != 0 || !IsSame(stream, file)) continue;
    return Status::Invalid(
        fmt::format("{} '{}'; use another file", kNames[descriptor], path.string()));
  }
  return Status::OK();
}

// Returns what kind of data owns this name; "" if none does.
std::string_view TakenBy(const fs::path& name, const DataPlaces& data) {
  if (MayBeManifest(name.filename())) return "a manifest";
  if (data.IsDirectoryPath(name)) return "a directory of the run";
  return data.IsDataPath(name) ? "a data file" : "";
}

// Returns Invalid if data owns one of the names that lead to a file.
Status CheckNames(const std::vector<fs::path>& names, const DataPlaces& data) {
  for (const fs::path& name : names) {
    const std::string_view owner = TakenBy(name, data);
    if (owner.empty()) continue;
    const std::string link = name == names.front()
                                 ? std::string()
                                 : fmt::format("'{}' is a link, and ", names.front().string());
    return Status::Invalid(
        fmt::format("{}'{}' is the name of {}; use another", link, name.string(), owner));
  }
  return Status::OK();
}

// Returns Invalid if the file holds data.
Status CheckContent(const fs::path& path, const DataPlaces& data, const std::atomic<bool>& stop) {
  TPCH_ASSIGN_OR_RETURN(const bool is_data, data.IsDataFile(path, stop));
  if (!is_data) return Status::OK();
  return Status::Invalid(
      fmt::format("'{}' is one of the data files; use another file", path.string()));
}

// Opens an existing path that is not a descriptor of this process.
OpenedTarget OpenExisting(const fs::path& path, const struct stat& status, const JsonRules& rules,
                          const std::atomic<bool>& stop) {
  if (S_ISDIR(status.st_mode)) {
    return Status::Invalid(fmt::format("'{}' is a directory; name a file", path.string()));
  }
  if (S_ISBLK(status.st_mode)) {
    return Status::Invalid(fmt::format("'{}' is a disk; name a file", path.string()));
  }
  if (!S_ISREG(status.st_mode)) return OpenJsonStream(path);
  TPCH_RETURN_NOT_OK(CheckContent(path, rules.data, stop));
  TPCH_RETURN_NOT_OK(CheckStandardStreams(path, status));
  return OpenJsonFile(path, rules);
}

// Opens a descriptor of this process, which may refer to a data file.
OpenedTarget OpenDescriptor(int descriptor, const std::string& name, const DataPlaces& data,
                            const std::atomic<bool>& stop) {
  struct stat status{};
  if (::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode)) {
    TPCH_RETURN_NOT_OK(CheckContent(fmt::format("/proc/self/fd/{}", descriptor), data, stop));
  }
  return OpenJsonDescriptor(descriptor, name);
}

Status CheckIsFileName(const fs::path& path) {
  const std::string name = path.filename().string();
  if (!name.empty() && name != "." && name != "..") return Status::OK();
  return Status::Invalid(fmt::format("'{}' is a directory; name a file", path.string()));
}

OpenedTarget OpenPath(const fs::path& path, const JsonRules& rules, const std::atomic<bool>& stop) {
  TPCH_RETURN_NOT_OK(CheckIsFileName(path));
  TPCH_ASSIGN_OR_RETURN(const std::vector<fs::path> names, FollowLinks(path));
  for (const fs::path& name : names) {
    if (const std::optional<int> descriptor = DescriptorOf(name)) {
      return OpenDescriptor(*descriptor, path.string(), rules.data, stop);
    }
  }
  TPCH_RETURN_NOT_OK(CheckNames(names, rules.data));
  struct stat status{};
  if (::stat(path.c_str(), &status) == 0) return OpenExisting(path, status, rules, stop);
  return OpenJsonFile(path, rules);
}

OpenedTarget Open(const std::string& name, const JsonRules& rules, const std::atomic<bool>& stop) {
  if (name.empty()) {
    return Status::Invalid("'' is not a file; use a path, or - for standard output");
  }
  if (name == "-") return OpenDescriptor(STDOUT_FILENO, "standard output", rules.data, stop);
  if (IsUri(name)) {
    return Status::Invalid(fmt::format("'{}' is not a local path; use one", name));
  }
  return OpenPath(name, rules, stop);
}

}  // namespace

OpenedTarget OpenJsonTarget(const std::string& name, const JsonRules& rules,
                            const std::atomic<bool>& stop) {
  OpenedTarget target = Open(name, rules, stop);
  const Message message = FormatMessage("--json: {}", target.status().text());
  switch (target.status().code()) {
    case StatusCode::kInvalid:
      return Status::Invalid(message);
    case StatusCode::kIoError:
      return Status::IoError(message);
    default:
      return target;
  }
}

}  // namespace tpch
