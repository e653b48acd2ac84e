#include "tpch/generate/existing_outputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "tpch/base/format_message.h"
#include "tpch/generate/data_options.h"
#include "tpch/generate/file_proof.h"
#include "tpch/run/data_set.h"

namespace tpch {
namespace {

using Paths = std::set<std::string>;

Paths PathsOf(const Plan& plan) {
  Paths paths;
  for (const OutputFile& file : plan.files) paths.insert(file.relative_path);
  return paths;
}

std::set<Table> TablesOf(const Manifest& manifest) {
  std::set<Table> tables;
  for (const std::string& name : manifest.tables) {
    if (const auto table = FindTable(name, kFileTables)) tables.insert(*table);
  }
  return tables;
}

class Examination {
 public:
  Examination(const GenerateOptions& options, const Format& format, OutputDirectory* directory,
              const Selection& selection, const Plan& plan)
      : options_(options),
        directory_(directory),
        selection_(selection),
        tables_(selection.tables.begin(), selection.tables.end()),
        extension_(format.extension()) {
    ManifestClaim& claim = found_.claim;
    claim.name = ManifestName(selection);
    claim.manifest.options = DescribeData(selection, format);
    for (const OutputFile& file : plan.files) {
      claim.manifest.tables.emplace(Describe(file.table).name);
    }
    claim.paths = PathsOf(plan);
    claim.num_selected_parts = static_cast<int64_t>(selection.parts.size());
    if (selection.refresh) claim.num_sets = selection.refresh->num_sets();
  }

  Status Read() {
    TPCH_ASSIGN_OR_RETURN(contents_, ReadContents(directory_, found_.claim.paths));
    own_ = contents_.Find(found_.claim.name);
    if (own_ != nullptr) found_.claim.examined = own_->entry;
    found_.has_manifest = own_ != nullptr;
    for (const FoundManifest& manifest : contents_.manifests) Sort(manifest);
    for (const std::string& path : found_.claim.paths) {
      const auto entry = contents_.entries.find(path);
      if (entry == contents_.entries.end()) {
        found_.claim.disproved.insert(path);
      } else if (entry->second.kind == OutputEntry::Kind::kDirectory) {
        return Status::Invalid(Field::kOutputDir,
                               fmt::format("'{}' is a directory", directory_->Name(path)),
                               "remove it, or choose another place");
      } else {
        existing_.insert(path);
      }
    }
    return Status::OK();
  }

  // For a run that replaces nothing.
  Status RefuseWhatIsThere() {
    TPCH_RETURN_NOT_OK(RefuseOtherData());
    TPCH_RETURN_NOT_OK(RefuseUnfinished());
    TPCH_RETURN_NOT_OK(RefuseLeftovers());
    for (const FoundManifest* damaged : damaged_) TPCH_RETURN_NOT_OK(RefuseDamaged(*damaged));
    if (existing_.empty()) return Status::OK();
    const bool can_resume = std::ranges::any_of(
        existing_, [this](const auto& path) { return FindListed(path) != nullptr; });
    return Status::Invalid(
        Field::kOutputDir,
        fmt::format("{} exist{} already", NamesOf(existing_), existing_.size() == 1 ? "s" : ""),
        can_resume ? FormatMessage("use {} to keep what is complete, {} to replace", Field::kResume,
                                   Field::kOverwrite)
                   : FormatMessage("use {} to replace", Field::kOverwrite));
  }

  // For a run that keeps proven files.
  Status Resume(const StopCondition& stop) {
    TPCH_RETURN_NOT_OK(RefuseOtherData());
    TPCH_RETURN_NOT_OK(RefuseLeftovers());
    const bool is_damaged = own_ != nullptr && !own_->manifest;
    if (is_damaged && existing_.empty() && !own_->is_remnant) return RefuseDamaged(*own_);
    TPCH_RETURN_NOT_OK(SupersedeDamagedParts());
    for (const std::string& path : existing_) {
      const ManifestFile* const listed = FindListed(path);
      if (listed == nullptr && (own_ == nullptr || is_damaged)) {
        found_.unproven_paths.insert(path);
        continue;
      }
      bool is_proven = listed != nullptr;
      if (is_proven) {
        TPCH_ASSIGN_OR_RETURN(is_proven, HasDigest(directory_, path, listed->totals, stop));
      }
      if (is_proven) {
        found_.kept_paths.insert(path);
        found_.claim.manifest.files.emplace(path, *listed);
      } else {
        found_.claim.disproved.insert(path);
      }
    }
    return Status::OK();
  }

