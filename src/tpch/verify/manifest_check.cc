#include "tpch/verify/manifest_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <utility>

#include "tpch/io/local_directory.h"
#include "tpch/run/file_digest.h"
#include "tpch/verify/parallel_tasks.h"

namespace tpch {
namespace {

/// Returns what is wrong with a file, or nothing.
Result<std::optional<std::string>> FindDifference(LocalDirectory* directory,
                                                  const std::string& name, const FileTotals& totals,
                                                  const std::atomic<bool>& stop) {
  std::error_code error;
  const auto size_bytes = std::filesystem::file_size(directory->Name(name), error);
  if (error) return std::optional<std::string>("is not there");
  if (size_bytes != static_cast<uintmax_t>(totals.size_bytes)) {
    return std::optional(
        fmt::format("has {} bytes; the manifest says {}", size_bytes, totals.size_bytes));
  }
  if (!totals.xxh3) return std::optional<std::string>();
  TPCH_ASSIGN_OR_RETURN(const uint64_t digest, DigestOfFile(directory, name, stop));
  if (digest == *totals.xxh3) return std::optional<std::string>();
  return std::optional(
      fmt::format("has the digest {:016x}; the manifest says {:016x}", digest, *totals.xxh3));
}

}  // namespace

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
                 TPCH_ASSIGN_OR_RETURN(const std::optional<std::string> difference,
                                       FindDifference(&directory, name, file.totals, stop));
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

std::optional<std::string> FindOption(const Manifest& manifest, std::string_view name) {
  for (const auto& [option, value] : manifest.options) {
    if (option == name) return value;
  }
  return std::nullopt;
}

}  // namespace tpch
