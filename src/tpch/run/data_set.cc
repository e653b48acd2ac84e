#include "tpch/run/data_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tpch {
namespace {

// Returns whether a text that is not a manifest may be the remnant of one: only zeros, as after a
// power failure, or its beginning.
bool IsRemnant(std::string_view text) {
  const size_t begin = text.find_first_not_of(std::string_view(" \t\r\n\0", 5));
  return begin == std::string_view::npos || text[begin] == '{';
}

// Returns nullopt if another run has removed the file meanwhile.
Result<std::optional<FoundManifest>> ReadFound(OutputDirectory* directory, const std::string& name,
                                               const OutputEntry& entry) {
  FoundManifest found{name, entry, std::nullopt, {}, false};
  if (entry.kind == OutputEntry::Kind::kDirectory) {
    return Status::Invalid(Field::kOutputDir,
                           fmt::format("'{}' is a directory", directory->Name(name)),
                           "remove it, or choose another place");
  }
  Result<std::optional<std::string>> text = directory->ReadText(name);
  if (!text.ok() && text.status().code() == StatusCode::kInvalid) {
    return Status::Invalid(Field::kOutputDir, text.status().text());
  }
  TPCH_RETURN_NOT_OK(text.status());
  if (!*text) return std::optional<FoundManifest>();
  Result<Manifest> manifest = ParseManifest(**text);
  if (manifest.ok()) {
    found.manifest = std::move(*manifest);
  } else {
    found.damage = manifest.status().message();
    found.is_remnant = IsRemnant(**text);
  }
  return std::optional(std::move(found));
}

// Returns the folders of a data set's files.
std::set<std::string> FindFolders(const DirectoryContents& contents, std::set<std::string> paths) {
  for (const FoundManifest& found : contents.manifests) {
    if (found.manifest) paths.merge(ListedPaths(*found.manifest));
  }
  // Does not look for the folders among the entries, because some stores list only objects.
  std::set<std::string> folders;
  for (const Table table : kAllTables) folders.emplace(NameOf(table));
  for (const std::string& path : paths) {
    const size_t slash = path.find('/');
    if (slash != std::string::npos && ParseDataFileName(path))
      folders.insert(path.substr(0, slash));
  }
  return folders;
}

}  // namespace

const FoundManifest* DirectoryContents::Find(const std::string& name) const {
  const auto found = std::ranges::find(manifests, name, &FoundManifest::name);
  return found == manifests.end() ? nullptr : &*found;
}

Result<DirectoryContents> ReadContents(OutputDirectory* directory,
                                       const std::set<std::string>& planned_paths) {
  DirectoryContents contents;
  TPCH_ASSIGN_OR_RETURN(contents.entries, directory->List("", ""));
  for (const auto& [name, entry] : contents.entries) {
    if (!IsManifestName(name)) continue;
    TPCH_ASSIGN_OR_RETURN(std::optional<FoundManifest> found, ReadFound(directory, name, entry));
    if (found) contents.manifests.push_back(std::move(*found));
  }
  for (const std::string& folder : FindFolders(contents, planned_paths)) {
    TPCH_ASSIGN_OR_RETURN(const OutputEntries entries, directory->List(folder, ""));
    for (const auto& [file, file_entry] : entries) {
      std::string path = folder + "/";
      path += file;
      contents.entries.emplace(std::move(path), file_entry);
    }
  }
  return contents;
}

bool HoldsData(const FoundManifest& found, const OutputEntries& entries) {
  if (!found.manifest) return false;
  return std::ranges::any_of(ListedPaths(*found.manifest),
                             [&](const std::string& path) { return entries.contains(path); });
}

std::set<std::string> ListedPaths(const Manifest& manifest) {
  std::set<std::string> paths = manifest.superseded;
  for (const auto& [path, file] : manifest.files) paths.insert(path);
  return paths;
}

bool CanHave(const DataFileName& name, const Selection& selection) {
  const std::optional<int64_t>& num_parts =
      selection.refresh ? selection.refresh->SegmentsOf(name.table) : selection.num_parts;
  if (!num_parts) return !name.part;
  return name.part && *name.part <= (Describe(name.table).scaled ? *num_parts : 1);
}

std::set<std::string> FindDataFiles(const OutputEntries& entries, const std::set<Table>& tables,
                                    std::string_view extension, bool of_refresh_sets) {
  std::set<std::string> paths;
  for (const auto& [path, entry] : entries) {
    if (entry.kind == OutputEntry::Kind::kDirectory) continue;
    const auto name = ParseDataFileName(path);
    if (!name || name->set.has_value() != of_refresh_sets) continue;
    if (tables.contains(name->table) && name->extension == extension) paths.insert(path);
  }
  return paths;
}

}  // namespace tpch
