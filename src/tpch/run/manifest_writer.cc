#include "tpch/run/manifest_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "tpch/run/data_file_name.h"

namespace tpch {
namespace {

using std::chrono::steady_clock;

// A run spends at most 1/kMaxShare of its time on its manifest, plus kFreeTime at the start.
constexpr int kMaxShare = 50;
constexpr std::chrono::milliseconds kFreeTime(20);

}  // namespace

ManifestWriter::ManifestWriter(OutputDirectory* directory, ManifestClaim claim, LockWait wait)
    : directory_(directory),
      claim_(std::move(claim)),
      wait_(std::move(wait)),
      own_(claim_.manifest) {}

Status ManifestWriter::Begin() {
  const std::lock_guard lock(mutex_);
  TPCH_RETURN_NOT_OK(directory_->Make());
  TPCH_ASSIGN_OR_RETURN(const auto others_wait, directory_->Lock(wait_));
  TPCH_RETURN_NOT_OK(Look());
  is_new_ = !theirs_ || !theirs_->HoldsData();
  const auto found = known_.find(claim_.name);
  if (theirs_ && found != known_.end() && found->second == claim_.examined) {
    for (const std::string& path : claim_.disproved) theirs_->files.erase(path);
  }
  if (claim_.is_for_others) {
    TPCH_RETURN_NOT_OK(TakePlace());
    return RemoveObsolete();
  }
  return claim_.replaced.empty() ? Write() : Status::OK();
}

Status ManifestWriter::NameAndAdd(const OutputFile& file, const FileTotals& totals, Sink* sink) {
  std::unique_lock lock(mutex_);
  TPCH_ASSIGN_OR_RETURN(const auto others_wait, directory_->Lock(wait_));
  TPCH_RETURN_NOT_OK(Prepare(file, totals, others_wait != nullptr));
  // Without a directory lock, holding the mutex gains nothing, and uploads take long to complete.
  if (others_wait == nullptr) lock.unlock();
  TPCH_RETURN_NOT_OK(sink->GiveName());
  if (others_wait == nullptr) lock.lock();
  own_.List(file, totals);
  return WriteIfDue();
}

void ManifestWriter::Add(const OutputFile& file, const FileTotals& totals) {
  const std::lock_guard lock(mutex_);
  own_.List(file, totals);
}

Status ManifestWriter::End(bool all_made) {
  const std::lock_guard lock(mutex_);
  TPCH_ASSIGN_OR_RETURN(const auto others_wait, directory_->Lock(wait_));
  if (Status other = Look(); !other.ok()) {
    TPCH_RETURN_NOT_OK(RemoveOwnIfEmpty());
    return other;
  }
  if (!claim_.replaced.empty()) return Status::OK();  // no file was made
  if (all_made && claim_.removes_superseded) TPCH_RETURN_NOT_OK(RemoveSuperseded());
  if (!Merged().HoldsData()) return RemoveOwnIfEmpty();
  TPCH_RETURN_NOT_OK(Write());
  return all_made ? RemoveObsolete() : Status::OK();
}

Status ManifestWriter::Prepare(const OutputFile& file, const FileTotals& totals, bool is_locked) {
  // Without a lock, what the run reads may change before the file gets its name, however often it
  // reads, and each time costs a request or two.
  if (is_locked || !claim_.replaced.empty() || IsDue(looking_)) {
    const auto start = steady_clock::now();
    TPCH_RETURN_NOT_OK(Look());
    looking_ += steady_clock::now() - start;
  }
  if (!claim_.replaced.empty()) TPCH_RETURN_NOT_OK(TakePlace());
  if (!theirs_) return Status::OK();
  // The manifest must be true even if the new file differs from the listed one.
  const auto listed = theirs_->files.find(file.relative_path);
  if (listed == theirs_->files.end() || listed->second.totals == totals) return Status::OK();
  theirs_->files.erase(listed);
  own_.files.erase(file.relative_path);
  return Write();
}

// Reads the manifests that changed since the last read.
Status ManifestWriter::Look() {
  TPCH_ASSIGN_OR_RETURN(const OutputEntries entries, directory_->List("", kManifestPrefix));
  for (const auto& [name, entry] : entries) {
    if (!IsManifestName(name)) continue;
    const auto known = known_.find(name);
    if (known != known_.end() && known->second == entry) continue;
    TPCH_RETURN_NOT_OK(LookAt(name));
    known_[name] = entry;
  }
  std::erase_if(known_, [&](const auto& known) { return !entries.contains(known.first); });
  if (!known_.contains(claim_.name)) theirs_.reset();
  // Another process of the run may have replaced them.
  std::erase_if(claim_.replaced, [&](const auto& replaced) {
    const auto entry = entries.find(replaced.first);
    return entry == entries.end() || entry->second != replaced.second;
  });
  return Status::OK();
}

Status ManifestWriter::LookAt(const std::string& name) {
  TPCH_ASSIGN_OR_RETURN(const std::optional<std::string> text, directory_->ReadText(name));
  Result<Manifest> manifest = ParseManifest(text.value_or(""));
  const bool is_own_name = name == claim_.name;
  if (is_own_name) theirs_.reset();
  // If it was intact when the directory was examined, the program that damaged it writes it again.
  if (!manifest.ok()) return Status::OK();
  const auto difference = DescribeDifference(manifest->options, own_.options);
  if (!difference) {
    if (is_own_name) theirs_ = std::move(*manifest);
    return Status::OK();
  }
  if (!manifest->HoldsData() || IsInState(claim_.replaced, name)) return Status::OK();
  return Status::IoError(
      fmt::format("'{}' describes other data now: {}; another run has begun in this directory",
                  directory_->Name(name), *difference));
}

// Replaces the manifests of other data.
Status ManifestWriter::TakePlace() {
  TPCH_RETURN_NOT_OK(Write());
  for (const auto& [name, entry] : std::exchange(claim_.replaced, {})) {
    if (name != claim_.name) TPCH_RETURN_NOT_OK(directory_->Remove(name));
  }
  return Status::OK();
}

bool ManifestWriter::IsDue(steady_clock::duration spent) const {
  return spent <= (steady_clock::now() - start_) / kMaxShare + kFreeTime;
}

Status ManifestWriter::WriteIfDue() {
  if (!IsDue(writing_)) return Status::OK();
  const auto start = steady_clock::now();
  TPCH_RETURN_NOT_OK(Write());
  writing_ += steady_clock::now() - start;
  return Status::OK();
}

Status ManifestWriter::RemoveSuperseded() {
  std::set<std::string> folders;
  for (const std::string& path : Merged().superseded) {
    const auto file = ParseDataFileName(path);
    if (!file || !own_.tables.contains(std::string(Describe(file->table).name))) continue;
    TPCH_RETURN_NOT_OK(directory_->Remove(path));
    own_.superseded.erase(path);
    if (theirs_) theirs_->superseded.erase(path);
    const size_t slash = path.find('/');
    if (slash != std::string::npos) folders.insert(path.substr(0, slash));
  }
  for (const std::string& folder : folders) directory_->RemoveEmptyFolder(folder);
  return Status::OK();
}

// Removes the manifest that this run created, if it lists nothing.
Status ManifestWriter::RemoveOwnIfEmpty() {
  if (!is_new_ || !theirs_ || Merged().HoldsData()) return Status::OK();
  return IsInState(known_, claim_.name) ? directory_->Remove(claim_.name) : Status::OK();
}

Status ManifestWriter::RemoveObsolete() {
  for (const auto& [name, entry] : claim_.obsolete) {
    if (IsInState(claim_.obsolete, name)) TPCH_RETURN_NOT_OK(directory_->Remove(name));
  }
  return Status::OK();
}

// Returns whether a manifest is unchanged since it was examined.
bool ManifestWriter::IsInState(const OutputEntries& examined, const std::string& name) const {
  const auto then = examined.find(name);
  if (then == examined.end()) return false;
  const auto now = directory_->Examine(name);
  return now.ok() && *now == then->second;
}

// Returns this run's manifest, including the files that others have listed.
Manifest ManifestWriter::Merged() const {
  Manifest merged = own_;
  if (theirs_) {
    merged.tables.insert(theirs_->tables.begin(), theirs_->tables.end());
    merged.files.insert(theirs_->files.begin(), theirs_->files.end());
    merged.superseded.insert(theirs_->superseded.begin(), theirs_->superseded.end());
  }
  std::erase_if(merged.superseded,
                [&](const std::string& path) { return merged.files.contains(path); });
  merged.complete = IsComplete(merged);
  return merged;
}

bool ManifestWriter::IsComplete(const Manifest& manifest) const {
  if (!manifest.superseded.empty()) return false;
  std::map<std::string_view, int64_t> num_missing;
  for (const auto& [path, file] : manifest.files) {
    // Tables that are never cut come with the first part.
    const bool all_parts = claim_.num_selected_parts == 0 || file.num_parts == 1;
    const int64_t num_files = all_parts ? file.num_parts : claim_.num_selected_parts;
    --num_missing.try_emplace(file.table, num_files * claim_.num_sets).first->second;
  }
  return std::ranges::all_of(manifest.tables, [&](const std::string& table) {
    const auto found = num_missing.find(table);
    return found != num_missing.end() && found->second == 0;
  });
}

Status ManifestWriter::Write() {
  theirs_ = Merged();
  TPCH_RETURN_NOT_OK(directory_->ReplaceText(claim_.name, FormatManifest(*theirs_)));
  TPCH_ASSIGN_OR_RETURN(const std::optional<OutputEntry> entry, directory_->Examine(claim_.name));
  if (entry) known_[claim_.name] = *entry;
  return Status::OK();
}

}  // namespace tpch
