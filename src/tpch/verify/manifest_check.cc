#include "tpch/verify/manifest_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <tuple>
#include <utility>

#include "tpch/base/stop_condition.h"
#include "tpch/io/local_directory.h"
#include "tpch/run/data_file_name.h"
#include "tpch/run/file_digest.h"
#include "tpch/verify/parallel_tasks.h"

namespace tpch {
namespace {

namespace fs = std::filesystem;

// Returns whether symbolic links lead out of the directory.
bool IsElsewhere(const fs::path& dir, const fs::path& path) {
  std::error_code error;
  const fs::path whole_dir = fs::canonical(dir.empty() ? "." : dir, error);
  const fs::path whole_path = error ? fs::path() : fs::canonical(dir / path, error);
  return error || !IsPathBelow(whole_path.lexically_relative(whole_dir).string());
}

// Describes what is wrong with a file; nullopt if nothing is. For a file outside the directory, the
// answer does not depend on its contents.
Result<std::optional<std::string>> FindDifference(LocalDirectory* directory, const fs::path& dir,
                                                  const std::string& name, const FileTotals& totals,
                                                  const std::atomic<bool>& stop) {
  using Difference = std::optional<std::string>;
  std::error_code error;
  const fs::file_status status = fs::status(dir / name, error);
  if (!fs::exists(status)) return Difference("is missing");
  if (!fs::is_regular_file(status)) return Difference("is not a regular file");
  const auto size_bytes = fs::file_size(dir / name, error);
  if (error) return Difference("is missing");
  const bool is_elsewhere = IsElsewhere(dir, name);
  const Difference other("is elsewhere, by a symbolic link, and is not what the manifest says");
  if (size_bytes != static_cast<uintmax_t>(totals.size_bytes)) {
    if (is_elsewhere) return other;
    return Difference(
        fmt::format("has {} bytes; the manifest says {}", size_bytes, totals.size_bytes));
  }
  if (!totals.xxh3) return Difference();
  const auto digest = DigestOfFile(directory, name, StopCondition(stop));
  if (digest.status().code() == StatusCode::kCancelled) return digest.status();
  if (!digest.ok()) return Difference("cannot be read");
  if (*digest == *totals.xxh3) return Difference();
  if (is_elsewhere) return other;
  return Difference(
      fmt::format("has the digest {:016x}; the manifest says {:016x}", *digest, *totals.xxh3));
}

// The combined contents of the manifests of one directory.
struct ListedData {
  ManifestCheck* first;
  std::set<std::string> paths;
  std::set<std::string> superseded;
  // Table and extension of files, and whether they are of refresh sets.
  std::set<std::tuple<std::string, std::string, bool>> kinds;
  bool complete = true;

  void Add(const Manifest& manifest) {
    complete = complete && manifest.complete;
    superseded.insert(manifest.superseded.begin(), manifest.superseded.end());
    std::set<std::string> extensions;
    for (const auto& [path, file] : manifest.files) {
      paths.insert(path);
      if (const auto name = ParseDataFileName(path)) extensions.insert(name->extension);
    }
    for (const std::string& table : manifest.tables) {
      for (const std::string& extension : extensions) {
        kinds.emplace(table, extension, AreOfRefreshSets(manifest.options));
      }
    }
  }

  // Returns whether readers would take a file for data of these manifests.
  bool Means(const std::string& path) const {
    const auto name = ParseDataFileName(path);
    return superseded.contains(path) ||
           (name && kinds.contains({std::string(Describe(name->table).name), name->extension,
                                    name->set.has_value()}));
  }
};

// Reports a file below the directory of `listed` that should not be there.
void CheckIsListed(const fs::path& file, const fs::path& dir, const ListedData& listed) {
  const std::string path = file.lexically_relative(dir.empty() ? "." : dir).generic_string();
  if (listed.paths.contains(path) || !listed.Means(path)) return;
  if (listed.superseded.contains(path)) {
    listed.first->differences.push_back(
        file.string() + " is of an earlier data set, which the one of the manifest replaces");
    return;
  }
  std::vector<std::string>& lines =
      listed.complete ? listed.first->differences : listed.first->notices;
  lines.push_back(file.string() + " is not in the manifest");
}

}  // namespace

void CheckUnlistedFiles(const std::vector<FoundFile>& files, std::vector<ManifestCheck>* checks) {
  std::map<fs::path, ListedData> directories;
  for (ManifestCheck& check : *checks) {
    const fs::path dir = check.path.parent_path();
    directories.try_emplace(dir, ListedData{&check, {}, {}, {}}).first->second.Add(check.manifest);
  }
  for (const FoundFile& file : files) {
    const fs::path folder = file.path.parent_path();
    for (const fs::path& dir : {folder, folder.parent_path()}) {
      const auto found = directories.find(dir);
      if (found != directories.end()) CheckIsListed(file.path, dir, found->second);
      if (folder.empty()) break;  // both are the current directory
    }
  }
}

Result<ManifestCheck> CheckManifest(const std::filesystem::path& path, int num_threads,
                                    const std::atomic<bool>& stop) {
  LocalDirectory directory(path.parent_path(), {});
  TPCH_ASSIGN_OR_RETURN(std::optional<Manifest> manifest,
                        ReadManifest(&directory, path.filename()));
  if (!manifest) return Status::IoError(fmt::format("cannot read '{}'", path.string()));
  ManifestCheck check{path, std::move(*manifest), 0, {}, {}};
  const std::vector<std::pair<std::string, ManifestFile>> files(check.manifest.files.begin(),
                                                                check.manifest.files.end());
  std::mutex mutex;
  TPCH_RETURN_NOT_OK(
      RunTasks(static_cast<int64_t>(files.size()), num_threads, stop,
               [&](int /*thread*/, int64_t index) -> Status {
                 const auto& [name, file] = files[static_cast<size_t>(index)];
                 TPCH_ASSIGN_OR_RETURN(
                     const std::optional<std::string> difference,
                     FindDifference(&directory, path.parent_path(), name, file.totals, stop));
                 const std::string shown_path = directory.Name(name);
                 const std::lock_guard lock(mutex);
                 ++check.num_files;
                 if (difference) check.differences.push_back(shown_path + " " + *difference);
                 if (!file.totals.xxh3) {
                   check.notices.push_back(shown_path + " has no digest in the manifest");
                 }
                 return Status::OK();
               }));
  if (!check.manifest.complete) {
    check.notices.push_back(path.string() + " says that files are still missing");
  }
  std::ranges::sort(check.differences);
  std::ranges::sort(check.notices);
  return check;
}

}  // namespace tpch