  // For a run that replaces the data set of its tables.
  Status Supersede() {
    Paths superseded;
    for (const FoundManifest* other : others_) {
      const Paths old = PathsOfOther(*other->manifest);
      TPCH_RETURN_NOT_OK(RefuseMixture(*other, old));
      superseded.insert(old.begin(), old.end());
    }
    const Paths leftovers = FindLeftovers();
    TPCH_RETURN_NOT_OK(RefuseMixtureWith(leftovers));
    superseded.insert(leftovers.begin(), leftovers.end());
    TPCH_RETURN_NOT_OK(RefuseWhatIsNotOurs(superseded));
    found_.claim.manifest.superseded = std::move(superseded);
    for (const FoundManifest& manifest : contents_.manifests) {
      if (IsObsolete(manifest)) found_.claim.obsolete.emplace(manifest.name, manifest.entry);
    }
    return Status::OK();
  }

  FoundOutputs Take() { return std::move(found_); }

 private:
  // Classifies a manifest by its relation to this run.
  void Sort(const FoundManifest& found) {
    if (!found.manifest) {
      damaged_.push_back(&found);
    } else if (!DescribeDifference(found.manifest->options, found_.claim.manifest.options)) {
      if (AreOfRefreshSets(found.manifest->options) == MakesRefreshSets()) same_.push_back(&found);
    } else if (found.manifest->HoldsData()) {
      found_.claim.replaced.emplace(found.name, found.entry);
      // A manifest whose files are all gone no longer describes anything.
      if (HoldsData(found, contents_.entries)) others_.push_back(&found);
    }
  }

  bool MakesRefreshSets() const { return selection_.refresh.has_value(); }

  // Whether no other run makes files of the data set's tables.
  bool MakesAllParts() const { return !MakesRefreshSets() && selection_.parts.empty(); }

  // Returns a file's entry in a manifest of the same data, the run's own if possible, or null.
  const ManifestFile* FindListed(const std::string& path) const {
    const ManifestFile* listed = nullptr;
    for (const FoundManifest* found : same_) {
      const auto file = found->manifest->files.find(path);
      if (file != found->manifest->files.end() && (listed == nullptr || found == own_)) {
        listed = &file->second;
      }
    }
    return listed;
  }

  bool IsListed(const std::string& path) const {
    return FindListed(path) != nullptr ||
           std::ranges::any_of(same_, [&](const FoundManifest* found) {
             return found->manifest->superseded.contains(path);
           });
  }

  // Returns the files of the selected tables that the run's data set cannot have.
  Paths FindLeftovers() const {
    Paths paths = FindDataFiles(contents_.entries, tables_, extension_, MakesRefreshSets());
    std::erase_if(paths, [this](const std::string& path) {
      return CanHave(*ParseDataFileName(path), selection_) || IsListed(path);
    });
    return paths;
  }

  // Returns the existing files of another manifest's data set. It may not list the last ones yet.
  Paths PathsOfOther(const Manifest& manifest) const {
    Paths paths = FindDataFiles(contents_.entries, TablesOf(manifest), ExtensionOf(manifest),
                                AreOfRefreshSets(manifest.options));
    paths.merge(ListedPaths(manifest));
    std::erase_if(paths, [this](const std::string& path) {
      return !contents_.entries.contains(path) || !ParseDataFileName(path) || IsListed(path);
    });
    return paths;
  }

  // Returns the option that cuts the files.
  Field Cut() const { return MakesRefreshSets() ? Field::kInsertSegments : Field::kNumParts; }

  // Returns the option that a message about other data names.
  Field Subject() const { return options_.resume ? Field::kResume : Field::kOutputDir; }

