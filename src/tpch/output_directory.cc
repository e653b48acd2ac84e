#include "tpch/output_directory.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "tpch/io/file_output.h"
#include "tpch/io/unfinished_file.h"
#include "tpch/run/file_digest.h"

namespace tpch {
namespace {

namespace fs = std::filesystem;

DataOptions DescribeData(const GenerateOptions& options, const Selection& selection) {
  DataOptions described = {
      {"version", TPCH_VERSION},
      {"scale-factor", selection.scale_factor.ToString()},
      {"parts", selection.num_parts ? fmt::format("{}", *selection.num_parts) : "none"},
      {"max-rows", selection.max_rows == kAllRows ? "none" : fmt::format("{}", selection.max_rows)},
  };
  described.insert(described.end(), options.format_options.begin(), options.format_options.end());
  return described;
}

/// Returns Invalid naming the outputs that are there already and may not be replaced.
Status CheckExistingOutputs(const GenerateOptions& options, const Plan& plan) {
  std::string existing;
  int64_t num_existing = 0;
  for (const OutputFile& file : plan.files) {
    const fs::path path = options.output_dir / file.relative_path;
    std::error_code error;
    const auto status = fs::symlink_status(path, error);
    if (!fs::exists(status)) continue;
    if (fs::is_directory(status)) {
      return Status::Invalid(fmt::format(
          "--output-dir: '{}' is a directory; remove it, or choose another place", path.string()));
    }
    if (options.overwrite) continue;
    if (++num_existing <= 8) {
      existing += fmt::format("{}'{}'", existing.empty() ? "" : ", ", path.string());
    }
  }
  if (num_existing == 0) return Status::OK();
  if (num_existing > 8) existing += fmt::format(" and {} more", num_existing - 8);
  return Status::Invalid(fmt::format("--output-dir: {} exist{} already; use --overwrite to replace",
                                     existing, num_existing == 1 ? "s" : ""));
}

/// Returns whether a file has the size and the digest that the manifest tells.
Result<bool> IsProven(const fs::path& path, const FileTotals& totals,
                      const std::atomic<bool>& stop) {
  if (!totals.xxh3) return false;
  std::error_code error;
  if (!fs::is_regular_file(fs::symlink_status(path, error))) return false;
  if (fs::file_size(path, error) != static_cast<uintmax_t>(totals.size_bytes)) return false;
  TPCH_ASSIGN_OR_RETURN(const uint64_t digest, DigestOfFile(path, stop));
  return digest == totals.xxh3;
}

Result<std::set<std::string>> FindProvenFiles(const fs::path& dir, const Manifest& manifest,
                                              const Plan& plan, const std::atomic<bool>& stop) {
  std::set<std::string> proven;
  for (const OutputFile& file : plan.files) {
    const auto entry = manifest.files.find(file.relative_path);
    if (entry == manifest.files.end()) continue;
    TPCH_ASSIGN_OR_RETURN(const bool is_proven,
                          IsProven(dir / file.relative_path, entry->second.totals, stop));
    if (is_proven) proven.insert(file.relative_path);
  }
  return proven;
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

void RemoveStaleFiles(const fs::path& dir, const Selection& selection, const Plan& plan) {
  std::map<fs::path, std::set<std::string, std::less<>>> names;  // by their directory
  names[dir] = {ManifestName(selection), kDirectProbeName};
  for (const OutputFile& file : plan.files) {
    const fs::path path = dir / file.relative_path;
    names[path.parent_path()].insert(path.filename());
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

Result<FoundOutputs> ExamineOutputs(const GenerateOptions& options, const Selection& selection,
                                    const Plan& plan, const std::atomic<bool>& stop) {
  const fs::path path = options.output_dir / ManifestName(selection);
  Result<std::optional<Manifest>> read = ReadManifest(path);
  if (!read.ok() && !options.overwrite) return read.status();
  std::optional<Manifest> manifest = read.ok() ? std::move(*read) : std::nullopt;

  const DataOptions ours = DescribeData(options, selection);
  const auto difference =
      manifest ? DescribeDifference(manifest->options, ours) : std::optional<std::string>();
  FoundOutputs found;
  if (options.resume && difference) {
    return Status::Invalid(
        fmt::format("--resume: '{}' tells of other data: {}; use the same options, or another "
                    "--output-dir",
                    path.string(), *difference));
  }
  if (options.resume && manifest) {
    TPCH_ASSIGN_OR_RETURN(found.kept_paths,
                          FindProvenFiles(options.output_dir, *manifest, plan, stop));
  } else {
    TPCH_RETURN_NOT_OK(CheckExistingOutputs(options, plan));
  }
  // Also without a manifest: a run may have been killed while it wrote its first one.
  if (options.resume) RemoveStaleFiles(options.output_dir, selection, plan);
  found.manifest.options = ours;
  for (const OutputFile& file : plan.files) {
    found.manifest.tables.emplace(Describe(file.table).name);
  }
  for (const std::string& path : found.kept_paths) {
    found.manifest.files.emplace(path, manifest->files.at(path));
  }
  return found;
}

}  // namespace tpch
