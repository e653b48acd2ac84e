#include "apps/data_places.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>

#include "tpch/compress/codec_suffix.h"
#include "tpch/run/data_file_name.h"
#include "tpch/schema/table.h"
#include "tpch/verify/file_names.h"
#include "tpch/verify/found_files.h"

namespace tpch {
namespace {

namespace fs = std::filesystem;

// Returns the canonical path of a directory, which need not exist; "" if it is inaccessible.
fs::path Spell(const fs::path& dir) {
  std::error_code error;
  const fs::path absolute = fs::absolute(dir.empty() ? "." : dir, error);
  const fs::path spelled = fs::weakly_canonical(absolute, error);
  if (error) return {};
  return spelled.has_filename() ? spelled : spelled.parent_path();
}

// Returns the table at the start of a data file's name.
std::optional<Table> TableOfDataName(const fs::path& name) {
  const std::string whole = name.string();
  std::string_view text = whole;
  (void)TakeCodecSuffix(&text);
  constexpr std::string_view kExtensions[] = {".tbl", ".csv", ".parquet", ".arrow"};
  if (std::ranges::none_of(kExtensions, [&](auto known) { return text.ends_with(known); })) {
    return std::nullopt;
  }
  return FindTable(text.substr(0, text.find('.')));
}

// Returns whether runs into `dir` may give a file this path.
bool IsOutputOf(const fs::path& dir, const fs::path& path) {
  const fs::path parent = Spell(path.parent_path());
  const bool is_of_set = IsOfRefreshSets(parent.filename().string());
  if (is_of_set && parent.parent_path() == Spell(dir)) return true;
  if (IsOfRefreshSets(path.filename().string())) return parent == Spell(dir);
  const std::optional<Table> table = TableOfDataName(path.filename());
  if (!table) return false;
  return parent == Spell(dir) || parent == Spell(dir / Describe(*table).name);
}

// Lists the entries of a folder, perhaps none.
std::vector<fs::path> List(const fs::path& folder) {
  std::vector<fs::path> paths;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    paths.push_back(entry->path());
  }
  return paths;
}

// Lists the files of `dir` that are a run's outputs, or have such names.
std::vector<fs::path> ListOutputs(const fs::path& dir) {
  std::vector<fs::path> paths = List(dir);
  for (const Table table : kAllTables) {
    std::ranges::move(List(dir / NameOf(table)), std::back_inserter(paths));
  }
  std::vector<fs::path> outputs;
  for (const fs::path& path : paths) {
    const std::string name = path.filename().string();
    const bool is_of_sets = IsOfRefreshSets(name);
    if (is_of_sets) std::ranges::move(List(path), std::back_inserter(outputs));
    if (is_of_sets || TableOfDataName(name) || MayBeManifest(name)) outputs.push_back(path);
  }
  return outputs;
}

// Lists the files that would be verified. The verifier reports their errors.
Result<std::vector<fs::path>> ListInputs(const std::vector<fs::path>& inputs,
                                         const std::atomic<bool>& stop) {
  const Result<FoundFiles> found = FindFiles(inputs, std::nullopt, stop);
  if (found.status().code() == StatusCode::kCancelled) return found.status();
  std::vector<fs::path> files = inputs;
  if (!found.ok()) return files;
  for (const FoundFile& file : found->files) files.push_back(file.path);
  files.insert(files.end(), found->manifests.begin(), found->manifests.end());
  return files;
}

bool IsAnyOf(const fs::path& file, const std::vector<fs::path>& others) {
  return std::ranges::any_of(others, [&](const fs::path& other) {
    std::error_code error;
    return fs::equivalent(file, other, error);
  });
}

}  // namespace

DataPlaces DataPlaces::OfOutput(const fs::path& output_dir) {
  DataPlaces places;
  places.output_dir_ = output_dir;
  return places;
}

DataPlaces DataPlaces::OfInputs(const std::vector<std::string>& inputs) {
  DataPlaces places;
  std::ranges::copy_if(inputs, std::back_inserter(places.inputs_),
                       [](const std::string& input) { return input != "-"; });
  return places;
}

bool DataPlaces::IsDataPath(const fs::path& path) const {
  if (!output_dir_.empty() && IsOutputOf(output_dir_, path)) return true;
  return std::ranges::any_of(inputs_, [&](const fs::path& dir) { return IsOutputOf(dir, path); });
}

Result<bool> DataPlaces::IsDataFile(const fs::path& file, const std::atomic<bool>& stop) const {
  if (!output_dir_.empty()) return IsAnyOf(file, ListOutputs(output_dir_));
  TPCH_ASSIGN_OR_RETURN(const std::vector<fs::path> files, ListInputs(inputs_, stop));
  return IsAnyOf(file, files);
}

bool DataPlaces::IsDirectoryPath(const fs::path& path) const {
  if (output_dir_.empty()) return false;
  const fs::path place = Spell(path.parent_path()) / path.filename();
  fs::path dir = Spell(output_dir_);
  const std::string name = place.filename().string();
  if (place.parent_path() == dir && (FindTable(name) || IsOfRefreshSets(name))) return true;
  while (dir != place && dir.has_relative_path()) dir = dir.parent_path();
  return dir == place;
}

bool DataPlaces::IsMade(const fs::path& dir) const {
  return !output_dir_.empty() && Spell(dir) == Spell(output_dir_);
}

}  // namespace tpch