  Status RefuseOtherData() const {
    if (others_.empty()) return Status::OK();
    const FoundManifest& other = *others_.front();
    return Status::Invalid(
        Subject(),
        fmt::format("'{}' describes other data: {}", directory_->Name(other.name),
                    DifferenceTo(other)),
        FormatMessage("use the same options, another {}{}", Field::kOutputDir,
                      options_.resume ? Message()
                                      : FormatMessage(", or {} to replace it", Field::kOverwrite)));
  }

  Status RefuseUnfinished() const {
    for (const FoundManifest* found : same_) {
      Paths left = found->manifest->superseded;
      std::erase_if(left, [this](const auto& path) { return !contents_.entries.contains(path); });
      if (left.empty()) continue;
      return Status::Invalid(
          Field::kOutputDir,
          fmt::format("'{}' says that {} of other data {} still to be replaced",
                      directory_->Name(found->name), NamesOf(left),
                      left.size() == 1 ? "is" : "are"),
          FormatMessage("use {} to finish what {} began", Field::kResume, Field::kOverwrite));
    }
    return Status::OK();
  }

  Status RefuseLeftovers() const {
    const Paths leftovers = FindLeftovers();
    if (leftovers.empty()) return Status::OK();
    return Status::Invalid(Subject(),
                           FormatMessage("{} {} not of data with these {}", NamesOf(leftovers),
                                         leftovers.size() == 1 ? "is" : "are", Cut()),
                           FormatMessage("use the same {}, another {}, or {} to replace", Cut(),
                                         Field::kOutputDir, Field::kOverwrite));
  }

  Status RefuseDamaged(const FoundManifest& damaged) const {
    const bool is_resumable = &damaged == own_ && (!existing_.empty() || damaged.is_remnant);
    return Status::Invalid(
        Field::kOutputDir,
        fmt::format("'{}' is not a manifest of this program: {}", directory_->Name(damaged.name),
                    damaged.damage),
        is_resumable ? FormatMessage("use {} to rewrite it and keep what is complete, or {}",
                                     Field::kResume, Field::kOverwrite)
                     : FormatMessage("remove it, or use another {}", Field::kOutputDir));
  }

  // A run of all parts replaces damaged manifests of some parts.
  Status SupersedeDamagedParts() {
    if (!MakesAllParts()) return Status::OK();
    for (const FoundManifest* damaged : damaged_) {
      if (damaged == own_ || IsOfRefreshSets(damaged->name)) continue;
      if (!damaged->is_remnant) return RefuseDamaged(*damaged);
      found_.claim.obsolete.emplace(damaged->name, damaged->entry);
    }
    return Status::OK();
  }

  // Refuses to replace only some of the other data.
  Status RefuseMixture(const FoundManifest& other, const Paths& old) const {
    Paths rest = old;
    std::erase_if(rest, [this](const std::string& path) { return IsReplaced(path); });
    if (rest.empty()) return Status::OK();
    return Status::Invalid(
        Field::kOverwrite,
        fmt::format("'{}' describes other data: {}, of which {} would be left",
                    directory_->Name(other.name), DifferenceTo(other), NamesOf(rest)),
        FormatMessage("make all its tables and parts, or use another {}", Field::kOutputDir));
  }

  // Refuses to replace the leftovers if files that may be of the same data would stay.
  Status RefuseMixtureWith(const Paths& leftovers) const {
    if (leftovers.empty()) return Status::OK();
    Paths rest = FindDataFiles(contents_.entries, tables_, extension_, MakesRefreshSets());
    rest.insert(leftovers.begin(), leftovers.end());
    std::erase_if(rest,
                  [this](const std::string& path) { return IsReplaced(path) || IsListed(path); });
    if (rest.empty()) return Status::OK();
    return Status::Invalid(
        Field::kOverwrite,
        FormatMessage("{} {} not of data with these {}, and {} would be left", NamesOf(leftovers),
                      leftovers.size() == 1 ? "is" : "are", Cut(), NamesOf(rest)),
        FormatMessage("make all parts, or use another {}", Field::kOutputDir));
  }

