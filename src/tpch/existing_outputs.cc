#include "tpch/existing_outputs.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <utility>

#include "tpch/run/file_digest.h"

namespace tpch {
namespace {

using Entries = std::map<std::string, OutputEntry>;  // by their relative paths

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
Status CheckExistingOutputs(const OutputDirectory& directory, const Entries& entries,
                            bool overwrite) {
  std::string existing;
  int64_t num_existing = 0;
  for (const auto& [path, entry] : entries) {
    if (entry.kind == OutputEntry::Kind::kDirectory) {
      return Status::Invalid(
          fmt::format("--output-dir: '{}' is a directory; remove it, or choose another place",
                      directory.Name(path)));
    }
    if (overwrite) continue;
    if (++num_existing <= 8) {
      existing += fmt::format("{}'{}'", existing.empty() ? "" : ", ", directory.Name(path));
    }
  }
  if (num_existing == 0) return Status::OK();
  if (num_existing > 8) existing += fmt::format(" and {} more", num_existing - 8);
  return Status::Invalid(fmt::format("--output-dir: {} exist{} already; use --overwrite to replace",
                                     existing, num_existing == 1 ? "s" : ""));
}

/// Returns the paths of files that have the size and the digest that the manifest tells.
Result<std::set<std::string>> FindProvenFiles(OutputDirectory* directory, const Entries& entries,
                                              const Manifest& manifest,
                                              const std::atomic<bool>& stop) {
  std::set<std::string> proven;
  for (const auto& [path, entry] : entries) {
    const auto told = manifest.files.find(path);
    if (told == manifest.files.end()) continue;
    const FileTotals& totals = told->second.totals;
    if (!totals.xxh3 || entry.kind != OutputEntry::Kind::kFile) continue;
    if (entry.size_bytes != totals.size_bytes) continue;
    TPCH_ASSIGN_OR_RETURN(const uint64_t digest, DigestOfFile(directory, path, stop));
    if (digest == totals.xxh3) proven.insert(path);
  }
  return proven;
}

}  // namespace

std::set<std::string> PathsOf(const Plan& plan) {
  std::set<std::string> paths;
  for (const OutputFile& file : plan.files) paths.insert(file.relative_path);
  return paths;
}

void RemoveStaleFiles(OutputDirectory* directory, const Selection& selection, const Plan& plan) {
  std::set<std::string> paths = PathsOf(plan);
  paths.insert(ManifestName(selection));
  directory->RemoveStaleFiles(paths);
}

Result<FoundOutputs> ExamineOutputs(const GenerateOptions& options, OutputDirectory* directory,
                                    const Selection& selection, const Plan& plan,
                                    const std::atomic<bool>& stop) {
  TPCH_ASSIGN_OR_RETURN(const Entries entries, directory->Find(PathsOf(plan)));
  const std::string name = ManifestName(selection);
  Result<std::optional<Manifest>> read = ReadManifest(directory, name);
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
                    directory->Name(name), *difference));
  }
  if (options.resume && manifest) {
    TPCH_ASSIGN_OR_RETURN(found.kept_paths, FindProvenFiles(directory, entries, *manifest, stop));
  } else {
    TPCH_RETURN_NOT_OK(CheckExistingOutputs(*directory, entries, options.overwrite));
  }
  // Also without a manifest: a run may have been killed while it wrote its first one.
  if (options.resume) RemoveStaleFiles(directory, selection, plan);
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