  // Refuses to supersede directories, and files in a folder that is a link: the program may not
  // remove them.
  Status RefuseWhatIsNotOurs(const Paths& superseded) const {
    for (const std::string& path : superseded) {
      const std::string folder = path.substr(0, path.find('/'));
      const auto found_folder = contents_.entries.find(folder);
      const bool is_directory = contents_.entries.at(path).kind == OutputEntry::Kind::kDirectory;
      // Object stores may not list folders.
      const bool is_linked = folder != path && found_folder != contents_.entries.end() &&
                             found_folder->second.kind != OutputEntry::Kind::kDirectory;
      if (found_.claim.paths.contains(path) || (!is_directory && !is_linked)) continue;
      return Status::Invalid(
          Field::kOverwrite,
          fmt::format("'{}' belongs to the old data, but {}", directory_->Name(path),
                      is_directory ? "is a directory"
                                   : fmt::format("'{}' is a link", directory_->Name(folder))),
          FormatMessage("remove it, or use another {}", Field::kOutputDir));
    }
    return Status::OK();
  }

  // Returns whether the run replaces a file of old data, or removes it at its end.
  bool IsReplaced(const std::string& path) const {
    if (found_.claim.paths.contains(path)) return true;
    const DataFileName name = *ParseDataFileName(path);
    if (name.set.has_value() != MakesRefreshSets() || !tables_.contains(name.table)) return false;
    if (!name.set) return selection_.parts.empty();
    return *name.set >= selection_.refresh->first_set && *name.set <= selection_.refresh->last_set;
  }

  // Returns whether a manifest is redundant as soon as all files of the run exist.
  bool IsObsolete(const FoundManifest& found) const {
    if (&found == own_ || found_.claim.replaced.contains(found.name)) return false;
    if (IsOfRefreshSets(found.name) != MakesRefreshSets()) return false;
    if (!found.manifest) return MakesAllParts();
    return std::ranges::includes(found_.claim.paths, ListedPaths(*found.manifest));
  }

  std::string DifferenceTo(const FoundManifest& other) const {
    return *DescribeDifference(other.manifest->options, found_.claim.manifest.options);
  }

  std::string NamesOf(const Paths& paths) const {
    constexpr size_t kMaxNames = 8;
    std::string names;
    size_t num_names = 0;
    for (const std::string& path : paths) {
      if (++num_names > kMaxNames) {
        return names + fmt::format(" and {} more", paths.size() - kMaxNames);
      }
      names += fmt::format("{}'{}'", names.empty() ? "" : ", ", directory_->Name(path));
    }
    return names;
  }

  const GenerateOptions& options_;
  OutputDirectory* const directory_;
  const Selection& selection_;
  const std::set<Table> tables_;
  const std::string extension_;

  DirectoryContents contents_;
  const FoundManifest* own_ = nullptr;         // the manifest with the run's name
  std::vector<const FoundManifest*> same_;     // manifests of the same data
  std::vector<const FoundManifest*> others_;   // manifests of other data
  std::vector<const FoundManifest*> damaged_;  // unreadable manifests
  Paths existing_;                             // planned files that exist
  FoundOutputs found_;
};

}  // namespace

void RemoveStaleFiles(OutputDirectory* directory, const Selection& selection, const Plan& plan,
                      const LockWait& wait) {
  // A run that writes a manifest takes this lock before its temporary file has its own lock.
  const auto others_wait = directory->Lock(wait);
  if (!others_wait.ok()) return;
  Paths paths = PathsOf(plan);
  paths.insert(ManifestName(selection));
  directory->RemoveStaleFiles(paths);
}

Result<FoundOutputs> ExamineOutputs(const GenerateOptions& options, const Format& format,
                                    OutputDirectory* directory, const Selection& selection,
                                    const Plan& plan, const StopCondition& stop) {
  Examination examination(options, format, directory, selection, plan);
  TPCH_RETURN_NOT_OK(examination.Read());
  TPCH_RETURN_NOT_OK(options.overwrite ? examination.Supersede()
                     : options.resume  ? examination.Resume(stop)
                                       : examination.RefuseWhatIsThere());
  // Even without a manifest, because a run may have been killed while it wrote its first one.
  if (options.resume) {
    RemoveStaleFiles(directory, selection, plan, {&stop, options.on_wait});
  }
  return examination.Take();
}

}  // namespace tpch
